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
  const values = sumsOf(term);
  return values === null ? null : values.map((value) => numeral(folder, 'int', value));
}

/** What a sum of choices between constants can be, in ascending order. */
function sumsOf(term: Term): readonly Num[] | null {
  let sums: readonly Num[] = [0];
  for (const part of isOperation(term, 'add') ? term.args : [term]) {
    const values = multiplesOf(part);
    if (values === null) return null;
    sums = distinct(sums.flatMap((sum) => values.map((value) => add(sum, value))));
    if (sums.length > MAX_LISTED) return null;
  }
  return sums;
}

function multiplesOf(part: Term): readonly Num[] | null {
  const pair = pairOf(part, 'multiply');
  const factor = pair === null ? null : numberOf(pair[0]);
  if (pair === null || factor === null) return endsOf(part, 0);
  return endsOf(pair[1], 0)?.map((value) => multiply(factor, value)) ?? null;
}

function endsOf(term: Term, nesting: number): readonly Num[] | null {
  const value = numberOf(term);
  if (value !== null) return [value];
  const branches = nesting < MAX_NESTING ? choiceOf(term) : null;
  if (branches === null) return null;
  const then = endsOf(branches[1], nesting + 1);
  const otherwise = then === null ? null : endsOf(branches[2], nesting + 1);
  if (then === null || otherwise === null) return null;
  const ends = distinct([...then, ...otherwise]);
  return ends.length > MAX_LISTED ? null : ends;
}

function distinct(numbers: readonly Num[]): readonly Num[] {
  const sorted = numbers.toSorted(compareNumbers);
  return sorted.filter((value, i) => i === 0 || compareNumbers(sorted[i - 1] ?? value, value) !== 0);
}
