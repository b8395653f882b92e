// Laws of values: equality and order go by content, text by code points.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues, equalValues } from '../../../src/base/equality.ts';
import { canonicalJson, fromPlain } from '../../../src/base/json.ts';
import { codeFrame } from '../../../src/base/source.ts';
import { didYouMean, nearestName } from '../../../src/base/suggest.ts';
import { codePoints, compareText, lowerAscii, textLength, upperAscii } from '../../../src/base/text.ts';
import type { Value } from '../../../src/base/value.ts';

const json: fc.Arbitrary<Value> = fc.jsonValue({ maxDepth: 3 }).map((plain) => fromPlain(plain) ?? null);
const texts = fc.string({ unit: 'binary', maxLength: 4 });

describe('equality', () => {
  it('of JSON is that of the canonical texts', () => {
    fc.assert(
      fc.property(
        json,
        json,
        (a, b) => equalValues(a, b) === (canonicalJson(a) === canonicalJson(b)) && equalValues(a, structuredClone(a)),
      ),
    );
  });

  it('keeps kinds apart and ignores the order of keys', () => {
    const object = (entries: readonly (readonly [string | number, Value])[]): Value => new Map(entries);
    expect(
      equalValues(
        object([
          ['a', 1],
          ['b', 2],
        ]),
        object([
          ['b', 2],
          ['a', 1],
        ]),
      ),
    ).toBe(true);
    expect(equalValues(object([['1', 1]]), object([[1, 1]]))).toBe(false);
    expect(equalValues([1, 2], [2, 1])).toBe(false);
    expect(equalValues([], object([]))).toBe(false);
    expect(equalValues('1', 1)).toBe(false);
    expect(equalValues(null, false)).toBe(false);
    expect(equalValues({ kind: 'timestamp', nanos: 0n }, { kind: 'duration', nanos: 0n })).toBe(false);
    expect(equalValues({ kind: 'type', name: 'int' }, { kind: 'type', name: 'int' })).toBe(true);
    expect(equalValues({ kind: 'bytes', bytes: new Uint8Array([1]) }, { kind: 'bytes', bytes: new Uint8Array([1]) })).toBe(true);
  });
});

describe('order', () => {
  it.each<readonly [Value, Value]>([
    [1, 2],
    [{ kind: 'number', numerator: 1n, denominator: 3n }, 1],
    ['a', 'b'],
    ['a', 'aa'],
    ['\uffee', '\u{10000}'],
    [false, true],
    [
      { kind: 'timestamp', nanos: -1n },
      { kind: 'timestamp', nanos: 0n },
    ],
    [
      { kind: 'duration', nanos: 1n },
      { kind: 'duration', nanos: 2n },
    ],
    [
      { kind: 'bytes', bytes: new Uint8Array([1]) },
      { kind: 'bytes', bytes: new Uint8Array([1, 0]) },
    ],
    [
      { kind: 'bytes', bytes: new Uint8Array([1, 9]) },
      { kind: 'bytes', bytes: new Uint8Array([2]) },
    ],
  ])('the first of pair %# comes before the second', (a, b) => {
    expect(compareValues(a, b)).toBeLessThan(0);
    expect(compareValues(b, a)).toBeGreaterThan(0);
    expect(compareValues(a, a)).toBe(0);
  });

  it('is undefined across kinds, and for null, lists, objects and types', () => {
    const pairs: readonly (readonly [Value, Value])[] = [
      [1, '1'],
      [null, null],
      [[1], [2]],
      [new Map(), new Map()],
      [true, 1],
      [
        { kind: 'timestamp', nanos: 0n },
        { kind: 'duration', nanos: 0n },
      ],
      [
        { kind: 'type', name: 'int' },
        { kind: 'type', name: 'int' },
      ],
    ];
    for (const [a, b] of pairs) expect(compareValues(a, b)).toBeNull();
  });
});

describe('text', () => {
  it('is measured and ordered by code point', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(textLength(a)).toBe(codePoints(a).length);
        const points = (text: string): readonly number[] => codePoints(text).map((c) => c.codePointAt(0) ?? 0);
        const [x, y] = [points(a), points(b)];
        const i = x.findIndex((point, at) => point !== y[at]);
        const expected = i === -1 ? x.length - y.length : i >= y.length ? 1 : (x[i] ?? 0) - (y[i] ?? 0);
        expect(Math.sign(compareText(a, b))).toBe(Math.sign(expected));
      }),
    );
    expect(textLength('a\ud800b')).toBe(3);
  });

  it('changes the case of ASCII letters only', () => {
    expect(upperAscii('aßé1')).toBe('Aßé1');
    expect(lowerAscii('AÉZ')).toBe('aÉz');
  });
});

describe('suggestions', () => {
  it.each([
    ['staus', ['status', 'state'], 'status'],
    ['Orders', ['orders', 'users'], 'orders'],
    ['xyz', ['orders'], null],
    ['orders', ['orders'], null],
  ])('%s among %j means %s', (name, candidates, expected) => {
    expect(nearestName(name, candidates)).toBe(expected);
    expect(didYouMean(name, candidates)).toEqual(expected === null ? {} : { hint: `did you mean '${expected}'?` });
  });
});

describe('code frames', () => {
  it('mark the place in its line', () => {
    expect(codeFrame('a\nbcd\ne', { file: 'f', line: 2, column: 2, length: 2 })).toBe('  1 | a\n> 2 | bcd\n    |  ^^\n  3 | e');
  });

  it('stay narrow in an enormous line', () => {
    const frame = codeFrame(`${'x'.repeat(5000)}!${'x'.repeat(5000)}`, { file: 'f', line: 1, column: 5001 });
    const [line = '', marker = ''] = frame.split('\n');
    expect(line.length).toBeLessThan(200);
    expect(line[marker.indexOf('^')]).toBe('!');
  });
});
