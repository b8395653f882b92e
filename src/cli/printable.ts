// Decides what of an untrusted text a terminal may see: nothing that moves the cursor, hides text or turns its direction.

// Control characters but tab and newline, and the marks that turn the direction of text. Written as JSON does, so that JSON stays what it was.
const UNSEEN = /(?![\t\n])\p{Cc}|[\u2028-\u202e\u2066-\u2069]/gu;
const ESCAPE = String.fromCharCode(27);
const PAINT = new RegExp(`(${ESCAPE}\\[\\d{1,2}m)`);

/** The text with such characters as `\uXXXX`. Our own colours stay where there are colours. */
export function printable(text: string, hasColours: boolean): string {
  if (!hasColours) return escaped(text);
  return text
    .split(PAINT)
    .map((part, i) => (i % 2 === 1 ? part : escaped(part)))
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll(UNSEEN, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}
