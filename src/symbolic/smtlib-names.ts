// Decides how names and texts are written for solvers, in SMT-LIB and through Z3's API alike: one name, one symbol, none of a theory's own.

import { codePoints } from '../base/text.ts';

/** The highest character of SMT-LIB's theory of Unicode strings. */
export const MAX_SMT_CHARACTER = 0x2ffff;

/**
 * The symbol of an uninterpreted function. It begins with `$`, which no theory's symbols and no solver's inventions do, so that no name of a
 * contract can mean an operator. What symbols cannot hold is written as `{hex}`; different names stay different.
 */
export function functionSymbol(name: string): string {
  return `$${escaped(name)}`;
}

/** The symbol of a variable of a quantifier. */
export function variableSymbol(name: string): string {
  return `?${escaped(name)}`;
}

function escaped(name: string): string {
  // Iterated by UTF-16 unit: lone surrogates must stay apart.
  return name.replace(/[^ -~]|[|\\{}!"]/g, (unit) => `{${unit.charCodeAt(0).toString(16)}}`);
}

/** A symbol as it stands in a script: between bars, unless it is a simple one. */
export function quotedSymbol(symbol: string): string {
  return /^[A-Za-z0-9~@$%^&*_+=<>.?/-]+$/.test(symbol) ? symbol : `|${symbol}|`;
}

/** A string literal of SMT-LIB 2.6; null if a character is beyond the theory's alphabet. */
export function stringLiteral(text: string): string | null {
  let literal = '';
  for (const character of codePoints(text)) {
    const code = character.codePointAt(0) ?? 0;
    if (code > MAX_SMT_CHARACTER) return null;
    if (character === '"') literal += '""';
    else literal += code >= 0x20 && code <= 0x7e && character !== '\\' ? character : `\\u{${code.toString(16)}}`;
  }
  return `"${literal}"`;
}
