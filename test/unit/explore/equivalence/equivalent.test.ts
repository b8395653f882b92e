// Which trajectories are equivalent, which are not, and how they differ. Every difference that is shown was run.

import { afterAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../../../src/contract/contract.ts';
import type { EquivalenceResult, Finding } from '../../../../src/explore/equivalence/equivalence-result.ts';
import { type EquivalentOptions, equivalent } from '../../../../src/explore/equivalence/equivalent.ts';
import { disposeDefaultSolver } from '../../../../src/verify/default-solver.ts';
import { contractOf } from '../../../support/contract-builder.ts';
import { shop, trajectoryOf } from '../../../support/judging.ts';
import type { PlainSchema } from '../../../support/schema-builder.ts';

afterAll(disposeDefaultSolver);

type Plain = Readonly<Record<string, unknown>>;

const order = (quantity: unknown, sku = 'tea', more: Plain = {}): Plain => ({
  operationId: 'placeOrder',
  body: { sku, quantity },
  ...more,
});
const put = (sku: unknown, stock: unknown): Plain => ({ operationId: 'putProduct', params: { sku }, body: { price: 2, stock } });
const of = (operationId: string, orderId = '$steps.order.response.body#/id'): Plain => ({ operationId, params: { orderId } });
const any = (...steps: readonly Plain[]): Plain => ({ initial: 'any', steps });
const reset = (...steps: readonly Plain[]): Plain => ({ steps });

async function compared(
  left: Plain,
  right: Plain,
  options: Partial<EquivalentOptions> = {},
  contract: Contract = shop(),
): Promise<EquivalenceResult> {
  const { value, diagnostics } = await equivalent(
    contract,
    trajectoryOf({ id: 'left', ...left }),
    trajectoryOf({ id: 'right', ...right }),
    options,
  );
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value;
}

/** `equivalent`, `different: only left, results`, `unknown: REASON`. */
function told({ verdict, onlyLeft, onlyRight, results }: EquivalenceResult): string {
  const name = (finding: Finding, text: string): readonly string[] => (finding.kind === 'found' ? [text] : []);
  const found = [...name(onlyLeft, 'only left'), ...name(onlyRight, 'only right'), ...name(results, 'results')];
  if (found.length > 0) return `${verdict}: ${found.join(', ')}`;
  return results.kind === 'unknown' ? `${verdict}: ${results.reason.kind}` : verdict;
}

describe('two trajectories are', () => {
  it.each<[string, Plain, Plain, string]>([
    ['equivalent if they are one', any(order(1), put('a', 1)), any(order(1), put('a', 1)), 'equivalent'],
    [
      'equivalent in another order of calls about different records, at reset',
      reset(order(1), order(1, 'pot')),
      reset(order(1, 'pot'), order(1)),
      'equivalent',
    ],
    [
      'equivalent in another order of calls about different records, from any state',
      any(order(1), order(1, 'pot')),
      any(order(1, 'pot'), order(1)),
      'equivalent',
    ],
    ['equivalent where what one takes from what is there adds up', any(order(1), order(2)), any(order(2), order(1)), 'equivalent'],
    ['different where the last to write wins', any(put('a', 1), put('a', 2)), any(put('a', 2), put('a', 1)), 'different: results'],
    [
      'different where two keys may be one',
      any(put('a', 1), put({ $hole: 'x' }, 2)),
      any(put({ $hole: 'x' }, 2), put('a', 1)),
      'different: results',
    ],
    [
      'different where one needs what the other brings',
      any(put('tea', 5), order(2)),
      any(order(2), put('tea', 5)),
      'different: only left, results',
    ],
    ['different where one does less', reset(order(1, 'tea', { as: 'order' }), of('cancelOrder')), reset(), 'different: results'],
    ['different where one order becomes two', reset(order(2)), reset(order(1), order(1)), 'different: results'],
    ['different where one asks for less', any(of('shipOrder', 'o1')), any(), 'different: only right, results'],
    [
      'equivalent where nobody is left to be asked',
      any(order(9, 'tea', { expect: { status: 404 } })),
      any(order(8, 'tea', { expect: { status: 404 } })),
      'equivalent',
    ],
    ['not compared where neither is accepted', reset(order(9)), reset(order(8)), 'unknown: vacuous'],
    ['equivalent where the second of two equal writes is left out', any(put('a', 1), put('a', 1)), any(put('a', 1)), 'equivalent'],
  ])('%s', async (_, left, right, expected) => {
    expect(told(await compared(left, right))).toBe(expected);
  });

  it('equivalent whatever the holes that they share stand for', async () => {
    const hole = { $hole: 'stock' };
    expect(told(await compared(any(put('a', hole), put('b', hole)), any(put('b', hole), put('a', hole))))).toBe('equivalent');
  });

  it('equivalent where the server chooses the keys of calls that are not the same', async () => {
    const [left, right] = [reset(order(1), put('a', 1)), reset(put('a', 1), order(1))];
    expect((await compared(left, right)).claim.pairs).toEqual([
      { left: 0, right: 1 },
      { left: 1, right: 0 },
    ]);
    const cancelled = reset(order(2, 'tea', { as: 'order' }), of('cancelOrder'), put('tea', 1));
    const other = reset(put('tea', 3), order(2, 'tea', { as: 'order' }), of('cancelOrder'), put('tea', 1));
    expect(told(await compared(cancelled, other, { compared: 'state' }))).toBe('different: results');
  });
});

const ITEM = {
  type: 'object',
  required: ['id', 'n', 'mark'],
  properties: { id: { type: 'string' }, n: { type: 'integer' }, mark: { type: 'string' } },
};
const id = [{ name: 'id', in: 'path' as const, required: true, schema: { type: 'string' } }];
const there = [{ rule: 'id in items', status: 404 }];

/** Items whose keys are chosen by the server or the client, and whose marks the server chooses. */
const ITEMS: Contract = contractOf({
  collections: { items: { key: 'id', schema: ITEM, initial: [{ id: 'a', n: 1, mark: '' }] } },
  variables: { last: { schema: { type: 'string' }, initial: '' } },
  operations: {
    add: { effects: [{ create: 'items', value: "{'n': 1, 'mark': ''}" }], status: 201 },
    addOther: { effects: [{ create: 'items', value: "{'id': fresh('items'), 'n': 1, 'mark': ''}" }], status: 201 },
    addMarked: { effects: [{ create: 'items', value: "{'n': 1}" }], status: 201 },
    put: { parameters: id, effects: [{ create: 'items', upsert: true, value: "{'id': id, 'n': 7, 'mark': ''}" }] },
    create: { parameters: id, effects: [{ create: 'items', value: "{'id': id, 'n': 7, 'mark': ''}" }], status: 201 },
    increase: { parameters: id, preconditions: there, effects: [{ update: 'items[id]', set: { n: 'items[id].n + 1' } }] },
    double: { parameters: id, preconditions: there, effects: [{ update: 'items[id]', set: { n: 'items[id].n * 2' } }] },
    remove: { parameters: id, preconditions: there, effects: [{ delete: 'items[id]' }] },
    mark: { effects: [{ assign: 'last', value: "fresh('items')" }] },
    read: { parameters: id, preconditions: there, response: 'items[id]', responses: { 200: ITEM } },
  },
});

const does = (operationId: string, key?: string): Plain => ({ operationId, ...(key === undefined ? {} : { params: { id: key } }) });

describe('where the server answers and chooses, two trajectories are', () => {
  it.each<[string, Plain, Plain, string]>([
    [
      'different in what they read',
      any(does('read', 'a'), does('increase', 'a')),
      any(does('increase', 'a'), does('read', 'a')),
      'different: results',
    ],
    [
      'equivalent in what they read of another record',
      any(does('read', 'a'), does('increase', 'b')),
      any(does('increase', 'b'), does('read', 'a')),
      'equivalent',
    ],
    [
      'different where adding and doubling change places',
      any(does('increase', 'a'), does('double', 'a')),
      any(does('double', 'a'), does('increase', 'a')),
      'different: results',
    ],
    [
      'equivalent where a new key is chosen in either order',
      any(does('add'), does('increase', 'a')),
      any(does('increase', 'a'), does('add')),
      'equivalent',
    ],
    [
      'undecided where it would take another call to choose the same',
      reset(does('mark')),
      reset(does('mark'), does('mark')),
      'unknown: not-realisable',
    ],
    [
      'different where a new key may be the one that is put, or may not',
      reset(does('add'), does('put', 'b')),
      reset(does('put', 'b'), does('add')),
      'different: results',
    ],
    [
      'different in what they accept where a new key may be the one that is created, or may not',
      reset(does('add'), does('create', 'b')),
      reset(does('create', 'b'), does('add')),
      'different: only right',
    ],
    [
      'equivalent where a key that was there may not come again',
      reset(does('remove', 'a'), does('add')),
      reset(does('add'), does('remove', 'a')),
      'equivalent',
    ],
  ])('%s', async (_, left, right, expected) => {
    expect(told(await compared(left, right, {}, ITEMS))).toBe(expected);
  });

  it('the same but for answers where only these tell them apart', async () => {
    const [left, right] = [any(does('read', 'a'), does('increase', 'a')), any(does('increase', 'a'), does('read', 'a'))];
    expect(told(await compared(left, right, { compared: 'state' }, ITEMS))).toBe('equivalent');
  });

  it('undecided where it would take other keys in calls that do not correspond', async () => {
    expect(told(await compared(reset(does('add')), reset(does('addOther')), {}, ITEMS))).toBe('unknown: not-realisable');
  });
});

describe('a difference', () => {
  it('is told with a legal state, both runs and the places', async () => {
    const { results } = await compared(any(put('a', 1), put('a', 2)), any(put('a', 2), put('a', 1)));
    if (results.kind !== 'found') throw new Error('no difference');
    const { initial, differences, left, right } = results.witness;
    // Nothing need be there.
    expect(initial).toEqual(new Map());
    expect(differences).toEqual([{ place: "products['a'].stock", left: 2, right: 1 }]);
    expect([left, right].map(({ replay, failed }) => [replay.steps.length, failed])).toEqual([
      [2, null],
      [2, null],
    ]);
  });

  it('of acceptance names the step that is refused', async () => {
    const { onlyRight } = await compared(any(of('shipOrder', 'o1')), any());
    expect(onlyRight.kind === 'found' && onlyRight.witness.left.failed).toBe(0);
  });
});

describe('a question is wrong', () => {
  it('where the trajectories start in different states, unless one is named', async () => {
    const { value, diagnostics } = await equivalent(shop(), trajectoryOf(any()), trajectoryOf(reset()));
    expect([value, diagnostics.map(({ code }) => code)]).toEqual([null, ['different-initial-states']]);
    expect(told(await compared(any(), reset(), { verify: { initial: { kind: 'any' } } }))).toBe('equivalent');
  });
});

describe('what is referred to exists in a legal state, and', () => {
  const record = (...names: readonly string[]): PlainSchema => ({
    type: 'object',
    required: names,
    additionalProperties: false,
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  });
  const parameters = [{ name: 'id', in: 'query', required: true, schema: { type: 'string' } }] as const;
  const library = contractOf({
    collections: {
      books: { key: 'id', schema: record('id') },
      loans: { key: 'id', schema: record('id', 'book'), references: { book: { collection: 'books' } } },
    },
    operations: {
      drop: { parameters, preconditions: ['request.query.id in books'], effects: [{ delete: 'books[request.query.id]' }] },
      see: { parameters, preconditions: ['request.query.id in loans'] },
      seeBook: { parameters, preconditions: ['request.query.id in loans', 'loans[request.query.id].book in books'] },
    },
  });
  const call = (operationId: string, id: string): Plain => ({ operationId, params: { id } });
  const about = async (left: readonly Plain[], right: readonly Plain[]): Promise<readonly unknown[]> => {
    const result = await compared(any(...left), any(...right), { compared: 'state' }, library);
    return [told(result), result.claim.links];
  };

  it('is said where the proof needs it', async () => {
    expect(await about([call('see', 'l')], [call('seeBook', 'l')])).toEqual(['equivalent', ['loans.book to books']]);
  });

  it('is not said where it does not', async () => {
    const [a, b] = [call('see', 'a'), call('see', 'b')];
    expect(await about([a, b], [b, a])).toEqual(['equivalent', []]);
  });

  it('is not so after a step that leaves it dangling', async () => {
    const drop = call('drop', 'b');
    expect(await about([drop, call('see', 'l')], [drop, call('seeBook', 'l')])).toEqual(['different: only left', ['loans.book to books']]);
  });
});
