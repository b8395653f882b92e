// Decides how an RE2 expression is written as an ECMA-262 pattern under the `u` flag, so that one parser reads both. What the two read
// differently is either rewritten or refused.

import { categoryOf } from '../base/unicode-category.ts';
import { UnsupportedPattern } from './regex-build.ts';

/** POSIX classes inside brackets, as RE2 defines them (ASCII). */
const POSIX: ReadonlyMap<string, string> = new Map([
  ['alnum', '0-9A-Za-z'],
  ['alpha', 'A-Za-z'],
  ['ascii', '\\u{0}-\\u{7f}'],
  ['blank', '\\u{9}\\u{20}'],
  ['cntrl', '\\u{0}-\\u{1f}\\u{7f}'],
  ['digit', '0-9'],
  ['graph', '\\u{21}-\\u{7e}'],
  ['lower', 'a-z'],
  ['print', '\\u{20}-\\u{7e}'],
  ['punct', '\\u{21}-\\u{2f}\\u{3a}-\\u{40}\\u{5b}-\\u{60}\\u{7b}-\\u{7e}'],
  ['space', '\\u{9}-\\u{d}\\u{20}'],
  ['upper', 'A-Z'],
  ['word', '0-9A-Za-z_'],
  ['xdigit', '0-9A-Fa-f'],
]);

interface Reading {
  readonly source: string;
  at: number;
  inClass: boolean;
}

/** The pattern in ECMA-262 syntax. `.` and `\s` are left as they are, with RE2's meaning. Throws `UnsupportedPattern`. */
export function ecmaOfRe2(source: string): string {
  const reading: Reading = { source, at: 0, inClass: false };
  let written = '';
  while (reading.at < source.length) written += reading.inClass ? readInClass(reading) : readOutside(reading);
  return written;
}

function take(reading: Reading, length: number): string {
  const taken = reading.source.slice(reading.at, reading.at + length);
  reading.at += length;
  return taken;
}

function readOutside(reading: Reading): string {
  const { source, at } = reading;
  switch (source[at]) {
    case '\\':
      return readEscape(reading);
    case '[': {
      reading.inClass = true;
      const opening = take(reading, source[at + 1] === '^' ? 2 : 1);
      // A bracket directly after the opening stands for itself.
      return source[reading.at] === ']' ? `${opening}${codePoint(take(reading, 1))}` : opening;
    }
    case '(':
      return readGroup(reading);
    case '{':
      // A brace that begins no repetition stands for itself.
      return /^\{\d+(?:,\d*)?\}/.test(source.slice(at)) ? take(reading, 1) : codePoint(take(reading, 1));
    case '}':
      return isRepetitionEnd(source, at) ? take(reading, 1) : codePoint(take(reading, 1));
    case ']':
      return codePoint(take(reading, 1));
    default:
      return take(reading, 1);
  }
}

function isRepetitionEnd(source: string, at: number): boolean {
  return /\{\d+(?:,\d*)?$/.test(source.slice(Math.max(0, at - 20), at));
}

function readGroup(reading: Reading): string {
  const rest = reading.source.slice(reading.at);
  if (!rest.startsWith('(?')) return take(reading, 1);
  if (rest.startsWith('(?:')) return take(reading, 3);
  const named = /^\(\?P?<\w+>/.exec(rest);
  if (named === null) throw new UnsupportedPattern(`${rest.slice(0, 4)}…`);
  take(reading, named[0].length);
  return '(?:';
}

function readInClass(reading: Reading): string {
  const { source, at } = reading;
  const posix = /^\[:(\^?)(\w+):\]/.exec(source.slice(at, at + 12));
  if (posix !== null) {
    const ranges = POSIX.get(posix[2] ?? '');
    if (ranges === undefined || posix[1] === '^') throw new UnsupportedPattern(posix[0]);
    take(reading, posix[0].length);
    return ranges;
  }
  if (source[at] === '\\') return readEscape(reading);
  if (source[at] === ']') reading.inClass = false;
  return source[at] === '[' ? codePoint(take(reading, 1)) : take(reading, 1);
}

function readEscape(reading: Reading): string {
  const rest = reading.source.slice(reading.at, reading.at + 40);
  const next = rest[1] ?? '';
  if (/[dDwWsSfnrtv]/.test(next)) return take(reading, 2);
  if (/[!-/:-@[-`{-~]/.test(next)) {
    take(reading, 1);
    return codePoint(take(reading, 1));
  }
  const hex = /^\\x(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))/.exec(rest);
  if (hex !== null) {
    take(reading, hex[0].length);
    return `\\u{${hex[1] ?? hex[2] ?? ''}}`;
  }
  return readNamedEscape(reading, rest, next);
}

function readNamedEscape(reading: Reading, rest: string, next: string): string {
  if (next === 'a') {
    take(reading, 2);
    return '\\u{7}';
  }
  if (!reading.inClass && (next === 'A' || next === 'z')) {
    take(reading, 2);
    return next === 'A' ? '^' : '$';
  }
  if (!reading.inClass && (next === 'b' || next === 'B')) return take(reading, 2);
  const property = /^\\([pP])(?:([A-Z])|\{(\^?)(\w+)\})/.exec(rest);
  const category = property === null ? null : categoryOf(property[2] ?? property[4] ?? '');
  if (property === null || category === null || property[3] === '^') throw new UnsupportedPattern(rest.slice(0, 2));
  take(reading, property[0].length);
  return `\\${property[1]}{${category}}`;
}

function codePoint(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
