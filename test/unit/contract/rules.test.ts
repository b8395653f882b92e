// Claims about rules that make sense: which type they have, and what they become.

import { describe, expect, it } from 'vitest';
import type { Expression } from '../../../src/contract/expression.ts';
import { expressionKey, printExpression } from '../../../src/contract/print.ts';
import { BOOLEAN, DYN } from '../../../src/contract/type.ts';
import { showType } from '../../../src/contract/types.ts';
import { compile } from './rule-world.ts';

/** The expression of a rule that compiles without any complaint. */
function expressionOf(text: string, changes: Parameters<typeof compile>[1] = {}): Expression {
  const { rule, diagnostics } = compile(text, changes);
  expect(diagnostics, text).toEqual([]);
  if (!rule) throw new Error(`${text} does not compile`);
  return rule.expression;
}

const EFFECTS = { fresh: { next: 0 } };
const AFTER = { before: true, response: DYN };

describe('the type of a rule', () => {
  it.each<readonly [rule: string, type: string]>([
    ['1', 'integer'],
    ['1.0', 'number'],
    ['1e3', 'number'],
    ['7u', 'integer'],
    ["'a'", "'a'"],
    ["b'a'", 'bytes'],
    ['null', 'null'],
    ['[]', 'list of never'],
    ["[1, 'a']", "list of integer or 'a'"],
    ["{'a': 1}.a", 'integer'],
    ['{1: true}[1]', 'boolean'],
    ['int', 'type'],
    ['now', 'timestamp'],
    ['1 + 2', 'integer'],
    ['1 + 2.5', 'number'],
    ['7 / 2', 'integer'],
    ['7 / 2.0', 'number'],
    ['counter % 2', 'integer'],
    ['-counter', 'integer'],
    ["'a' + 'b'", 'string'],
    ["[1] + ['a']", "list of integer or 'a'"],
    ['any + any', 'unknown type'],
    ['any + 1', 'number'],
    ['any.whatever[0].more', 'unknown type'],
    ['orders', 'collection orders'],
    ['orders[orderId]', 'Order'],
    ['orders[orderId].items[0].price', 'number'],
    ["orders[orderId].tags['x']", 'string'],
    ['orders[orderId].tags.x', 'string'],
    ['orders[orderId].status', "'pending' or 'paid' or 'shipped'"],
    ["orders[orderId]['total']", 'number'],
    ['seats[key(1, "a")].col', 'string'],
    ['state.counter', 'integer'],
    ['state.orders.size()', 'integer'],
    ['request.path.orderId', 'string'],
    ['page', 'integer'],
    ['request.body.skus', 'list of string'],
    ["request.body.amount > 5 ? 'big' : null", "'big' or null"],
    ['orders.filter(o, true)', 'list of string'],
    ['orders.map(o, orders[o].total)', 'list of number'],
    ['orders.map(o, orders[o].count > 1, orders[o].count).sum()', 'integer'],
    ['orders.count(o, true)', 'integer'],
    ['orders.first(o, true)', 'string'],
    ['orders.sortBy(o, orders[o].placed)', 'list of string'],
    ['seats.map(s, s[1])', 'list of string'],
    ['seats.exists(s, seats[s].row == s[0])', 'boolean'],
    ['orders[orderId].items.map(i, i.price).max()', 'number'],
    ['orders[orderId].items.all(n, i, n >= 0 && i.price > 0)', 'boolean'],
    ['[1, 2].transformList(i, x, i * x)', 'list of integer'],
    ["orders.transformMap(k, o, o.total)['x']", 'number'],
    ['[1, 2].transformMap(i, x, x)[0]', 'integer'],
    ["['a'].transformMapEntry(i, x, {x: i})", 'map from unknown type to integer'],
    ['orders[orderId].items.fold(sum, 0, i, sum + i.price)', 'number'],
    ["[1].fold(text, 'a', x, text + string(x))", 'string'],
    ["[1].fold(list, [], x, list + [{'n': x}])", 'list of object with n'],
    ['[1].fold(acc, any, x, acc + 1)', 'unknown type'],
    ['cel.bind(x, 2, cel.bind(y, x + 1.5, x * y))', 'number'],
    ['twice(counter)', 'integer'],
    ['twice(1.5)', 'number'],
    ['owner(orderId).name', 'string'],
    ['orderId.owner().name', 'string'],
    ['math.least(1, 2.5)', 'number'],
    ['min(1, 2)', 'integer'],
    ['[orders[orderId].placed].max()', 'timestamp'],
    ['[orders[orderId].placed].sort()', 'list of string (date-time)'],
    ['round(counter)', 'integer'],
    ['round(request.body.amount, 2)', 'number'],
    ['floor(request.body.amount)', 'integer'],
    ['int(request.body.amount) % 2', 'integer'],
    ['double(1)', 'number'],
    ["zip([1], ['a'])[0]", "[integer, 'a']"],
    ['[[1], [2, 3]].flatten()', 'list of integer'],
    ['any.flatten()', 'list of unknown type'],
    ['keys(orders[orderId].tags)', 'list of string'],
    ['values(orders)', 'list of Order'],
    ["merge(orders[orderId], {'note': 'x'}).note", "'x'"],
    ["'a,b'.split(',')", 'list of string'],
    ['now - orders[orderId].placed', 'duration'],
    ["orders[orderId].placed + duration('1h')", 'timestamp'],
    ["now.getFullYear('Europe/Berlin')", 'integer'],
    ['type(any) == string', 'boolean'],
    ['dyn(1)', 'unknown type'],
    ["bytes('a').size()", 'integer'],
  ])('%s: %s', (rule, type) => {
    expect(showType(expressionOf(rule).type)).toBe(type);
  });

  it.each<readonly [rule: string, type: string]>([
    ['old.orders[orderId].total', 'number'],
    ['old.session', 'User or null'],
    ['response.status', 'integer'],
    ['response.body.id', 'unknown type'],
  ])('%s: %s, after a step', (rule, type) => {
    expect(showType(expressionOf(rule, AFTER).type)).toBe(type);
  });

  it.each(['fresh(orders)', "fresh('orders')", 'fresh(state.orders)'])('%s is a key of orders', (rule) => {
    expect(expressionOf(rule, { fresh: { next: 3 } })).toMatchObject({
      kind: 'fresh',
      collection: 'orders',
      ordinal: 3,
      type: { kind: 'string' },
    });
  });
});

