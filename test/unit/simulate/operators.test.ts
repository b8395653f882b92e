// Claims about the concrete meaning of every strict operator.

import { describe, expect, it } from 'vitest';
import { ratio } from '../../../src/base/number.ts';
import { duration, parseTimestamp } from '../../../src/base/time.ts';
import type { Value } from '../../../src/base/value.ts';
import { OPERATORS, type OperatorName, type ParameterKind } from '../../../src/contract/operators.ts';
import { EvaluationError } from '../../../src/simulate/evaluation-error.ts';
import { equalOperands } from '../../../src/simulate/operators/logic.ts';
import { evaluateOperators } from '../../../src/simulate/operators/table.ts';
import { valueOf } from '../../support/schema-builder.ts';

const T: Value = parseTimestamp('2026-01-02T03:04:05Z');
const HOUR: Value = duration(3_600_000_000_000n);
const THIRD = ratio(1n, 3n);
const bytes = (...b: number[]): Value => ({ kind: 'bytes', bytes: Uint8Array.from(b) });

class Exact {
  readonly value: Value;
  constructor(value: Value) {
    this.value = value;
  }
}
/** Wraps what plain data cannot say. */
const x = (value: Value): Exact => new Exact(value);
const read = (plain: unknown): Value => (plain instanceof Exact ? plain.value : Array.isArray(plain) ? plain.map(read) : valueOf(plain));

