// Claims about mistakes in rules: each is found at load, at its place, with a suggestion where there is one.

import { describe, expect, it } from 'vitest';
import type { RuleScope } from '../../../src/contract/rules/scope.ts';
import { BOOLEAN, INTEGER, STRING, type Type } from '../../../src/contract/type.ts';
import { compile } from './rule-world.ts';

type Mistake = [rule: string, code: string, at: string, hint?: string];

function expectMistake([rule, code, at, hint]: Mistake, changes: Partial<RuleScope> = {}, expected?: Type): void {
  const { rule: compiled, diagnostics } = compile(rule, changes, expected);
  expect(
    diagnostics.map((d) => `${d.severity} ${d.code}`),
    JSON.stringify(diagnostics),
  ).toEqual([`error ${code}`]);
  expect(compiled).toBeNull();
  const [{ source, hint: given } = {}] = diagnostics;
  const pointed = rule.slice((source?.column ?? 1) - 1);
  expect(pointed.startsWith(at), `points at ${pointed}`).toBe(true);
  if (source?.length !== undefined) expect(pointed.slice(0, source.length)).toBe(at);
  if (hint !== undefined) expect(given).toContain(hint);
}

describe('text that is no CEL', () => {
  it.each<Mistake>([
    ['', 'bad-rule', ''],
    ['  // nothing', 'bad-rule', '  //'],
    ['counter = 1', 'bad-rule', '= 1', "'=='"],
    ['true and false', 'bad-rule', 'and', "'&&'"],
    ['true or false', 'bad-rule', 'or', "'||'"],
    ['not true', 'bad-rule', 'true', "'!'"],
    ['(counter + 1', 'bad-rule', '('],
    ['counter > 1)', 'bad-rule', ')'],
    ["'open", 'bad-rule', "'open"],
    ["'a\nb' == 'a b'", 'bad-rule', "'a"],
    ['any.?x', 'bad-rule', '.?x', 'has('],
    ['any[?0]', 'bad-rule', '[?0]', 'has('],
    ['any.`a-b`', 'bad-rule', '.`', "x['name']"],
    ['counter +', 'bad-rule', '+'],
    ['true ? 1', 'bad-rule', '?', 'test ? then : else'],
  ])('%j: %s at %j', (...mistake) => expectMistake(mistake));

  it.each<Mistake>([
    ['Order{id: 1}', 'unsupported-cel', 'Order'],
    ['[1].all(x.y, true)', 'bad-macro', '.all'],
    ['[1].all(x, x, true)', 'bad-macro', '.all'],
    ['[1].all(true)', 'bad-macro', 'all'],
    ['[1].fold(a, 0, a, a)', 'bad-macro', '.fold'],
    ['cel.bind(1, 2, 3)', 'bad-macro', '.bind'],
    ['has(counter)', 'bad-macro', 'has'],
    ["has(any['x'])", 'bad-macro', 'has', "'key' in x"],
    ['has(request.path)', 'bad-macro', 'path'],
    ["{'a': 1, 'a': 2}", 'duplicate-key', "'a': 2"],
    ['{[1]: 1}', 'key-type', '[1]'],
    ['1e5000', 'number-too-long', '1e5000'],
  ])('%j: %s at %j', (...mistake) => expectMistake(mistake));
});

describe('names that nothing has', () => {
  it.each<Mistake>([
    ['ordres.size()', 'unknown-name', 'ordres', "'orders'"],
    ['orderID in orders', 'unknown-name', 'orderID', "'orderId'"],
    ['amount > 1', 'unknown-name', 'amount', "'request.body.amount'"],
    ['request', 'incomplete-root', 'request', 'request.body'],
    ['state == 1', 'incomplete-root', 'state'],
    ['request.bdy.amount', 'unknown-field', 'bdy', "'body'"],
    ['request.cookie.x', 'unknown-field', 'cookie'],
    ['state.ordres', 'unknown-name', 'ordres', "'orders'"],
    ['old.orders', 'no-old', 'orders'],
    ['response.status', 'no-response', 'status'],
    ['orders[orderId].staus', 'unknown-field', 'staus', "'status'"],
    ["orders[orderId]['staus']", 'unknown-field', "'staus'", "'status'"],
    ['has(orders[orderId].staus)', 'unknown-field', 'staus', "'status'"],
    ['orders[orderId]\n  .total\n  .cents', 'unknown-field', 'cents'],
    ['orders[orderId].tags.x.y', 'unknown-field', 'y'],
    ['counter.x', 'unknown-field', 'x'],
    ['[1].lenght()', 'unknown-function', 'lenght'],
    ["'a'.startWith('a')", 'unknown-function', 'startWith', "'startsWith'"],
    ['[1].exist(x, true)', 'unknown-function', 'exist', "'exists'"],
    ['isGft(any)', 'unknown-function', 'isGft', "'isGift'"],
    ['math.foo(1)', 'unknown-function', 'foo'],
    ['any.constructor(1)', 'unknown-function', 'constructor'],
    ['any.x.toString()', 'unknown-function', 'toString'],
    ['hasOwnProperty', 'unknown-name', 'hasOwnProperty'],
  ])('%j: %s at %j', (...mistake) => expectMistake(mistake));
});

