// Where two values differ is told by the smallest parts that do.

import { describe, expect, it } from 'vitest';
import { differences } from '../../../src/base/differences.ts';
import { fromPlain, toPlain } from '../../../src/base/json.ts';

const value = (plain: unknown): NonNullable<ReturnType<typeof fromPlain>> => fromPlain(plain) ?? [];
const told = (left: unknown, right: unknown, most?: number): readonly unknown[] =>
  differences(value(left), value(right), most).map((d) => [
    d.path,
    d.left === undefined ? undefined : toPlain(d.left),
    d.right === undefined ? undefined : toPlain(d.right),
  ]);

describe('differences', () => {
  it.each<[string, unknown, unknown, readonly unknown[]]>([
    ['none between equals, whatever the order of properties', { a: 1, b: [2] }, { b: [2.0], a: 1 }, []],
    ['the root', 1, 'a', [['', 1, 'a']]],
    ['a list is no object', { a: [1] }, { a: { 0: 1 } }, [['.a', [1], { 0: 1 }]]],
    ['inside', { a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 3 }] } }, [['.a.b[1].c', 2, 3]]],
    [
      'what one side lacks',
      { a: 1, 'b c': null },
      { d: 2 },
      [
        ['.a', 1, undefined],
        ["['b c']", null, undefined],
        ['.d', undefined, 2],
      ],
    ],
    ['a longer list', [1], [1, null], [['[1]', undefined, null]]],
  ])('%s', (_, left, right, expected) => {
    expect(told(left, right)).toEqual(expected);
  });

  it('are no more than asked for', () => {
    expect(told([1, 2, 3, 4], [5, 6, 7, 8], 2)).toEqual([
      ['[0]', 1, 5],
      ['[1]', 2, 6],
    ]);
  });
});
