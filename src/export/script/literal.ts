// Decides how a text is written as a literal of JavaScript that cannot become anything else, wherever it is pasted.

/** In single quotes. What ends a line, closes a script element or cannot be seen is escaped. */
export function literalOf(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|<(?=[/!])/gu, escaped)}'`;
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
}
