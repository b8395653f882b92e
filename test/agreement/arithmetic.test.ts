// Claims about `arithmetic(text)`: on well-formed texts both interpreters compute what the structure of the text says; on spoilt ones they agree.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toJson } from '../../src/base/json.ts';
import { DEFAULT_LIMITS } from '../../src/base/limits.ts';
import { add, divide, floor, multiply, negate, parseNumber, ratio, subtract } from '../../src/base/number.ts';
import type { Num, Value } from '../../src/base/value.ts';
import { EvaluationError } from '../../src/simulate/evaluation-error.ts';
import { evaluateOperators } from '../../src/simulate/operators/table.ts';
import { createContext } from '../../src/symbolic/create-context.ts';
import { createFactory } from '../../src/symbolic/factory.ts';
import { known } from '../../src/symbolic/normal.ts';
import { compileOperators } from '../../src/symbolic/operators/table.ts';

const RUNS = 600;

/** A text, how strongly its outermost operator binds, and its value; null for an error. */
interface Piece {
  readonly text: string;
  readonly level: number;
  readonly value: Num | null;
}

const ATOM = 5;
const bracketed = ({ text, level }: Piece, least: number): string => (level < least ? `(${text})` : text);

function leaf(): fc.Arbitrary<Piece> {
  return fc.constantFrom('0', '1', '2', '3.5', '.25', '007.', '10').map((text) => ({ text, level: ATOM, value: numberOf(text) }));
}

function numberOf(text: string): Num | null {
  return parseNumber(
    text
      .replace(/^0+(?=\d)/, '')
      .replace(/^\./, '0.')
      .replace(/\.$/, ''),
  );
}

function negated(inner: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> {
  return inner.map((of) => ({ text: `-${bracketed(of, 3)}`, level: 3, value: of.value === null ? null : negate(of.value) }));
}

function power(inner: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> {
  return fc.tuple(inner, fc.integer({ min: -3, max: 3 })).map(([base, n]) => ({
    text: `${bracketed(base, ATOM)} ** ${n}`,
    level: 4,
    value: base.value === null ? null : raised(base.value, n),
  }));
}

function raised(base: Num, n: number): Num | null {
  let result: Num = 1;
  for (let i = 0; i < Math.abs(n); i += 1) result = multiply(result, base);
  return n < 0 ? divide(1, result) : result;
}

type Operation = (a: Num, b: Num) => Num | null;

const OPERATIONS: readonly (readonly [string, number, Operation])[] = [
  ['+', 1, add],
  ['-', 1, subtract],
  ['*', 2, multiply],
  ['/', 2, divide],
  [
    '//',
    2,
    (a, b): Num | null => {
      const q = divide(a, b);
      return q === null ? null : floor(q);
    },
  ],
];

function binary(left: fc.Arbitrary<Piece>, right: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> {
  return fc.tuple(fc.constantFrom(...OPERATIONS), left, right, fc.constantFrom('', ' ')).map(([[operator, level, of], a, b, blank]) => ({
    text: `${bracketed(a, level)}${blank}${operator}${blank}${bracketed(b, level + 1)}`,
    level,
    value: a.value === null || b.value === null ? null : of(a.value, b.value),
  }));
}

const { tree } = fc.letrec<{ tree: Piece }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf(),
    negated(tie('tree')),
    power(tie('tree')),
    binary(tie('tree'), tie('tree')),
  ),
}));

/** What both say: the value as JSON, or an error. */
function answers(text: string): readonly [string, string] {
  const factory = createFactory(DEFAULT_LIMITS);
  const context = createContext({ factory, schemas: new Map(), limits: DEFAULT_LIMITS });
  const concrete = evaluateOperators.arithmetic([text]);
  const { error, value } = compileOperators.arithmetic(context, [known(text)]);
  const symbolic = error === factory.true ? 'error' : value.kind === 'known' && error === factory.false ? shown(value.value) : 'open';
  return [concrete instanceof EvaluationError ? 'error' : shown(concrete), symbolic];
}

function shown(value: Value): string {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'number'
    ? `${value.numerator}/${value.denominator}`
    : toJson(value);
}

test('a well-formed text has the value that its structure has', () => {
  fc.assert(
    fc.property(tree, ({ text, value }) => {
      const expected = value === null ? 'error' : shown(value);
      expect([text, ...answers(text)]).toEqual([text, expected, expected]);
    }),
    { numRuns: RUNS },
  );
});

test('of a text with something put in or left out both say the same', () => {
  const spoilt = fc.tuple(tree, fc.nat(), fc.constantFrom('', ')', '(', '*', '-', ' 1', '.', 'x')).map(([{ text }, at, extra]) => {
    const i = at % (text.length + 1);
    return text.slice(0, i) + extra + text.slice(extra === '' ? i + 1 : i);
  });
  fc.assert(
    fc.property(spoilt, (text) => {
      const [concrete, symbolic] = answers(text);
      expect([text, symbolic]).toEqual([text, concrete]);
    }),
    { numRuns: RUNS },
  );
});

const half = shown(ratio(1n, 2n));

test.each([
  ['2**-1', half],
  ['2**1024 / 2**1024', '1'],
  ['2**1025', 'error'],
  ['4**(1/2)', 'error'],
  ['-2**2', '-4'],
  ['2**3**2', '512'],
  ['7//2', '3'],
  ['-7//2', '-4'],
  ['7-2-1', '4'],
  ['8/2/2', '2'],
  ['1+2*3', '7'],
  ['0**-1', 'error'],
  ['0**0', '1'],
  ['1   ', '1'],
  ['(1', 'error'],
  ['()', 'error'],
  ['1//0', 'error'],
  ['2**', 'error'],
])('%s is %s', (text, expected) => {
  expect(answers(text)).toEqual([expected, expected]);
});