describe('values of the wrong type', () => {
  it.each<Mistake>([
    ["counter == '1'", 'never-equal', '=='],
    ["orders[orderId].status == 'payed'", 'never-equal', '==', "'paid'"],
    ["orders[orderId].status != 'x'", 'never-equal', '!=', "'pending', 'paid', 'shipped'"],
    ["orders[orderId].status in ['paid', 'shiped']", 'never-equal', "'shiped'", "'shipped'"],
    ['counter in [true]', 'never-equal', 'true'],
    ['counter in request.body.skus', 'never-equal', 'in'],
    ['request.body.skus.indexOf(1)', 'never-equal', 'indexOf'],
    ["now == 'tomorrow'", 'never-equal', '=='],
    ['1 < true', 'never-equal', '<'],
    ['[1] < [2]', 'no-order', '<'],
    ['null < 1', 'no-order', '<'],
    ['page in orders', 'key-type', 'in'],
    ['orders[page]', 'key-type', 'page'],
    ["seats[key('a', 'b')]", 'key-type', 'key('],
    ['key(1) in seats', 'key-type', 'in'],
    ['seats.all(s, s[2] == 1)', 'not-indexable', '2'],
    ['1 in orders[orderId].tags', 'key-type', 'in'],
    ["request.body.skus['x']", 'not-indexable', "['x']"],
    ['counter[0]', 'not-indexable', '[0]'],
    ["1 + 'a'", 'no-overload', '+', 'number and number'],
    ["-'a'", 'no-overload', '-'],
    ['!1', 'no-overload', '!'],
    ["'a'.size(1)", 'no-overload', 'size'],
    ['size(1)', 'no-overload', 'size'],
    ["'a'.startsWith(1)", 'no-overload', 'startsWith'],
    ["['a'].sum()", 'no-overload', 'sum'],
    ['[1].join()', 'no-overload', 'join'],
    ['[{}].sort()', 'no-order', 'sort'],
    ['[[1]].min()', 'no-order', '.min'],
    ['[1].sortBy(x, [x])', 'no-order', '[x]'],
    ['string([1])', 'no-overload', 'string'],
    ["timestamp('soon')", 'bad-literal', "'soon'"],
    ["duration('1 day')", 'bad-literal', "'1 day'"],
    ["'a'.matches('(')", 'bad-literal', "'('"],
    ["now.getHours('Mars')", 'bad-literal', "'Mars'"],
    ['1.5 % 2', 'fraction-remainder', '%', 'int(x)'],
    ['counter.all(x, true)', 'not-iterable', 'counter'],
    ['[1].all(x, x)', 'not-boolean', 'x)'],
    ['[1].filter(x, 1)', 'not-boolean', '1)'],
    ['1 && true', 'not-boolean', '1'],
    ["true || 'a'", 'not-boolean', "'a'"],
    ['counter ? 1 : 2', 'not-boolean', 'counter'],
    ['[1].transformMapEntry(i, x, x)', 'type-mismatch', 'x)'],
    ['twice()', 'no-overload', ''],
    ['twice(1, 2)', 'no-overload', ''],
    ["counter == 1 && orders[orderId].total == 'x' || true", 'never-equal', "== 'x'"],
  ])('%j: %s at %j', (...mistake) => expectMistake(mistake));

  it.each<readonly [Mistake, Type]>([
    [['counter', 'not-boolean', 'counter'], BOOLEAN],
    [['true ? counter : false', 'not-boolean', 'counter'], BOOLEAN],
    [["'a'", 'type-mismatch', "'a'"], INTEGER],
    [['counter > 1 ? 1 : null', 'type-mismatch', 'null'], INTEGER],
    [['[1]', 'type-mismatch', '['], STRING],
    [["{'id': 'x', 'total': 'y'}", 'type-mismatch', "'y'"], { kind: 'ref', ref: 'Order' }],
    [["{'id': 'x', 'totl': 1}", 'unknown-field', "'totl'", "'total'"], { kind: 'ref', ref: 'Order' }],
    [["cel.bind(x, 1, {'items': [{'sku': x}]})", 'type-mismatch', 'x}'], { kind: 'ref', ref: 'Order' }],
    [["{'status': 'payed'}", 'type-mismatch', "'payed'", "'paid'"], { kind: 'ref', ref: 'Order' }],
  ])('%j where another type is wanted', (mistake, wanted) => expectMistake(mistake, {}, wanted));
});

