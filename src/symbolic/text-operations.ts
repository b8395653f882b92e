// Decides what the string operators compute, by code point, as SMT-LIB's theory of Unicode strings has it.

import { codePoints, textLength } from '../base/text.ts';

/** At most `count` code points from a position on; empty where that is outside. */
export function cut(text: string, from: number, count: number): string {
  return from < 0 || count <= 0
    ? ''
    : codePoints(text)
        .slice(from, from + count)
        .join('');
}

/** First position of a part at or after an offset; -1 if there is none or the offset is outside the text. */
export function positionOf(text: string, part: string, offset: number): number {
  const points = codePoints(text);
  if (offset < 0 || offset > points.length) return -1;
  const rest = points.slice(offset).join('');
  const unit = findPart(rest, part);
  return unit < 0 ? -1 : offset + textLength(rest.slice(0, unit));
}

export function containsPart(text: string, part: string): boolean {
  return findPart(text, part) >= 0;
}

export function hasPrefix(text: string, prefix: string): boolean {
  return text.startsWith(prefix) && isBoundary(text, prefix.length);
}

export function hasSuffix(text: string, suffix: string): boolean {
  return text.endsWith(suffix) && isBoundary(text, text.length - suffix.length);
}

/** An empty pattern is found at the start. */
export function replaceFirst(text: string, pattern: string, replacement: string): string {
  const at = findPart(text, pattern);
  return at < 0 ? text : text.slice(0, at) + replacement + text.slice(at + pattern.length);
}

/** From the left, without overlap; an empty pattern is found nowhere. */
export function replaceAll(text: string, pattern: string, replacement: string): string {
  if (pattern === '') return text;
  let result = '';
  let from = 0;
  for (let at = findPart(text, pattern); at >= 0; at = findPart(text, pattern, from)) {
    result += text.slice(from, at) + replacement;
    from = at + pattern.length;
  }
  return result + text.slice(from);
}

/** Index in UTF-16 units of the first occurrence that begins and ends between code points; -1 if there is none. */
function findPart(text: string, part: string, from = 0): number {
  let at = text.indexOf(part, from);
  while (at >= 0 && !(isBoundary(text, at) && isBoundary(text, at + part.length))) at = text.indexOf(part, at + 1);
  return at;
}

// A lone surrogate in a pattern must not match half of a code point.
function isBoundary(text: string, unit: number): boolean {
  if (unit <= 0 || unit >= text.length) return true;
  const before = text.charCodeAt(unit - 1);
  const after = text.charCodeAt(unit);
  return !(before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff);
}
