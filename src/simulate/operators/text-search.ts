// Decides where one string occurs in another, in code points: a match never begins or ends inside a surrogate pair.

import { textLength } from '../../base/text.ts';

const SURROGATE = /[\ud800-\udfff]/;

/** Whether positions in the string differ between UTF-16 units and code points. */
function hasSurrogates(text: string): boolean {
  return SURROGATE.test(text);
}

/** UTF-16 offset of a code point; the length of the text for an index at or past its end. */
export function unitOffset(text: string, index: number): number {
  if (!hasSurrogates(text)) return Math.min(index, text.length);
  let unit = 0;
  for (let point = 0; point < index && unit < text.length; point += 1) unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
  return unit;
}

/** Code points before a UTF-16 offset. */
function pointIndex(text: string, unit: number): number {
  return hasSurrogates(text) ? textLength(text.slice(0, unit)) : unit;
}

function splitsPair(text: string, unit: number): boolean {
  const before = text.charCodeAt(unit - 1);
  const after = text.charCodeAt(unit);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}

/** UTF-16 offset of the first occurrence at or after an offset, or -1. */
export function unitIndexOf(text: string, part: string, from: number): number {
  let at = text.indexOf(part, from);
  while (at >= 0 && (splitsPair(text, at) || splitsPair(text, at + part.length))) at = at < text.length ? text.indexOf(part, at + 1) : -1;
  return at;
}

/** Index in code points of the first occurrence at or after an index, or -1. */
export function indexOfText(text: string, part: string, from: number): number {
  const unit = unitIndexOf(text, part, unitOffset(text, from));
  return unit < 0 ? -1 : pointIndex(text, unit);
}

/** Index in code points of the last occurrence at or before an index, or -1. */
export function lastIndexOfText(text: string, part: string, from: number): number {
  let unit = text.lastIndexOf(part, unitOffset(text, from));
  while (unit >= 0 && (splitsPair(text, unit) || splitsPair(text, unit + part.length)))
    unit = unit > 0 ? text.lastIndexOf(part, unit - 1) : -1;
  return unit < 0 ? -1 : pointIndex(text, unit);
}

/** The parts of the text between occurrences of a non-empty separator, the last of at most `count` parts being the uncut rest. */
export function partsBetween(text: string, separator: string, count: number): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = unitIndexOf(text, separator, 0); at >= 0 && parts.length + 1 < count; at = unitIndexOf(text, separator, start)) {
    parts.push(text.slice(start, at));
    start = at + separator.length;
  }
  parts.push(text.slice(start));
  return parts;
}
