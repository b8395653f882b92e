// Decides where one known string occurs in another, counted in code points.

import { codePoints } from '../../base/text.ts';

const SURROGATE = /[\ud800-\udfff]/;

/** Positions are code points, which are UTF-16 units in strings without surrogates. */
function isPlain(...texts: readonly string[]): boolean {
  return !texts.some((text) => SURROGATE.test(text));
}

function occursAt(points: readonly string[], part: readonly string[], at: number): boolean {
  return part.every((point, i) => points[at + i] === point);
}

/** First position at or after `from`, -1 if none. */
export function firstPosition(text: string, part: string, from: number): number {
  if (isPlain(text, part)) return text.indexOf(part, from);
  const [points, wanted] = [codePoints(text), codePoints(part)];
  for (let at = from; at + wanted.length <= points.length; at += 1) if (occursAt(points, wanted, at)) return at;
  return -1;
}

/** Last position at or before `from`, -1 if none. */
export function lastPosition(text: string, part: string, from: number): number {
  if (isPlain(text, part)) return text.lastIndexOf(part, from);
  const [points, wanted] = [codePoints(text), codePoints(part)];
  for (let at = Math.min(from, points.length - wanted.length); at >= 0; at -= 1) if (occursAt(points, wanted, at)) return at;
  return -1;
}

/** Code points from `start` up to but not including `end`. */
export function cutText(text: string, start: number, end: number): string {
  return isPlain(text) ? text.slice(start, end) : codePoints(text).slice(start, end).join('');
}

/** The text between the first `count - 1` occurrences of a separator, from the left, not overlapping; the rest is the last part. */
export function partsOf(text: string, separator: string, count: number): readonly string[] {
  if (separator === '') return pointsOf(text, count);
  const parts: string[] = [];
  const size = codePoints(separator).length;
  let start = 0;
  while (parts.length + 1 < count) {
    const at = firstPosition(text, separator, start);
    if (at < 0) break;
    parts.push(cutText(text, start, at));
    start = at + size;
  }
  return [...parts, cutText(text, start, Number.POSITIVE_INFINITY)];
}

function pointsOf(text: string, count: number): readonly string[] {
  const points = codePoints(text);
  return points.length <= count ? points : [...points.slice(0, count - 1), points.slice(count - 1).join('')];
}