/** Operator, arguments, and the value, or the code of the error. */
const CASES: readonly (
  | readonly [OperatorName, readonly unknown[], unknown]
  | readonly [OperatorName, readonly unknown[], 'error', string]
)[] = [
  ['not', [true], false],
  ['equal', [25, x(25)], true],
  [
    'equal',
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    true,
  ],
  [
    'equal',
    [
      [1, 2],
      [2, 1],
    ],
    false,
  ],
  ['equal', [1, '1'], false],
  ['equal', [null, false], false],
  ['notEqual', [0.1, 0.1], false],
  ['less', ['Z', 'a'], true],
  ['less', ['\uffff', '😀'], true],
  ['less', [1, 'a'], 'error', 'incomparable'],
  ['less', [null, null], 'error', 'incomparable'],
  ['lessOrEqual', [false, true], true],
  ['greater', [x(T), x(T)], false],
  ['greaterOrEqual', [x(bytes(2)), x(bytes(1, 9))], true],

  ['add', [0.1, 0.2], 0.3],
  ['add', [9007199254740991, 1], x({ kind: 'number', numerator: 9007199254740992n, denominator: 1n })],
  ['subtract', [1, 0.9], 0.1],
  ['multiply', [1.1, 1.1], 1.21],
  ['divide', [1, 4], 0.25],
  ['divide', [1, 0], 'error', 'division-by-zero'],
  ['divideInteger', [-7, 2], -3],
  ['divideInteger', [7, 0], 'error', 'division-by-zero'],
  ['remainder', [-7, 2], -1],
  ['remainder', [7, -2], 1],
  ['remainder', [0.5, 1], 'error', 'wrong-kind'],
  ['negate', [0], 0],
  ['absolute', [-0.5], 0.5],
  ['sign', [-3], -1],
  ['floor', [-0.5], -1],
  ['ceiling', [-0.5], 0],
  ['truncate', [-1.5], -1],
  ['round', [2.675, 2], 2.68],
  ['round', [-2.5, 0], -3],
  ['round', [1250, -2], 1300],
  ['round', [1, 31], 'error', 'out-of-range'],
  ['arithmetic', ['0.1 + 0.2'], 0.3],
  ['arithmetic', ['-2**2'], -4],
  ['arithmetic', ['2**-1'], 0.5],
  ['arithmetic', ['2**3**2'], 512],
  ['arithmetic', ['7//-2'], -4],
  ['arithmetic', ['- -+3'], 3],
  ['arithmetic', ['(1 + 2) * 3 / 4'], 2.25],
  ['arithmetic', ['007.5 + .5 + 1. + 00'], 9],
  ['arithmetic', ['012'], 'error', 'malformed'],
  ['arithmetic', ['1 2'], 'error', 'malformed'],
  ['arithmetic', ['0.1.2'], 'error', 'malformed'],
  ['arithmetic', [''], 'error', 'malformed'],
  ['arithmetic', ['(1'], 'error', 'malformed'],
  ['arithmetic', ['()'], 'error', 'malformed'],
  ['arithmetic', ['2(3)'], 'error', 'malformed'],
  ['arithmetic', ['1e3'], 'error', 'malformed'],
  ['arithmetic', ['1\t+1'], 'error', 'malformed'],
  ['arithmetic', ['1/0'], 'error', 'division-by-zero'],
  ['arithmetic', ['0**-1'], 'error', 'division-by-zero'],
  ['arithmetic', ['4**.5'], 'error', 'out-of-range'],
  ['arithmetic', ['1**2000'], 'error', 'out-of-range'],
  ['arithmetic', [`${'9'.repeat(4000)}**1024`], 'error', 'limit'],

  ['concatenate', ['a', 'b'], 'ab'],
  ['contains', ['hello', 'ell'], true],
  ['contains', ['😀', '\ude00'], false],
  ['startsWith', ['😀', '\ud83d'], false],
  ['endsWith', ['abc', 'bc'], true],
  ['endsWith', ['bc', 'abc'], false],
  ['matches', ['foobar', 'o+b'], true],
  ['matches', ['foobar', '^o'], false],
  ['matches', ['a', '('], 'error', 'malformed'],
  ['textSize', ['a😀'], 2],
  ['charAt', ['a😀b', 1], '😀'],
  ['charAt', ['ab', 2], ''],
  ['charAt', ['ab', 3], 'error', 'out-of-range'],
  ['charAt', ['ab', -1], 'error', 'out-of-range'],
  ['textIndexOf', ['😀a😀a', 'a', 2], 3],
  ['textIndexOf', ['abc', 'd', 0], -1],
  ['textIndexOf', ['abc', '', 3], 3],
  ['textIndexOf', ['abc', 'a', 4], 'error', 'out-of-range'],
  ['textLastIndexOf', ['abab', 'ab', 4], 2],
  ['textLastIndexOf', ['abab', 'ab', 1], 0],
  ['textLastIndexOf', ['abab', 'b', 0], -1],
  ['lowerAscii', ['AÉ'], 'aÉ'],
  ['upperAscii', ['aé'], 'Aé'],
  ['replace', ['aaa', 'a', 'bb', 2], 'bbbba'],
  ['replace', ['abc', '', '-', -1], '-a-b-c-'],
  ['replace', ['abc', '', '-', 2], '-a-bc'],
  ['replace', ['abc', 'b', '', 0], 'abc'],
  ['split', ['a,b,c', ',', -1], ['a', 'b', 'c']],
  ['split', ['a,b,c', ',', 2], ['a', 'b,c']],
  ['split', ['a,b', ',', 0], []],
  ['split', ['', ',', -1], ['']],
  ['split', ['a😀', '', -1], ['a', '😀']],
  ['split', ['abc', '', 2], ['a', 'bc']],
  ['substring', ['a😀b', 1, 2], '😀'],
  ['substring', ['ab', 1, 0], 'error', 'out-of-range'],
  ['substring', ['ab', 0, 3], 'error', 'out-of-range'],
  ['trim', [' \u0085\u00a0x y\u3000\n'], 'x y'],
  ['trim', ['\ufeffx'], '\ufeffx'],
  ['reverseText', ['a😀'], '😀a'],
  ['quote', ['a"\n\\'], '"a\\"\\n\\\\"'],
  ['quote', ['\ud800'], '"\ufffd"'],
  ['join', [['a', 'b'], '-'], 'a-b'],
  ['join', [[], '-'], ''],
  ['join', [['a', 1], '-'], 'error', 'wrong-kind'],

  ['concatenateLists', [[1], [2]], [1, 2]],
  ['listSize', [[1, 2]], 2],
  ['inList', [{ a: 1 }, [{ a: 1 }]], true],
  ['inList', ['a', []], false],
  ['listIndexOf', [[1, 2, 2], 2], 1],
  ['listIndexOf', [[1], 3], -1],
  ['range', [3], [0, 1, 2]],
  ['range', [-1], 'error', 'out-of-range'],
  ['range', [1e12], 'error', 'limit'],
  ['slice', [[1, 2, 3], 1, 3], [2, 3]],
  ['slice', [[1, 2, 3], 2, 1], 'error', 'out-of-range'],
  ['flatten', [[1, [2, [3]]], 1], [1, 2, [3]]],
  ['flatten', [[1, [2, [3]]], 5], [1, 2, 3]],
  ['flatten', [[1], -1], 'error', 'out-of-range'],
  ['distinct', [[1, '1', 1, { a: 1 }, { a: 1 }, true]], [1, '1', { a: 1 }, true]],
  ['sort', [[3, 1, 2]], [1, 2, 3]],
  ['sort', [[1, 'a']], 'error', 'incomparable'],
  ['sort', [[null]], [null]],
  ['reverseList', [[1, 2]], [2, 1]],
  ['sum', [[0.1, 0.2]], 0.3],
  ['sum', [[]], 0],
  ['sum', [[1, 'a']], 'error', 'wrong-kind'],
  ['minimum', [[2, 1, 3]], 1],
  ['maximum', [['a', 'c', 'b']], 'c'],
  ['minimum', [[]], 'error', 'empty'],
  ['maximum', [[1, true]], 'error', 'incomparable'],
  [
    'zip',
    [
      [1, 2, 3],
      ['a', 'b'],
    ],
    [
      [1, 'a'],
      [2, 'b'],
    ],
  ],

  ['mapSize', [{ a: 1 }], 1],
  ['inMap', ['a', { a: null }], true],
  ['inMap', [0.5, { a: 1 }], false],
  ['keys', [{ b: 1, a: 2 }], ['b', 'a']],
  ['values', [{ b: 1, a: 2 }], [1, 2]],
  [
    'merge',
    [
      { a: 1, b: { c: 2 } },
      { a: null, b: { d: null, e: 3 } },
    ],
    { b: { c: 2, e: 3 } },
  ],
  ['merge', [[1], { a: { b: null } }], { a: {} }],
  ['merge', [{ a: 1 }, 5], 5],
  ['pick', [{ a: 1, b: 2, c: 3 }, ['c', 'x', 'a', 0.5, null]], { c: 3, a: 1 }],
  [
    'assign',
    [
      { a: 1, b: { c: 2 } },
      { b: null, d: 4 },
    ],
    { a: 1, b: null, d: 4 },
  ],
  ['concatenateBytes', [x(bytes(1)), x(bytes(2))], x(bytes(1, 2))],
  ['bytesSize', [x(bytes(1, 2))], 2],
  ['bytesOf', ['é'], x(bytes(0xc3, 0xa9))],

  ['toText', [0.5], '0.5'],
  ['toText', [25], '25'],
  ['toText', [x(THIRD)], 'error', 'malformed'],
  ['toText', [true], 'true'],
  ['toText', [x(T)], '2026-01-02T03:04:05Z'],
  ['toText', [x(HOUR)], '3600s'],
  ['toText', [x(bytes(0xc3, 0xa9))], 'é'],
  ['toText', [x(bytes(0xff))], 'error', 'malformed'],
  ['toText', [null], 'error', 'no-overload'],
  ['toText', [[1]], 'error', 'no-overload'],
  ['toNumber', ['1.50'], 1.5],
  ['toNumber', ['x'], 'error', 'malformed'],
  ['toInteger', [-1.5], -1],
  ['toInteger', ['-12'], -12],
  ['toInteger', ['1.0'], 'error', 'malformed'],
  ['toInteger', [x(T)], 1767323045],
  ['toBoolean', ['TRUE'], true],
  ['toBoolean', ['0'], false],
  ['toBoolean', ['yes'], 'error', 'malformed'],
  ['toBoolean', [1], 'error', 'no-overload'],
  ['typeName', [1], x({ kind: 'type', name: 'int' })],
  ['typeName', [0.5], x({ kind: 'type', name: 'double' })],
  ['typeName', [null], x({ kind: 'type', name: 'null_type' })],

  ['timestampOf', ['2026-01-02T03:04:05Z'], x(T)],
  ['timestampOf', [1767323045], x(T)],
  ['timestampOf', ['2026-02-30T00:00:00Z'], 'error', 'malformed'],
  ['timestampOf', [0.5], 'error', 'no-overload'],
  ['durationOf', ['60m'], x(HOUR)],
  ['durationOf', ['hour'], 'error', 'malformed'],
  ['addTime', [x(HOUR), x(T)], x(parseTimestamp('2026-01-02T04:04:05Z'))],
  ['addTime', [x(T), x(T)], 'error', 'no-overload'],
  ['addTime', [x(parseTimestamp('9999-12-31T23:59:59Z')), x(HOUR)], 'error', 'out-of-range'],
  ['subtractTime', [x(T), x(T)], x(duration(0n))],
  ['subtractTime', [x(HOUR), x(T)], 'error', 'no-overload'],
  ['timePart', [x(T), 'getHours', ''], 3],
  ['timePart', [x(T), 'getHours', '+02:00'], 5],
  ['timePart', [x(T), 'getHours', 'Nowhere/Land'], 'error', 'malformed'],
];