describe('numbers in rules are exact', () => {
  it.each([
    ['0.1', { kind: 'number', numerator: 1n, denominator: 10n }],
    ['-1.50', { kind: 'number', numerator: -3n, denominator: 2n }],
    ['.5e1', 5],
    ['25.0', 25],
    ['1e400', { kind: 'number', numerator: 10n ** 400n, denominator: 1n }],
    ['123456789012345678901234567890', { kind: 'number', numerator: 123456789012345678901234567890n, denominator: 1n }],
    ['0x1F', 31],
    ['12345678901234567.25', { kind: 'number', numerator: 49382715604938269n, denominator: 4n }],
  ])('%s', (rule, value) => {
    expect(expressionOf(rule)).toMatchObject({ kind: 'literal', value });
  });
});

describe('overloads', () => {
  const operatorOf = (rule: string): string => {
    const e = expressionOf(rule);
    return e.kind === 'call' ? e.operator : e.kind === 'dispatch' ? e.candidates.join(' ') : e.kind;
  };

  it.each([
    ['counter / 2', 'divideInteger'],
    ['counter / 2.0', 'divide'],
    ['any / 2', 'divide'],
    ["orderId + 'x'", 'concatenate'],
    ['[1] + []', 'concatenateLists'],
    ["duration('1s') + duration('1s')", 'addTime'],
    ['any + any', 'add concatenate concatenateLists concatenateBytes addTime'],
    ['any - any', 'subtract subtractTime'],
    ['orderId.size()', 'textSize'],
    ['size(orders)', 'mapSize'],
    ['any.size()', 'textSize listSize mapSize bytesSize'],
    ['1 in [1]', 'inList'],
    ['orderId in orders', 'inMap'],
    ['1 in any', 'inList inMap'],
    ["'abc'.indexOf('b')", 'textIndexOf'],
    ['[1].indexOf(1)', 'listIndexOf'],
    ['any.reverse()', 'reverseText reverseList'],
  ])('%s is %s', (rule, operator) => {
    expect(operatorOf(rule)).toBe(operator);
  });
});

