// Claims about what expressions evaluate to: three values, collections as maps, macros, limits.

import { describe, expect, it } from 'vitest';
import { toJson } from '../../../src/base/json.ts';
import { DEFAULT_LIMITS } from '../../../src/base/limits.ts';
import { environmentOf } from '../../../src/simulate/evaluate/environment.ts';
import { evaluate, holds } from '../../../src/simulate/evaluate/evaluate.ts';
import { EvaluationError } from '../../../src/simulate/evaluation-error.ts';
import { isRecords } from '../../../src/simulate/operand.ts';
import { stateOf } from '../../../src/simulate/read-state.ts';
import type { State } from '../../../src/simulate/state.ts';
import { contractOf, stateRuleOf } from '../../support/contract-builder.ts';
import { valueOf } from '../../support/schema-builder.ts';

const contract = contractOf({
  collections: {
    orders: {
      schema: {
        type: 'object',
        required: ['id', 'n'],
        properties: { id: { type: 'string' }, n: { type: 'integer' }, s: { type: 'string' } },
      },
      key: 'id',
    },
    seats: {
      schema: { type: 'object', required: ['row', 'col'], properties: { row: { type: 'integer' }, col: { type: 'string' } } },
      key: ['row', 'col'],
    },
  },
  variables: {
    v: { schema: {} },
    at: { schema: { type: 'string', format: 'date-time' }, initial: '2026-01-01T10:00:00+02:00' },
    nobody: { schema: { type: ['string', 'null'] }, initial: null },
  },
});

const read = stateOf(
  contract,
  valueOf({
    orders: [
      { id: 'b', n: 2 },
      { id: 'a', n: 1, s: 'x' },
      { id: 'c', n: 3 },
    ],
    seats: [{ row: 1, col: 'x' }],
    v: { f: null, list: [1, 'a', 2.5], zero: 0, map: { k: 1 } },
  }),
).value;
if (read === null) throw new Error('the state of this test is wrong');
const state: State = read;

/** The value as JSON, or `error CODE`. */
function result(text: string): string {
  const value = evaluate(stateRuleOf(contract, text).expression, environmentOf(state));
  if (value instanceof EvaluationError) return `error ${value.code}`;
  return isRecords(value) ? 'a collection' : toJson(value);
}