describe('each operator', () => {
  for (const [operator, args, expected, code] of CASES) {
    const claim = `${operator}(${args.map((a) => JSON.stringify(a, (_, v) => (typeof v === 'bigint' ? String(v) : v))?.slice(0, 40)).join(', ')})`;
    it(expected === 'error' && code !== undefined ? `${claim} is the error ${code}` : `${claim} has its value`, () => {
      const result = evaluateOperators[operator](args.map(read));
      if (code !== undefined) {
        expect(result).toBeInstanceOf(EvaluationError);
        expect(result).toMatchObject({ code });
      } else {
        expect(result).not.toBeInstanceOf(EvaluationError);
        expect(equalOperands(result as Value, read(expected)), `got ${String(result)}`).toBe(true);
      }
    });
  }

  it('is covered by at least one case', () => {
    const covered = new Set(CASES.map(([operator]) => operator));
    expect(Object.keys(OPERATORS).filter((name) => !covered.has(name as OperatorName))).toEqual([]);
  });
});

const SAMPLES: Readonly<Record<Exclude<ParameterKind, 'any'>, readonly Value[]>> = {
  boolean: [true],
  number: [0.5, 1].map(valueOf),
  integer: [1],
  string: ['a'],
  bytes: [bytes(1)],
  list: [[]],
  map: [new Map()],
  time: [T, HOUR],
};
const KINDS = Object.keys(SAMPLES) as Exclude<ParameterKind, 'any'>[];
const accepts = (kind: ParameterKind, other: ParameterKind): boolean =>
  kind === other || kind === 'any' || (kind === 'number' && other === 'integer');
const sample = (kind: ParameterKind): Value => (kind === 'any' ? 'a' : (SAMPLES[kind][0] ?? null));

describe('the kinds that the operator table declares', () => {
  it('are what each operator insists on, argument by argument', () => {
    for (const [name, { parameters }] of Object.entries(OPERATORS)) {
      parameters.forEach((kind, position) => {
        const wrong = KINDS.filter((other) => !accepts(kind, other)).flatMap((other) =>
          kind === 'integer' && other === 'number' ? [valueOf(0.5)] : SAMPLES[other],
        );
        for (const value of kind === 'any' ? [] : [...wrong, null]) {
          const args = parameters.map((own, i) => (i === position ? value : sample(own)));
          const result = evaluateOperators[name as OperatorName](args);
          expect(result, `${name} argument ${position} ${String(value)}`).toMatchObject({ code: 'wrong-kind' });
        }
      });
    }
  });
});
