// Decides which value a constant in a solver's model is.

import { ofBigInt, ratio } from '../../base/number.ts';
import { codePoints } from '../../base/text.ts';
import type { ModelValue } from '../model.ts';
import { UnreadableValue } from '../solving/unreadable-value.ts';
import { nameOf, type Sexp } from './sexp.ts';

/** Digits of a number; reading takes quadratic time. */
const MAX_DIGITS = 50_000;

/** A truth value, a numeral or decimal without sign, or a string; null for all else. Throws `UnreadableValue`. */
export function readConstant(sexp: Sexp): ModelValue | null {
  if (sexp.kind === 'string') return readText(sexp.text);
  if (sexp.kind !== 'token') return null;
  if (sexp.text === 'true' || sexp.text === 'false') return sexp.text === 'true';
  return readNumber(sexp.text);
}

function readNumber(text: string): ModelValue | null {
  const [, whole = '', fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === '') return null;
  if (text.length > MAX_DIGITS) throw new UnreadableValue(`a number of more than ${MAX_DIGITS} digits`);
  return fraction === '' ? ofBigInt(BigInt(whole)) : ratio(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
}

const ESCAPE = /\\u(?:\{([0-9a-fA-F]{1,5})\}|([0-9a-fA-F]{4}))/g;

/** The text that a string literal stands for: only these escapes are any. */
function readText(literal: string): string {
  const expected: string[] = [];
  let at = 0;
  for (const match of literal.matchAll(ESCAPE)) {
    const [all, braced, plain] = match;
    expected.push(...codePoints(literal.slice(at, match.index)), String.fromCodePoint(Number.parseInt(braced ?? plain ?? '0', 16)));
    at = match.index + all.length;
  }
  expected.push(...codePoints(literal.slice(at)));
  const text = expected.join('');
  // Two surrogates side by side are one character to us and two to a solver.
  if (codePoints(text).length !== expected.length) throw new UnreadableValue('a string that is no Unicode text');
  return text;
}

/** The character that is meant by `(_ char #x61)` or `(_ Char 97)`; null for all else. */
export function readCharacter(items: readonly Sexp[]): string | null {
  const [underscore, kind, code] = items.map(nameOf);
  if (items.length !== 3 || underscore !== '_' || typeof code !== 'string') return null;
  const value = kind === 'char' && /^#x[0-9a-fA-F]{1,5}$/.test(code) ? Number.parseInt(code.slice(2), 16) : null;
  const decimal = kind === 'Char' && /^\d{1,6}$/.test(code) ? Number(code) : null;
  const found = value ?? decimal;
  return found === null ? null : String.fromCodePoint(found);
}