describe('texts of format date-time are instants where one is needed', () => {
  it.each([
    ['orders[orderId].placed < now', 'timestamp(orders[request.path.orderId].placed) < now'],
    [
      "orders[orderId].placed < '2026-01-01T00:00:00+01:00'",
      "timestamp(orders[request.path.orderId].placed) < timestamp('2026-01-01T00:00:00+01:00')",
    ],
    ["now > '2026-01-01T00:00:00Z'", "now > timestamp('2026-01-01T00:00:00Z')"],
    ['orders[orderId].placed.getHours()', 'timestamp(orders[request.path.orderId].placed).getHours()'],
    [
      'orders[orderId].paid == orders[orderId].placed',
      'orders[request.path.orderId].paid == null ? orders[request.path.orderId].placed == null : ' +
        'timestamp(orders[request.path.orderId].paid) == timestamp(orders[request.path.orderId].placed)',
    ],
    ["orders[orderId].placed.startsWith('2026')", "orders[request.path.orderId].placed.startsWith('2026')"],
    ["orders[orderId].placed == 'soon'", "orders[request.path.orderId].placed == 'soon'"],
    ['orders[orderId].paid == null', 'orders[request.path.orderId].paid == null'],
    ["orderId == '2026-01-01T00:00:00Z'", "request.path.orderId == '2026-01-01T00:00:00Z'"],
  ])('%s', (rule, printed) => {
    expect(printExpression(expressionOf(rule))).toBe(printed);
  });
});

describe('printed rules', () => {
  const RULES = [
    '!(counter in [1, 2]) && (page > 1 || counter == 2) && !(page < 3 && true)',
    'counter - (1 - 2) - 3 == -(-counter) * (2 + 3) / 4 % 5',
    "(counter == 1 ? 'a' : counter == 2 ? 'b' : 'c') + 'd'",
    '(counter == 1) == (page == 2)',
    "has(request.body.reason) ? request.body.reason.substring(1) : 'x'.substring(0, 1)",
    "request.body.skus.map(s, s.trim().substring(1).substring(2)).join() + 'a b'.replace(' ', '').upperAscii()",
    "'it\\'s\\n\\u0007' + \"a\\\\b\"",
    'cel.bind(x, 1.0, x / 2) == 0.5',
    '-1 - -1 == -(1)',
    'orders.exists_one(o, orders[o].items.all(i, item, i < item.price)) && [1].transformMap(k, v, k == v) == {0: false}',
    'owner(orderId).payments.exists(p, isGift(owner(orderId).payments[p]))',
    '[3, 1].sort().reverse().slice(0, 1) == lists.range(3).filter(x, x > 1).map(x, x > 0, x * x).distinct()',
    'orders.fold(total, 0.0, o, total + orders[o].total) >= math.round(2.5)',
    "b'a\\x00' == bytes('a') && type(1) == int && now.getDayOfWeek() == 0",
    'round(counter / 2.0, 1) == round(counter)',
  ];

  it.each(RULES)('%s is the same rule again', (text) => {
    const first = expressionOf(text);
    const printed = printExpression(first);
    const second = expressionOf(printed);
    expect(expressionKey(second)).toBe(expressionKey(first));
    expect(printExpression(second)).toBe(printed);
  });

  it.each([
    ['a1 && b1 && c1 || d1', 'any.a1 && any.b1 && any.c1 || any.d1'],
    ['x.all(y, y)', 'any.x.all(y, y)'],
  ])('no needless brackets: %s', (_name, text) => {
    expect(printExpression(expressionOf(text))).toBe(text);
  });

  it('keys tell apart what looks alike', () => {
    const key = (text: string): string => expressionKey(expressionOf(text, EFFECTS));
    const pairs = [
      ['1 / 2', '1.0 / 2.0'],
      ['fresh(orders)', 'fresh(orders)'],
      ["'1'", '1'],
      ['[1].all(x, [2].all(y, x == y))', '[1].all(y, [2].all(x, x == y))'],
    ] as const;
    for (const [a, b] of pairs) expect(key(a)).not.toBe(key(b));
  });
});

it('a rule whose values may be of the wanted type is one', () => {
  for (const rule of ['true', 'any', 'any.x && true']) expect(compile(rule, {}, BOOLEAN).rule, rule).not.toBeNull();
});
