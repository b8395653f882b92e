// Claims about explanations: the values that decided, the places they came from, and the writes that made them so.

import { describe, expect, it } from 'vitest';
import { toJson } from '../../../src/base/json.ts';
import type { Value } from '../../../src/base/value.ts';
import type { Write } from '../../../src/simulate/effects/write.ts';
import { environmentOf } from '../../../src/simulate/evaluate/environment.ts';
import { EvaluationError } from '../../../src/simulate/evaluation-error.ts';
import { type Explanation, explainRule, lastWrites } from '../../../src/simulate/explain/explain.ts';
import { overlaps, showPlace } from '../../../src/simulate/place-path.ts';
import { stateOf } from '../../../src/simulate/read-state.ts';
import { contractOf, stateRuleOf } from '../../support/contract-builder.ts';
import { valueOf } from '../../support/schema-builder.ts';

const contract = contractOf({
  collections: {
    orders: {
      schema: {
        type: 'object',
        required: ['id', 'status', 'items'],
        properties: {
          id: { type: 'string' },
          status: { type: 'string' },
          owner: { type: 'string' },
          items: { type: 'array', items: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } } },
        },
      },
      key: 'id',
    },
  },
  variables: { chosen: { schema: { type: 'string' }, initial: 'o1' } },
});
const state = stateOf(
  contract,
  valueOf({
    orders: [
      { id: 'o1', status: 'open', items: [{ n: 1 }, { n: 5 }] },
      { id: 'o2', status: 'done', owner: 'me', items: [] },
    ],
  }),
).value;
if (state === null) throw new Error('the state of this test is wrong');

const explain = (text: string): Explanation => explainRule(stateRuleOf(contract, text).expression, environmentOf(state));
const values = (text: string): Record<string, string> =>
  Object.fromEntries(
    Array.from(explain(text).values, ([part, value]) => [part, value instanceof EvaluationError ? `error ${value.code}` : toJson(value)]),
  );
const reads = (text: string): readonly string[] => explain(text).reads.map((place) => showPlace(place));

describe('the values of a rule', () => {
  it('are those of the chains in it, not of literals or of prefixes', () => {
    expect(values("orders[chosen].status == 'done'")).toEqual({ 'orders[chosen].status': '"open"', chosen: '"o1"' });
  });
  it('leave out the side that does not matter', () => {
    expect(values("orders['o1'].status == 'done' && orders['o2'].status == 'done'")).toEqual({
      "orders['o1'].status == 'done'": 'false',
      "orders['o1'].status": '"open"',
    });
    expect(values("chosen == 'x' ? orders['o1'].status == 'a' : orders['o2'].status == 'b'")).not.toHaveProperty(["orders['o1'].status"]);
  });
  it('name the part that has no value', () => {
    expect(values("orders['o1'].owner == 'me'")).toMatchObject({
      "orders['o1'].owner": 'error no-such-property',
      "orders['o1'].owner == 'me'": 'error no-such-property',
    });
  });
  it('show the element that decides a quantifier', () => {
    expect(values("orders.all(k, orders[k].status == 'open')")).toMatchObject({ k: '"o2"', 'orders[k].status': '"done"' });
    expect(values("orders['o1'].items.all(i, i.n < 3)")).toMatchObject({ i: '{"n":5}', 'i.n': '5' });
  });
  it('show results of calls inside a rule', () => {
    expect(Object.values(values("size(orders['o1'].items) > 5"))).toContain('2');
  });
});