const CASES: readonly (readonly [rule: string, expected: string])[] = [
  // Errors are values
  ['v.nothing == 1', 'error no-such-property'],
  ['v.f == null', 'true'],
  ['has(v.f)', 'true'],
  ['has(v.nothing)', 'false'],
  ['has(v.zero.x)', 'error wrong-kind'],
  ['false && v.nothing', 'false'],
  ['v.nothing && false', 'false'],
  ['true && v.nothing', 'error no-such-property'],
  ['v.nothing || true', 'true'],
  ['v.zero || true', 'true'],
  ['v.zero || false', 'error wrong-kind'],
  ['v.zero && v.nothing', 'error wrong-kind'],
  ['true ? 1 : 1 / v.zero', '1'],
  ['v.zero ? 1 : 2', 'error wrong-kind'],
  ['!v.zero', 'error wrong-kind'],
  ['1 / v.zero', 'error division-by-zero'],
  // Collections are maps in insertion order
  ["'a' in orders", 'true'],
  ["orders['a'].n", '1'],
  ["orders['zz'].n", 'error no-such-key'],
  ['orders.size()', '3'],
  ['keys(orders)', '["b","a","c"]'],
  ['values(orders).map(o, o.n)', '[2,1,3]'],
  ['orders.filter(k, orders[k].n > 1)', '["b","c"]'],
  ['orders.all(k, orders[k].n > 0)', 'true'],
  ['orders.exists_one(k, orders[k].n == 2)', 'true'],
  ['orders.count(k, orders[k].n < 3)', '2'],
  ['orders.first(k, orders[k].n < 3)', '"b"'],
  ['orders.first(k, orders[k].n > 3)', 'error no-element'],
  ['orders.first(k, v.nothing)', 'error no-such-property'],
  ['orders.all(k, o, o.n > 0 && k == o.id)', 'true'],
  ['orders.sortBy(k, orders[k].n)', '["a","b","c"]'],
  ['orders == state.orders', 'true'],
  ['orders == {}', 'false'],
  ["key(1, 'x') in seats", 'true'],
  ["seats[key(1, 'x')].col", '"x"'],
  ['seats.map(k, k[0])', '[1]'],
  ['type(orders) == map', 'true'],
  // Errors in macros
  ['[1, 0].all(x, 1 / x > 5)', 'false'],
  ['[0, 1].all(x, 1 / x > 5)', 'false'],
  ['[1, 0].all(x, 1 / x > 0)', 'error division-by-zero'],
  ['[0, 1].exists(x, 1 / x == 1)', 'true'],
  ['[0, 1].exists(x, 1 / x == 5)', 'error division-by-zero'],
  ['[1, 1, 0].exists_one(x, 1 / x == 1)', 'error division-by-zero'],
  ['[1, 0].first(x, 1 / x == 1)', 'error division-by-zero'],
  ['[1, 0].map(x, 1 / x)', 'error division-by-zero'],
  ['[].all(x, x)', 'true'],
  ['v.zero.all(x, true)', 'error wrong-kind'],
  // Macros
  ['[1, 2, 3].filter(x, x > 1)', '[2,3]'],
  ['[1, 2, 3].map(x, x > 1, x * 2)', '[4,6]'],
  ['[3, 1, 2].sortBy(x, -x)', '[3,2,1]'],
  ["['b', 'a', 'c'].sortBy(x, x == 'c' ? 0 : 1)", '["c","b","a"]'],
  ["['b', 'a'].transformMap(i, x, x)", '{"0":"b","1":"a"}'],
  ["{'a': 1}.transformMap(k, x, x + 1)", '{"a":2}'],
  ['[1, 2, 3].fold(acc, 0, x, acc + x)', '6'],
  ['[].fold(acc, 7, x, acc + x)', '7'],
  ['[[1, 2], [3]].fold(acc, [], x, x + acc)', '[3,1,2]'],
  ['[1, 0].fold(acc, 0, x, acc + 1 / x)', 'error division-by-zero'],
  ['[2, 3].map(x, [10, 20].map(y, x * y))', '[[20,40],[30,60]]'],
  ["v.list.map(x, type(x) == string ? x : 'n')", '["n","a","n"]'],
  // Bindings
  ['cel.bind(x, 1 / v.zero, true)', 'true'],
  ['cel.bind(x, 1 / v.zero, x == 1)', 'error division-by-zero'],
  ['cel.bind(x, 2, cel.bind(y, x + 1, x * y))', '6'],
  // A variable that is null is there
  ['nobody == null', 'true'],
  ["nobody != null && nobody == 'x'", 'false'],
  // Literals
  ["{'a': 1, 'A'.lowerAscii(): 2}", 'error duplicate-key'],
  ['[1, v.nothing]', 'error no-such-property'],
  ['25 == 25.0', 'true'],
  ['0.1 + 0.2 == 0.3', 'true'],
  ['1 / 2', '0'],
  ['1.0 / 2', '0.5'],
  // Overloads that only the values decide
  ["v.list[1] + 'b'", '"ab"'],
  ['v.list[0] + v.list[2]', '3.5'],
  ['v.list[0] + v.list[1]', 'error no-overload'],
  ['v.list + [3]', '[1,"a",2.5,3]'],
  ['size(v.map)', '1'],
  ["'k' in v.map", 'true'],
  ['v.list[3]', 'error out-of-range'],
  ["v.list['a']", 'error wrong-kind'],
  ["v.map['zz']", 'error no-such-key'],
  // Time
  ["timestamp(at) == timestamp('2026-01-01T08:00:00Z')", 'true'],
  ["now - timestamp('2025-12-31T23:00:00Z') == duration('1h')", 'true'],
  ["string(now + duration('90s'))", '"2026-01-01T00:01:30Z"'],
];

describe('a rule', () => {
  for (const [rule, expected] of CASES) it(`${rule} is ${expected}`, () => expect(result(rule)).toBe(expected));

  it('holds only if it is true', () => {
    const decide = (text: string): unknown => holds(stateRuleOf(contract, text).expression, environmentOf(state));
    expect(decide('v.zero == 0')).toBe(true);
    expect(decide('v.zero == 1')).toBe(false);
    expect(decide('v.zero')).toMatchObject({ code: 'wrong-kind' });
  });

  it('says which part failed', () => {
    const value = evaluate(stateRuleOf(contract, "1 + orders['zz'].n").expression, environmentOf(state));
    expect(value).toMatchObject({ code: 'no-such-key', message: "no record with the key 'zz'", expression: { kind: 'index' } });
  });
});

describe('a limit', () => {
  const limited = (text: string, maxEvaluationSteps: number): unknown => {
    return evaluate(stateRuleOf(contract, text).expression, environmentOf(state, { limits: { ...DEFAULT_LIMITS, maxEvaluationSteps } }));
  };
  it('counts the elements that macros visit', () => {
    expect(limited('lists.range(100).all(x, lists.range(100).all(y, x >= 0))', 5000)).toMatchObject({ code: 'limit' });
    expect(limited('lists.range(10).all(x, x >= 0)', 5000)).toBe(true);
  });
  it('counts the elements that operators look at', () => {
    expect(limited('lists.range(100).all(x, !(-1 in lists.range(100)))', 5000)).toMatchObject({ code: 'limit' });
  });
  it('is not absorbed', () => expect(limited('lists.range(100).all(x, x >= 0) || true', 50)).toMatchObject({ code: 'limit' }));
  it('stops texts, numbers and nesting that grow in a fold', () => {
    expect(result("lists.range(60).fold(acc, 'ab', x, acc + acc)")).toBe('error limit');
    expect(result('lists.range(60).fold(acc, 3, x, acc * acc)')).toBe('error limit');
    expect(result('lists.range(2000).fold(acc, v, x, [acc])')).toBe('error limit');
  });
});
