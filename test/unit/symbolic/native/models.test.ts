// Models as z3 and cvc5 print them are read as the functions that they describe.

import { describe, expect, test } from 'vitest';
import { ratio } from '../../../../src/base/number.ts';
import type { Model, ModelValue } from '../../../../src/symbolic/model.ts';
import { readDefinitions } from '../../../../src/symbolic/native/answers.ts';
import { readModel } from '../../../../src/symbolic/native/read-model.ts';
import type { WrittenFunction } from '../../../../src/symbolic/smtlib-writer.ts';
import { modelOfData } from '../../../../src/symbolic/solving/model-data.ts';
import type { Sort } from '../../../../src/symbolic/term.ts';

const FUNCTIONS: readonly WrittenFunction[] = [
  { name: 'i', domain: [], range: 'int' },
  { name: 'x', domain: [], range: 'real' },
  { name: 's', domain: [], range: 'string' },
  { name: 'b', domain: [], range: 'bool' },
  { name: 'f', domain: ['int'], range: 'int' },
  { name: 'g', domain: ['int', 'string'], range: 'bool' },
];

function model(text: string): Model {
  const functions = new Map(FUNCTIONS.map((known) => [`$${known.name}`, known]));
  return modelOfData(readModel(readDefinitions(text) ?? [], { functions, atoms: null }));
}

function define(name: string, parameters: string, sort: string, body: string): string {
  return `((define-fun $${name} (${parameters}) ${sort} ${body}))`;
}

test.each<[name: string, sort: Sort, text: string, value: ModelValue | null]>([
  ['i', 'int', '5', 5],
  ['i', 'int', '(- 5)', -5],
  ['i', 'int', '(+ 2 (* 3 4))', 14],
  ['i', 'int', '123456789012345678901234567890', ratio(123456789012345678901234567890n, 1n)],
  ['x', 'real', '5.0', 5],
  ['x', 'real', '0.125', ratio(1n, 8n)],
  ['x', 'real', '(/ 1.0 3.0)', ratio(1n, 3n)],
  ['x', 'real', '(- (/ 1.0 3.0))', ratio(-1n, 3n)],
  ['x', 'real', '(/ (- 1) 3)', ratio(-1n, 3n)],
  ['x', 'real', '(to_real 4)', 4],
  ['b', 'bool', 'true', true],
  ['b', 'bool', '(not true)', false],
  ['s', 'string', '"a""\\u{e9}\\u00e9\\x\\u{110000}"', 'a"éé\\x\\u{110000}'],
  ['s', 'string', '(str.++ "a" (seq.unit (_ Char 98)) (seq.unit (_ char #x63)))', 'abc'],
  ['i', 'int', '(let ((a!1 (+ 1 1))) (let ((a!2 (* a!1 a!1))) (- a!2 a!1 5)))', -3],
  ['i', 'int', '(mystery 1)', null],
  ['i', 'int', '(_ bv1 8)', null],
])('%s: %s %s', (name, sort, text, value) => {
  const sorts = { int: 'Int', real: 'Real', bool: 'Bool', string: 'String' };
  expect(model(define(name, '', sorts[sort], text)).valueOf(name, [], sort)).toEqual(value);
});

describe('a function', () => {
  const table: readonly [string, string, readonly (readonly [number, number])[]][] = [
    [
      'points, the first of which counts',
      '(ite (= x!0 1) 10 (ite (= 2 x!0) 20 (ite (= x!0 1) 30 7)))',
      [
        [1, 10],
        [2, 20],
        [3, 7],
      ],
    ],
    [
      'a body',
      '(ite (and (<= 0 x!0) (> 10 x!0)) (+ x!0 1) (ite (=> (>= x!0 100) (< x!0 50)) 1 2))',
      [
        [3, 4],
        [10, 1],
        [100, 2],
      ],
    ],
    [
      'points before a body',
      '(ite (= x!0 1) 10 (- x!0))',
      [
        [1, 10],
        [4, -4],
      ],
    ],
  ];
  test.each(table)('of %s', (_claim, body, values) => {
    const read = model(define('f', '(x!0 Int)', 'Int', body));
    expect(values.map(([at]) => [at, read.valueOf('f', [at], 'int')])).toEqual(values);
  });

  test('of several arguments, of which a point may leave some open', () => {
    const body = '(ite (and (= a 1) (= b "x")) true (ite (= b "y") true false))';
    const read = model(define('g', '(a Int) (b String)', 'Bool', body));
    const at = (a: number, b: string): unknown => read.valueOf('g', [a, b], 'bool');
    expect([at(1, 'x'), at(2, 'x'), at(2, 'y'), at(1, 'z')]).toEqual([true, false, true, false]);
  });

  test('that calls another one that the solver made up', () => {
    const text =
      '((define-fun $f ((x!0 Int)) Int (k!5 (k!4 x!0))) (define-fun k!4 ((x!0 Int)) Int (ite (>= x!0 3) 3 0)) (define-fun k!5 ((x!0 Int)) Int (ite (= x!0 3) 9 8)))';
    expect([2, 3, 50].map((at) => model(text).valueOf('f', [at], 'int'))).toEqual([8, 9, 9]);
  });

  test('of very many points', () => {
    const count = 20_000;
    const body = Array.from({ length: count }, (_, n) => `(ite (= x!0 ${n}) ${2 * n} `).join('');
    const read = model(define('f', '(x!0 Int)', 'Int', `${body}(- 1)${')'.repeat(count)}`));
    expect([0, 19_999, 20_000].map((at) => read.valueOf('f', [at], 'int'))).toEqual([0, 39_998, -1]);
  });
});

test.each([
  ['an irrational number', define('x', '', 'Real', '(root-obj (+ (^ x 2) (- 2)) 2)')],
  ['an irrational number', define('x', '', 'Real', '(_ real_algebraic_number <1*x^2 + (-2), (5/4, 3/2)>)')],
  ['a value that is no number', define('i', '', 'Int', '"a"')],
  ['a value that is no boolean', define('b', '', 'Bool', '1')],
  ['a string that is no Unicode text', define('s', '', 'String', '"\\u{d83d}\\u{de00}"')],
  ['a part that defines no function', '((declare-datatypes ((A 0)) (((a)))))'],
])('a model may have %s, which is said', (why, text) => {
  expect(() => model(text)).toThrow(why);
});
