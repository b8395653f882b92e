// Decides which terms can have only a few values: because their schema lists them, or because they count a few conditions.

import { add, compareNumbers, multiply } from '../../base/number.ts';
import type { Num } from '../../base/value.ts';
import type { Term } from '../term.ts';
import { choiceOf, type Folder, isOperation, numberOf, numeral, pairOf } from './folder.ts';

/** Terms that can have more values than this are not taken apart. */
export const MAX_LISTED = 64;

/** Nesting of choices past which no list is made. */
const MAX_NESTING = 64;

/** All values that the term can have, as constants; null where they are not known or too many. */
export function listedValues(folder: Folder, term: Term): readonly Term[] | null {
  if (term.sort === 'string') return folder.raw.notedTexts(term)?.map((text) => folder.make.text(text)) ?? null;
  if (term.sort !== 'int') return null;
  return integersOf(term, 0)?.map((value) => numeral(folder, 'int', value)) ?? null;
}

/** What sums and multiples of choices between constants can be, in ascending order. */
function integersOf(term: Term, nesting: number): readonly Num[] | null {
  const value = numberOf(term);
  if (value !== null) return [value];
  if (nesting >= MAX_NESTING) return null;
  const branches = choiceOf(term);
  if (branches !== null) return eitherOf(branches[1], branches[2], nesting + 1);
  if (isOperation(term, 'add')) return sumsOf(term.args, nesting + 1);
  const pair = pairOf(term, 'multiply');
  const factor = pair === null ? null : numberOf(pair[0]);
  return pair === null || factor === null ? null : distinct(integersOf(pair[1], nesting + 1)?.map((one) => multiply(factor, one)) ?? null);
}

function eitherOf(a: Term, b: Term, nesting: number): readonly Num[] | null {
  const ofA = integersOf(a, nesting);
  const ofB = ofA === null ? null : integersOf(b, nesting);
  return ofA === null || ofB === null ? null : distinct([...ofA, ...ofB]);
}

function sumsOf(parts: readonly Term[], nesting: number): readonly Num[] | null {
  let sums: readonly Num[] | null = [0];
  for (const part of parts) {
    const values: readonly Num[] | null = sums === null ? null : integersOf(part, nesting);
    if (sums === null || values === null) return null;
    sums = distinct(sums.flatMap((sum) => values.map((value) => add(sum, value))));
  }
  return sums;
}

/** The numbers in ascending order; null if they are too many. */
function distinct(numbers: readonly Num[] | null): readonly Num[] | null {
  if (numbers === null) return null;
  const sorted = numbers.toSorted(compareNumbers);
  const different = sorted.filter((value, i) => i === 0 || compareNumbers(sorted[i - 1] ?? value, value) !== 0);
  return different.length > MAX_LISTED ? null : different;
}
