// Decides sets of code points as ranges: union, complement, and the sets that escapes name.

import { MAX_CODE_POINT, type Range } from './regex.ts';

/** The ranges sorted, overlapping and touching ones merged. */
export function normalRanges(ranges: readonly Range[]): readonly Range[] {
  const merged: [number, number][] = [];
  for (const [low, high] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else merged.push([low, high]);
  }
  return merged;
}

/** All other code points; of normal ranges, in normal form. */
export function complementOf(ranges: readonly Range[]): readonly Range[] {
  const others: Range[] = [];
  let next = 0;
  for (const [low, high] of ranges) {
    if (low > next) others.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= MAX_CODE_POINT) others.push([next, MAX_CODE_POINT]);
  return others;
}

export const DIGITS: readonly Range[] = [[0x30, 0x39]];

export const WORD: readonly Range[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];

/** ECMA-262, WhiteSpace and LineTerminator. */
export const ECMA_SPACE: readonly Range[] = [
  [0x9, 0xd],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

/** RE2's `\s`: without the vertical tab. */
export const RE2_SPACE: readonly Range[] = [
  [0x9, 0xa],
  [0xc, 0xd],
  [0x20, 0x20],
];

/** ECMA-262, LineTerminator: what `.` does not match. */
export const ECMA_LINE_ENDS: readonly Range[] = [
  [0xa, 0xa],
  [0xd, 0xd],
  [0x2028, 0x2029],
];

/** What RE2's `.` does not match. */
export const RE2_LINE_ENDS: readonly Range[] = [[0xa, 0xa]];

const properties = new Map<string, readonly Range[]>();

/** The code points with a Unicode property, written as inside `\p{}`; null for an unknown one. From the tables of the JavaScript engine. */
export function propertyRanges(property: string): readonly Range[] | null {
  const known = properties.get(property);
  if (known !== undefined) return known;
  const matcher = propertyMatcher(property);
  if (matcher === null) return null;
  const found: Range[] = [];
  for (let at = 0; at <= MAX_CODE_POINT; at += 1) if (matcher.test(String.fromCodePoint(at))) found.push([at, at]);
  const ranges = normalRanges(found);
  properties.set(property, ranges);
  return ranges;
}

function propertyMatcher(property: string): RegExp | null {
  if (!/^[A-Za-z_=]+$/.test(property)) return null;
  try {
    return new RegExp(`^\\p{${property}}$`, 'u');
  } catch {
    return null; // The engine answers an unknown property with a SyntaxError.
  }
}
