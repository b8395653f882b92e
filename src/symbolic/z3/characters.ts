// Decides which texts Z3 can hold: those of SMT-LIB's alphabet.

import { codePoints } from '../../base/text.ts';
import { MAX_SMT_CHARACTER } from '../smtlib-names.ts';
import { NotEncodable } from './fault.ts';

/** The code points of a text. Throws `NotEncodable` for those beyond Z3's alphabet. */
export function characters(text: string): readonly number[] {
  const codes = codePoints(text).map((character) => character.codePointAt(0) ?? 0);
  if (codes.some((code) => code > MAX_SMT_CHARACTER)) throw new NotEncodable('a text with characters beyond U+2FFFF');
  return codes;
}
