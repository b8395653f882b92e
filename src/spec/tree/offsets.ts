// Decides where a character of a scalar's text stands in the file: the inverse of unquoting, unescaping and folding.

import type { Source } from '../../base/source.ts';
import { sourceAt } from './file.ts';
import { type SpecScalar, sourceOf } from './node.ts';

/**
 * The place of the part of a string scalar's text that begins at `offset` (UTF-16 units) and has `length` units. Where the
 * text cannot be aligned with the file (a scalar that stands in no file), it is the scalar's own place.
 */
export function sourceWithin(scalar: SpecScalar, offset: number, length?: number): Source {
  const map = typeof scalar.value === 'string' ? align(scalar, scalar.value) : null;
  const start = map?.[Math.min(offset, map.length - 1)];
  if (map === null || start === undefined) return sourceOf(scalar);
  if (length === undefined) return sourceAt(scalar.file, start);
  const last = map[Math.min(offset + Math.max(1, length) - 1, map.length - 2)] ?? start;
  return sourceAt(scalar.file, start, Math.max(1, last - start + 1));
}

/** A function from offsets in the scalar's text to places, in the form that the rule compiler asks for. */
export function locator(scalar: SpecScalar): (offset: number, length?: number) => Source {
  return (offset, length) => sourceWithin(scalar, offset, length);
}

/**
 * File offset of every unit of the text, and of its end; null if they do not fit. Folding and indentation only change white
 * space, so all other characters must appear in order, and the white space between them is matched loosely.
 */
function align(scalar: SpecScalar, text: string): Int32Array | null {
  if (scalar.style === 'made') return null;
  const raw = scalar.file.text;
  const escapes = scalar.style === 'escaped';
  const map = new Int32Array(text.length + 1);
  let at = beginning(scalar, raw);
  for (let i = 0; i < text.length; ) {
    const unit = text[i] ?? '';
    if (!isBlank(unit)) at = skipBlanks(raw, at, scalar.end, escapes);
    const found = escapes && raw[at] === '\\' ? readEscape(raw, at) : { text: raw[at] ?? '', length: 1 };
    const matches = text.startsWith(found.text, i) && found.text !== '';
    if (!matches && !isBlank(unit)) return null;
    const width = matches ? found.text.length : 1;
    map.fill(at, i, i + width);
    i += width;
    if (matches) at += scalar.style === 'single' && unit === "'" ? 2 : found.length;
  }
  map[text.length] = Math.min(at, scalar.end);
  return map;
}

function beginning(scalar: SpecScalar, raw: string): number {
  if (scalar.style === 'plain') return scalar.start;
  if (scalar.style !== 'block') return scalar.start + 1;
  const newline = raw.indexOf('\n', scalar.start);
  return newline === -1 ? scalar.end : newline + 1;
}

function skipBlanks(raw: string, from: number, end: number, escapes: boolean): number {
  let at = from;
  while (at < end) {
    // An escaped line break continues the line.
    if (escapes && raw[at] === '\\' && (raw[at + 1] === '\n' || raw[at + 1] === '\r')) at += 2;
    else if (isBlank(raw[at] ?? '')) at += 1;
    else break;
  }
  return at;
}

function isBlank(unit: string): boolean {
  return unit === ' ' || unit === '\n' || unit === '\t' || unit === '\r';
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

// Both JSON's escapes and YAML's, which include them. An unknown one reads as empty and fails the match.
function readEscape(raw: string, at: number): { readonly text: string; readonly length: number } {
  const letter = raw[at + 1] ?? '';
  const digits = HEX_DIGITS[letter];
  if (digits === undefined) return { text: SIMPLE_ESCAPES[letter] ?? '', length: 2 };
  const code = Number.parseInt(raw.slice(at + 2, at + 2 + digits), 16);
  if (Number.isNaN(code) || code > 0x10ffff) return { text: '', length: 2 };
  // A surrogate pair is two escapes, each of which is one unit of the text.
  return { text: digits === 8 ? String.fromCodePoint(code) : String.fromCharCode(code), length: 2 + digits };
}
