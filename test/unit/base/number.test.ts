// Laws of exact numbers: a field, ordered, with one representation per number.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absolute,
  add,
  ceiling,
  compareNumbers,
  denominatorOf,
  divide,
  equalNumbers,
  floor,
  isInteger,
  multiply,
  negate,
  numeratorOf,
  ofBigInt,
  ofDouble,
  parseNumber,
  printNumber,
  ratio,
  roundTo,
  subtract,
  toDouble,
  truncate,
} from '../../../src/base/number.ts';
import type { Num } from '../../../src/base/value.ts';

const wide = fc.oneof(fc.bigInt({ min: -20n, max: 20n }), fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }));
const number: fc.Arbitrary<Num> = fc
  .tuple(wide, fc.oneof(fc.constant(1n), fc.bigInt({ min: 1n, max: 1000n })))
  .map(([n, d]) => ratio(n, d));
const decimal = (text: string): Num => {
  const parsed = parseNumber(text);
  if (parsed === null) throw new Error(`not a number: ${text}`);
  return parsed;
};

describe('arithmetic', () => {
  it('is that of fractions', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [n, d] = [numeratorOf(a) * denominatorOf(b), denominatorOf(a) * denominatorOf(b)];
        const m = numeratorOf(b) * denominatorOf(a);
        expect(add(a, b)).toEqual(ratio(n + m, d));
        expect(subtract(a, b)).toEqual(ratio(n - m, d));
        expect(multiply(a, b)).toEqual(ratio(numeratorOf(a) * numeratorOf(b), d));
        expect(Math.sign(compareNumbers(a, b))).toBe(n < m ? -1 : n > m ? 1 : 0);
        expect(equalNumbers(a, b)).toBe(n === m);
      }),
    );
  });

  it('divides exactly, and not by zero', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const quotient = divide(a, b);
        if (b === 0) expect(quotient).toBeNull();
        else expect(quotient === null ? null : multiply(quotient, b)).toEqual(a);
      }),
    );
  });

  it('knows no negative zero and no second form of an integer', () => {
    for (const zero of [
      negate(0),
      multiply(-1, 0),
      add(-1, 1),
      decimal('-0.0'),
      ofDouble(-0),
      subtract(0, 0),
      roundTo(decimal('-0.1'), 0),
    ]) {
      expect(Object.is(zero, 0)).toBe(true);
    }
    expect(ratio(4n, 2n)).toBe(2);
    expect(decimal('9007199254740991.0')).toBe(Number.MAX_SAFE_INTEGER);
    expect(add(Number.MAX_SAFE_INTEGER, 2)).toEqual({ kind: 'number', numerator: 9007199254740993n, denominator: 1n });
    expect(subtract(ofBigInt(9007199254740993n), 2)).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('adds tenths exactly', () => {
    expect(equalNumbers(add(decimal('0.1'), decimal('0.2')), decimal('0.3'))).toBe(true);
  });
});

describe('rounding', () => {
  it.each([
    ['2.5', 0, '3'],
    ['-2.5', 0, '-3'],
    ['1.005', 2, '1.01'],
    ['-1.005', 2, '-1.01'],
    ['1.0049', 2, '1'],
    ['1250', -2, '1300'],
    ['-1250', -2, '-1300'],
    ['0.4', 0, '0'],
  ])('%s to %i places is %s', (text, places, rounded) => {
    expect(printNumber(roundTo(decimal(text), places))).toBe(rounded);
  });

  it('down, up and toward zero are next to the number', () => {
    fc.assert(
      fc.property(number, (x) => {
        const [low, high, cut] = [floor(x), ceiling(x), truncate(x)];
        expect([low, high, cut].every(isInteger)).toBe(true);
        expect(compareNumbers(low, x) <= 0 && compareNumbers(x, add(low, 1)) < 0).toBe(true);
        expect(compareNumbers(high, x) >= 0 && compareNumbers(x, subtract(high, 1)) > 0).toBe(true);
        expect(cut).toEqual(compareNumbers(x, 0) < 0 ? high : low);
        expect(absolute(x)).toEqual(compareNumbers(x, 0) < 0 ? negate(x) : x);
      }),
    );
  });
});

describe('text', () => {
  it('of a decimal survives printing', () => {
    const decimals = fc.tuple(wide, fc.nat(30)).map(([n, places]) => ratio(n, 10n ** BigInt(places)));
    fc.assert(
      fc.property(decimals, (x) => {
        const text = printNumber(x);
        expect(text === null ? null : decimal(text)).toEqual(x);
        expect(text).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
      }),
    );
  });

  it('of a double is its shortest', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        const exact = ofDouble(x);
        expect(exact === null ? null : toDouble(exact)).toBe(x + 0);
      }),
    );
    expect(toDouble(ratio(1n, 3n))).toBe(1 / 3);
    expect(toDouble(ratio(-(10n ** 400n), 3n * 10n ** 399n))).toBe(-10 / 3);
    expect(toDouble(ratio(1n, 3n * 10n ** 2000n))).toBe(0);
    expect(ofDouble(Number.NaN)).toBeNull();
    expect(ofDouble(Number.NEGATIVE_INFINITY)).toBeNull();
  });

  it.each(['', '.', '-', '1e', '0x1', '1_000', ' 1', '1 ', 'NaN', '--1', '1e99999', '1'.repeat(5000)])('%.20j is no number', (text) => {
    expect(parseNumber(text)).toBeNull();
  });

  it('a third has none', () => {
    expect(printNumber(ratio(1n, 3n))).toBeNull();
  });
});