describe('the part of a rule that decides', () => {
  it.each<[string, string, string | null, Readonly<Record<string, string>>]>([
    ['is the side of an `and` that is false', "chosen == 'o1' && chosen == 'o2' && chosen != ''", "chosen == 'o2'", {}],
    ['is the side of an `or` that is true', "chosen == 'o2' || chosen == 'o1'", "chosen == 'o1'", {}],
    ['is the whole `or` where no side is true', "chosen == 'o2' || chosen == 'o3'", null, {}],
    ['is the side that has no value', "chosen == 'o1' && orders['o1'].owner == 'me'", "orders['o1'].owner == 'me'", {}],
    [
      'is the body at the element that breaks an `all`',
      "orders.all(k, orders[k].status == 'open')",
      "orders[k].status == 'open'",
      { k: '"o2"' },
    ],
    [
      'is as deep as it goes, with every name that it uses, outermost first',
      "orders.all(k, orders['o1'].items.all(i, k != '' && (i.n < 3 || k == 'o2')))",
      "i.n < 3 || k == 'o2'",
      { k: '"o1"', i: '{"n":5}' },
    ],
    ['is the whole `all` where it holds', "orders.all(k, k != '')", null, {}],
    ['is the body at the element that makes `exists` true', "orders.exists(k, k == 'o2')", "k == 'o2'", { k: '"o2"' }],
    ['is the branch that is taken', "chosen == 'o1' ? 1 > 2 : 2 > 1", '1 > 2', {}],
    ['is what is said of a name', "cel.bind(s, orders['o2'].status, s != '' && s == 'open')", "s == 'open'", { s: '"done"' }],
    ['is the whole rule where nothing less decides', 'orders.size() > 2', null, {}],
  ])('%s', (_, rule, text, bindings) => {
    const { deciding } = explain(rule);
    const shown = Object.fromEntries([...(deciding?.bindings ?? [])].map(([name, value]) => [name, toJson(value)]));
    expect([deciding?.text ?? null, Object.entries(shown)]).toEqual([text, Object.entries(bindings)]);
  });
  it('comes with the values in it alone', () => {
    const { deciding } = explain("chosen == 'o1' && orders.all(k, orders[k].status == 'open')");
    expect([...(deciding?.values ?? [])]).toEqual([
      ['orders[k].status', 'done'],
      ['k', 'o2'],
    ]);
  });
});

describe('the places that a rule read', () => {
  it('are as small as they can be named', () => {
    expect(reads("orders[chosen].status == 'done'")).toEqual(["orders['o1'].status", 'chosen']);
    expect(reads("'o9' in orders")).toEqual(["orders['o9']"]);
    expect(reads("orders['o1'].items.all(i, i.n < 3)")).toEqual(["orders['o1'].items[1]", "orders['o1'].items[1].n"]);
    expect(reads('orders.all(k, o, o.items.size() > 0)')).toEqual(["orders['o2']", "orders['o2'].items"]);
  });
  it('are whole collections where no element decides', () => {
    expect(reads("orders.exists(k, orders[k].status == 'lost')")).toEqual(['orders']);
    expect(reads('orders.size() == 3')).toEqual(['orders']);
  });
  it('follow names bound to parts of the state', () => {
    expect(reads("cel.bind(o, orders['o1'], o.status == 'done')")).toEqual(["orders['o1']", "orders['o1'].status"]);
  });
});

describe('two places touch', () => {
  const place = (...path: unknown[]): { root: string; path: readonly Value[] } => ({ root: 'orders', path: path.map(valueOf) });
  it('if one is the other or inside it', () => {
    expect(overlaps(place('o1'), place('o1', 'status'))).toBe(true);
    expect(overlaps(place(), place('o1', 'status'))).toBe(true);
    expect(overlaps(place('o1', 'status'), place('o1', 'items'))).toBe(false);
    expect(overlaps(place('1'), place(1))).toBe(false);
  });
});

describe('the last write to a place', () => {
  const write = (path: unknown[], before: unknown, after: unknown, effect: string): Write => ({
    root: 'orders',
    path: path.map(valueOf),
    before: before === undefined ? undefined : valueOf(before),
    after: after === undefined ? undefined : valueOf(after),
    effect,
  });
  const history = [
    [write(['o1'], undefined, { status: 'open', n: 1 }, 'create')],
    [write(['o1', 'status'], 'open', 'done', 'set')],
    [write(['o1'], { status: 'done', n: 1 }, { status: 'done', n: 2 }, 'merge'), write(['o2'], {}, undefined, 'delete')],
  ];
  const blamed = (...places: (readonly unknown[])[]): readonly string[] =>
    lastWrites(
      places.map((path) => ({ root: 'orders', path: path.map(valueOf) })),
      history,
    ).map(({ step, write: { effect } }) => `${step} ${effect}`);
  it('is the newest that made a difference there', () => {
    expect(blamed(['o1', 'status'])).toEqual(['1 set']);
    expect(blamed(['o1', 'n'])).toEqual(['2 merge']);
    expect(blamed(['o2', 'anything'])).toEqual([]);
    expect(blamed(['o2'])).toEqual(['2 delete']);
    expect(blamed(['o3'])).toEqual([]);
  });
  it('is named once, oldest first', () => expect(blamed(['o1', 'n'], ['o1', 'status'], ['o1', 'n'])).toEqual(['1 set', '2 merge']));
});
