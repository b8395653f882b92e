// Decides the operators on strings; positions and sizes count code points.

import { matchesRe2 } from '../../base/pattern.ts';
import { codePoints, lowerAscii, textLength, upperAscii } from '../../base/text.ts';
import type { ListValue } from '../../base/value.ts';
import type { OperatorName } from '../../contract/operators.ts';
import { type EvaluationError, failure } from '../evaluation-error.ts';
import { describeKind } from '../operand.ts';
import { asIndex, type Evaluate, strict, tooLarge } from './define.ts';
import { indexOfText, lastIndexOfText, partsBetween, unitIndexOf, unitOffset } from './text-search.ts';

type Names =
  | 'concatenate'
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | 'matches'
  | 'textSize'
  | 'charAt'
  | 'textIndexOf'
  | 'textLastIndexOf'
  | 'lowerAscii'
  | 'upperAscii'
  | 'replace'
  | 'split'
  | 'substring'
  | 'trim'
  | 'reverseText'
  | 'quote'
  | 'join';

export const stringOperators: Readonly<Record<Extract<OperatorName, Names>, Evaluate>> = {
  concatenate: strict(['string', 'string'], (a, b) => tooLarge(a.length + b.length) ?? a + b),
  contains: strict(['string', 'string'], (a, b) => unitIndexOf(a, b, 0) >= 0),
  startsWith: strict(['string', 'string'], (a, b) => a.startsWith(b) && unitIndexOf(a, b, 0) === 0),
  endsWith: strict(['string', 'string'], (a, b) => a.endsWith(b) && unitIndexOf(a, b, a.length - b.length) >= 0),
  matches: strict(['string', 'string'], (a, b) => {
    const found = matchesRe2(a, b);
    return typeof found === 'boolean' ? found : failure('malformed', found.message);
  }),
  textSize: strict(['string'], textLength),
  charAt: strict(['string', 'integer'], (a, index) => cut(a, asIndex(index), Math.min(asIndex(index) + 1, textLength(a)))),
  textIndexOf: strict(['string', 'string', 'integer'], (a, b, from) => outside(a, asIndex(from)) ?? indexOfText(a, b, asIndex(from))),
  textLastIndexOf: strict(
    ['string', 'string', 'integer'],
    (a, b, from) => outside(a, asIndex(from)) ?? lastIndexOfText(a, b, asIndex(from)),
  ),
  lowerAscii: strict(['string'], lowerAscii),
  upperAscii: strict(['string'], upperAscii),
  replace: strict(['string', 'string', 'string', 'integer'], (a, old, by, count) => replace(a, old, by, asCount(asIndex(count)))),
  split: strict(['string', 'string', 'integer'], (a, separator, count) => split(a, separator, asCount(asIndex(count)))),
  substring: strict(['string', 'integer', 'integer'], (a, start, end) => cut(a, asIndex(start), asIndex(end))),
  trim: strict(['string'], trim),
  reverseText: strict(['string'], (a) => codePoints(a).toReversed().join('')),
  quote: strict(['string'], quote),
  join: strict(['list', 'string'], join),
};

// A negative count means all.
function asCount(count: number): number {
  return count < 0 ? Number.POSITIVE_INFINITY : count;
}

function outside(text: string, index: number): EvaluationError | null {
  const size = textLength(text);
  return index < 0 || index > size ? failure('out-of-range', `position ${index} is outside a string of size ${size}`) : null;
}

function cut(text: string, start: number, end: number): string | EvaluationError {
  const problem = outside(text, start) ?? outside(text, end);
  if (problem !== null) return problem;
  if (start > end) return failure('out-of-range', `a substring cannot go from ${start} to ${end}`);
  return text.slice(unitOffset(text, start), unitOffset(text, end));
}

function replace(text: string, old: string, by: string, count: number): string | EvaluationError {
  const parts = old === '' ? aroundEveryPoint(text, count) : partsBetween(text, old, count + 1);
  const size = parts.reduce((sum, part) => sum + part.length, by.length * (parts.length - 1));
  return tooLarge(size) ?? parts.join(by);
}

// The empty string occurs before every code point and at the end.
function aroundEveryPoint(text: string, count: number): readonly string[] {
  const points = codePoints(text);
  if (count > points.length) return ['', ...points, ''];
  return count === 0 ? [text] : ['', ...points.slice(0, count - 1), points.slice(count - 1).join('')];
}

function split(text: string, separator: string, count: number): readonly string[] {
  if (count === 0) return [];
  if (separator !== '') return partsBetween(text, separator, count);
  const points = codePoints(text);
  return points.length <= count ? points : [...points.slice(0, count - 1), points.slice(count - 1).join('')];
}

const WHITE_SPACE = /^\p{White_Space}$/u;

// Not a pattern with `+$`: that takes quadratic time on a long inner run of blanks.
function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && WHITE_SPACE.test(text.charAt(start))) start += 1;
  while (end > start && WHITE_SPACE.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\u0007', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
  ['\\', '\\\\'],
  ['"', '\\"'],
]);

// strings.quote of CEL's ext library: lone surrogates become U+FFFD.
function quote(text: string): string | EvaluationError {
  const escaped = codePoints(text).map((point) => ESCAPES.get(point) ?? (/^[\ud800-\udfff]$/.test(point) ? '\ufffd' : point));
  return tooLarge(text.length * 2) ?? `"${escaped.join('')}"`;
}

function join(list: ListValue, separator: string): string | EvaluationError {
  const texts: string[] = [];
  let size = separator.length * Math.max(0, list.length - 1);
  for (const item of list) {
    if (typeof item !== 'string') return failure('wrong-kind', `join needs strings, found ${describeKind(item)}`);
    texts.push(item);
    size += item.length;
  }
  return tooLarge(size) ?? texts.join(separator);
}
