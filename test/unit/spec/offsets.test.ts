// Every character of a scalar is found in its file.

import { describe, expect, test } from 'vitest';
import { child, type SpecScalar, textOf } from '../../../src/spec/tree/node.ts';
import { sourceWithin } from '../../../src/spec/tree/offsets.ts';
import { readText } from './reading.ts';

function ruleIn(text: string, path?: string): { scalar: SpecScalar; value: string; lines: readonly string[] } {
  const { root, diagnostics } = readText(text, path);
  expect(diagnostics).toEqual([]);
  const scalar = child(root, 'rule');
  if (scalar?.kind !== 'scalar') throw new Error('the fixture has no rule');
  return { scalar, value: textOf(scalar) ?? '', lines: text.split('\n') };
}

const WRITINGS: readonly (readonly [string, string])[] = [
  ['plain', 'rule: a.b == c'],
  ['plain over lines', 'rule: a.b\n  == c &&\n\n  d'],
  ['plain with trailing comment', 'rule: a.b == c # why'],
  ['single quotes', "rule: 'x == ''y'' && z'"],
  ['single quotes over lines', "rule: 'x ==\n  ''y''\n\n  && z'"],
  ['double quotes', 'rule: "x == \\"y\\" && z"'],
  ['double quotes with escapes', 'rule: "\\u0061 \\x62 \\t \\U0001F600 c\\/d"'],
  ['double quotes over lines', 'rule: "x ==\n  y \\\n  && z"'],
  ['literal block', 'rule: |\n  a ==\n    b\n  && c\n'],
  ['literal block with indentation indicator', 'rule: |2-\n    a\n   b'],
  ['folded block', 'rule: >-\n  a ==\n  b\n\n  && c\n    indented\n  d\n'],
  ['flow mapping', '{rule: "a", other: 1}'],
  ['unicode before', '# é 😀\nrule: "é 😀 == x"'],
  ['windows line ends', 'rule: |\r\n  a ==\r\n  b\r\n'],
];

describe('every character of a scalar is found in the file', () => {
  test.each(WRITINGS)('%s', (_name, text) => {
    const { scalar, value, lines } = ruleIn(text);
    for (let i = 0; i < value.length; i += 1) {
      const unit = value[i] ?? '';
      if (/\s/.test(unit)) continue;
      const source = sourceWithin(scalar, i, 1);
      const there = lines[source.line - 1]?.slice(source.column - 1) ?? '';
      expect(there.startsWith('\\') || there.startsWith(unit), `${unit} at ${i} is at ${source.line}:${source.column}`).toBe(true);
    }
  });

  test.each([
    ['{"rule": "a == \\"b\\" \\n c"}', 'test.json'],
    ['{\n  "rule": "\\ud83d\\ude00 x"\n}', 'test.json'],
  ])('JSON %s', (text, path) => {
    const { scalar, value, lines } = ruleIn(text, path);
    const last = sourceWithin(scalar, value.length - 1, 1);
    expect(lines[last.line - 1]?.[last.column - 1]).toBe(value.at(-1));
  });
});

test('a part over an escape is as long as it is in the file', () => {
  const { scalar, value } = ruleIn('rule: "x == \\"y\\" && z"');
  expect(sourceWithin(scalar, value.indexOf('"y"'), 3)).toEqual({ file: 'test.yaml', line: 1, column: 13, length: 4 });
});

test('a part that runs over a line is cut at its end', () => {
  const { scalar, value } = ruleIn('rule: |\n  abc\n  def\n');
  expect(sourceWithin(scalar, 1, value.length - 2)).toEqual({ file: 'test.yaml', line: 2, column: 4, length: 2 });
});
