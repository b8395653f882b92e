// Answers are read as S-expressions, or not at all.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSexps, type Sexp, UnreadableAnswer } from '../../../../src/symbolic/native/sexp.ts';

const token = (text: string): Sexp => ({ kind: 'token', text });
const list = (...items: Sexp[]): Sexp => ({ kind: 'list', items });

test.each<[string, readonly Sexp[]]>([
  ['', []],
  ['sat\n', [token('sat')]],
  ['(a (b 1.0) -)', [list(token('a'), list(token('b'), token('1.0')), token('-'))]],
  ['"a""b\\u{e9}" |x y| x', [{ kind: 'string', text: 'a"b\\u{e9}' }, { kind: 'symbol', text: 'x y' }, token('x')]],
  ['; a comment (\n()', [list()]],
  ['(a)(b)"c"d', [list(token('a')), list(token('b')), { kind: 'string', text: 'c' }, token('d')]],
])('%j', (text, expected) => {
  expect(readSexps(text)).toEqual(expected);
});

test.each(['(', ')', '(a))', '"', '"a""', '|a', '("a)'])('%j is no answer', (text) => {
  expect(() => readSexps(text)).toThrow(UnreadableAnswer);
});

const atom: fc.Arbitrary<Sexp> = fc.oneof(
  fc.stringMatching(/^[a-z0-9.!-]{1,5}$/).map(token),
  fc.stringMatching(/^[a-z ()";]{0,6}$/).map((text): Sexp => ({ kind: 'string', text })),
  fc.stringMatching(/^[a-z ()";]{0,6}$/).map((text): Sexp => ({ kind: 'symbol', text })),
);
const { any } = fc.letrec<{ any: Sexp }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    atom,
    fc.array(tie('any'), { maxLength: 4 }).map((items): Sexp => ({ kind: 'list', items })),
  ),
}));

function print(sexp: Sexp): string {
  switch (sexp.kind) {
    case 'token':
      return sexp.text;
    case 'symbol':
      return `|${sexp.text}|`;
    case 'string':
      return `"${sexp.text.replaceAll('"', '""')}"`;
    case 'list':
      return `(${sexp.items.map(print).join(' ')})`;
  }
}

test('what is written is read', () => {
  fc.assert(
    fc.property(fc.array(any), (sexps) => {
      expect(readSexps(sexps.map(print).join('\n'))).toEqual(sexps);
    }),
  );
});

describe('limits', () => {
  test('lists in one another', () => {
    expect(readSexps('('.repeat(90_000) + ')'.repeat(90_000))).toHaveLength(1);
    expect(() => readSexps('('.repeat(110_000) + ')'.repeat(110_000))).toThrow('more than 100000 lists in one another');
  });

  test('a long string is no trouble', () => {
    const text = 'ab""c'.repeat(2_000_000);
    expect(readSexps(`"${text}"`)).toEqual([{ kind: 'string', text: text.replaceAll('""', '"') }]);
  });
});
