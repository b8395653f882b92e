// A pattern as a language contains a text if and only if the concrete interpreter's matcher finds the pattern in it.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern, matchesRe2 } from '../../../../src/base/pattern.ts';
import type { Language } from '../../../../src/symbolic/regex.ts';
import { matchesRegex } from '../../../../src/symbolic/regex-match.ts';
import { regexOfPattern } from '../../../../src/symbolic/regex-of.ts';

const ECMA = [
  '',
  '^$',
  'a',
  '^a',
  'a$',
  '^a$',
  '^(?:a|b)$',
  '^a|b$',
  '^(a|b)?c*$',
  '(^|,)x',
  'x($|,)',
  '((^a)$)',
  '^^a$$',
  '[abc]{2,3}',
  '[^abc]',
  '^[^]$',
  '[]',
  '.',
  '^.*$',
  '^.{2}$',
  '\\d+',
  '^\\D*$',
  '\\w\\W\\s\\S',
  '^\\s*$',
  '^[A-Z]{2}-\\d{3,}$',
  '^#[0-9a-fA-F]{6}$',
  '^[\\w.+-]+@[\\w-]+\\.[a-z]{2,}$',
  '^[\\w-.]+$',
  '\\-',
  '^(?=.*[A-Z])(?=.*\\d).{3,}$',
  '^(?!abc)[a-c]+$',
  '^(?=a$)',
  '^(?:(?:a|bc)+|c)*$',
  '^\\u{1F600}$',
  '^.$',
  '\\p{Lu}',
  '^\\P{Letter}+$',
  '\\p{Script=Greek}',
  '^(?<year>\\d{4})$',
  'a+?b*?',
  '(a|)b',
];

const RE2 = [
  '',
  '^a',
  '\\Aa\\z',
  'a$',
  '.',
  '^.$',
  '\\s',
  '^\\S+$',
  '[[:alpha:]]+\\d',
  '[]a]',
  '[^]a]',
  '[a\\]b]',
  '[\\d\\-x]',
  'a\\-b',
  'a{,2}',
  'a{2}',
  'x{a}',
  'b]',
  '(?P<name>a|b)c',
  '\\pL\\PN',
  '\\p{Lu}',
  '\\x41\\x{62}',
  '\\.\\*',
  '(?:^|-)a',
  '^[a-c]+(-[a-c]+)*$',
];

const text = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', 'b', 'c', 'x', 'A', 'Z', '0', '7', '-', '_', '.', ',', '@', ']', '{', '}', '#', ' ', '\n', '\r', '\u2028'),
    maxLength: 9,
  }),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
  fc.constantFrom(
    '',
    'abc',
    'AB-123',
    'A1b',
    'user.name@mail.example',
    '#00ffAA',
    '😀',
    'Ω',
    'é',
    '2024',
    'a{,2}',
    'x{a}',
    'bc7',
    '\u000b',
    '\ufeff',
  ),
);

function languageOf(source: string, dialect: 'ecma' | 're2'): Language {
  const translated = regexOfPattern(source, dialect);
  if (translated.kind !== 'ok') throw new Error(`${source}: ${translated.construct}`);
  return translated.regex;
}

describe('a pattern and its language accept the same texts', () => {
  test.each(ECMA)('ECMA-262 /%s/', (source) => {
    const compiled = compilePattern(source);
    if (compiled.kind !== 'pattern') throw new Error(compiled.message);
    const language = languageOf(source, 'ecma');
    fc.assert(fc.property(text, (value) => void expect(matchesRegex(language, value)).toBe(compiled.test(value))));
  });

  test.each(RE2)('RE2 /%s/', (source) => {
    const language = languageOf(source, 're2');
    fc.assert(fc.property(text, (value) => void expect(matchesRegex(language, value)).toBe(matchesRe2(value, source))));
  });
});

test.each([
  ['a\\b', 'ecma', 'word boundary'],
  ['(a)\\1', 'ecma', 'back-reference'],
  ['(?<=a)b', 'ecma', 'lookbehind'],
  ['a(?!b)', 'ecma', 'lookahead'],
  ['$^', 'ecma', 'anchor inside a pattern'],
  ['a^b', 'ecma', 'anchor inside a pattern'],
  ['(?:a$)?b', 'ecma', 'anchor inside a pattern'],
  ['a{2000}', 'ecma', 'a repetition of more than 1000'],
  ['(', 'ecma', 'a malformed regular expression'],
  ['a**', 're2', 'a malformed regular expression'],
  ['(?i)a', 're2', '(?i)…'],
  ['\\C', 're2', '\\C'],
  ['\\Qa', 're2', '\\Q'],
  ['[[:^alpha:]]', 're2', '[:^alpha:]'],
  ['\\b', 're2', 'word boundary'],
  [`${'('.repeat(4000)}a${')'.repeat(4000)}`, 'ecma', 'groups nested this deep'],
] as const)('%s has no language: %s %s', (source, dialect, construct) => {
  expect(regexOfPattern(source, dialect)).toEqual({ kind: 'unsupported', construct });
});

test('matching takes time in proportion to text and pattern, also where backtracking would take exponential time', () => {
  const language = languageOf('^(a+)+$', 'ecma');
  expect(matchesRegex(language, `${'a'.repeat(400)}b`)).toBe(false);
});