describe('comparing with null what never is', () => {
  it.each<[rule: string, message: string, at: string, hint?: string]>([
    ['counter == null', 'this is always false: integer is never null here', '=='],
    ['null != counter', 'this is always true: integer is never null here', '!='],
    ['orders[orderId].status == null', "'pending' or 'paid' or 'shipped' is never null", '=='],
    [
      'orders[orderId].note == null',
      'always false, or an error where it is absent: string is never null',
      '==',
      'has(orders[request.path.orderId].note)',
    ],
    ['has(orders[orderId].note) && orders[orderId].note != null', 'this is always true: string is never null', '!='],
    ['orders[orderId] != null', 'always true: Order is never null', '!='],
    ['orders[orderId].paid != null && orders[orderId].paid == null', 'always false: string (date-time) is never null here', '=='],
  ])('%j is a warning: %s', (rule, message, at, hint) => {
    const { rule: compiled, diagnostics: all } = compile(rule);
    const diagnostics = all.filter(({ severity }) => severity !== 'note');
    expect(compiled).not.toBeNull();
    expect(diagnostics.map((d) => `${d.severity} ${d.code}`)).toEqual(['warning never-null']);
    expect(diagnostics[0]?.message).toContain(message);
    expect(rule.slice((diagnostics[0]?.source?.column ?? 1) - 1).startsWith(at)).toBe(true);
    if (hint !== undefined) expect(diagnostics[0]?.hint).toContain(hint);
  });

  it.each(['orders[orderId].paid == null', 'any == null', 'null == null', '[1, null][0] == null'])('%j is none', (rule) => {
    expect(compile(rule).diagnostics).toEqual([]);
  });
});

describe('what may not stand everywhere', () => {
  it.each<readonly [Mistake, Partial<RuleScope>]>([
    [['fresh(orders)', 'fresh-outside-effects', 'fresh'], {}],
    [['fresh(order)', 'unknown-collection', 'fresh', "'orders'"], { fresh: { next: 0 } }],
    [['fresh(counter)', 'unknown-collection', 'fresh'], { fresh: { next: 0 } }],
    [['[1].map(x, fresh(orders))', 'fresh-in-macro', 'fresh'], { fresh: { next: 0 } }],
    [['request.body.amount', 'no-request', 'body'], { request: null }],
    [['orderId', 'unknown-name', 'orderId'], { request: null, parameters: new Map() }],
  ])('%j', (mistake, changes) => expectMistake(mistake, changes));
});

describe('definitions', () => {
  const complaintsOf = (rule: string): readonly string[] =>
    compile(rule).diagnostics.map((d) => `${d.code} ${d.source?.file}:${d.source?.column}`);

  it('that use themselves have no meaning', () => {
    expect(complaintsOf('endless(1)')).toEqual(['recursive-definition definitions:1']);
  });

  it('that are no CEL say so in their own place', () => {
    expect(complaintsOf('broken(1)')).toEqual(['bad-rule definitions:2']);
  });

  it('say where they are called with what they cannot take, once for several calls', () => {
    const { diagnostics } = compile('twice(true) == 2 || twice(true) == 3');
    expect(diagnostics.map((d) => d.code)).toEqual(['no-overload']);
    expect(diagnostics[0]?.source).toMatchObject({ file: 'definitions', column: 3 });
    expect(complaintsOf('isGift(1)')).toEqual(['unknown-field definitions:3']);
    expect(compile('isGift(1)').diagnostics[0]?.hint).toBe('as it is called at rule:1:1');
  });

  it('are not tied to the literals of one call', () => {
    expect(complaintsOf("early('shipped') || early(orders[orderId].status)")).toEqual([]);
  });
});
