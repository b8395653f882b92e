// In which order steps are put, which commute and which can be left out; laws of normal forms.

import { afterAll, describe, expect, it } from 'vitest';
import { toJson } from '../../../../src/base/json.ts';
import type { Contract } from '../../../../src/contract/contract.ts';
import { trajectoryValue } from '../../../../src/contract/print-trajectory.ts';
import { withOnly } from '../../../../src/contract/relink.ts';
import type { Trajectory } from '../../../../src/contract/trajectory.ts';
import { equivalent } from '../../../../src/explore/equivalence/equivalent.ts';
import { commutes, isRedundant, normalForm } from '../../../../src/explore/equivalence/normal-form.ts';
import type { Sameness } from '../../../../src/explore/equivalence/normal-form-result.ts';
import { disposeDefaultSolver } from '../../../../src/verify/default-solver.ts';
import { contractOf } from '../../../support/contract-builder.ts';
import { shop, trajectoryOf } from '../../../support/judging.ts';

afterAll(disposeDefaultSolver);

type Plain = Readonly<Record<string, unknown>>;

const put = (sku: string, stock: number): Plain => ({ operationId: 'putProduct', params: { sku }, body: { price: 2, stock } });
const order = (sku: string, quantity: number, as?: string): Plain => ({
  operationId: 'placeOrder',
  body: { sku, quantity },
  ...(as === undefined ? {} : { as }),
});
const ship = (as: string): Plain => ({ operationId: 'shipOrder', params: { orderId: `$steps.${as}.response.body#/id` } });
const cancel = (as: string): Plain => ({ ...ship(as), operationId: 'cancelOrder' });

const COUNTER = { type: 'object', required: ['id', 'n'], properties: { id: { type: 'string' }, n: { type: 'integer' } } };
const id = [{ name: 'id', in: 'path' as const, required: true, schema: { type: 'string' } }];
const there = [{ rule: 'id in counters', status: 404 }];

const COUNTERS: Contract = contractOf({
  collections: {
    counters: {
      key: 'id',
      schema: COUNTER,
      initial: [
        { id: 'a', n: 1 },
        { id: 'b', n: 2 },
      ],
    },
  },
  operations: {
    add: { parameters: id, preconditions: there, effects: [{ update: 'counters[id]', set: { n: 'counters[id].n + 1' } }] },
    double: { parameters: id, preconditions: there, effects: [{ update: 'counters[id]', set: { n: 'counters[id].n * 2' } }] },
    zero: { parameters: id, preconditions: there, effects: [{ update: 'counters[id]', set: { n: '0' } }] },
    read: { parameters: id, preconditions: there, response: 'counters[id]', responses: { 200: COUNTER } },
    addMany: {
      parameters: [...id, { name: 'by', in: 'query', required: true, schema: { type: 'integer' } }],
      preconditions: there,
      effects: [{ update: 'counters[id]', set: { n: 'counters[id].n + by' } }],
    },
  },
});
const does = (operationId: string, key: string, more: Plain = {}): Plain => ({ operationId, params: { id: key }, ...more });
const withRead = (key: string): Plain => ({ operationId: 'addMany', params: { id: key, by: '$steps.seen.response.body#/n' } });

async function orderOf(contract: Contract, plain: Plain): Promise<readonly number[]> {
  return (await normalForm(contract, trajectoryOf(plain))).order;
}

describe('the normal order', () => {
  it.each<[string, Contract, Plain, readonly number[]]>([
    [
      'puts the least call first that can come first',
      COUNTERS,
      { steps: [does('read', 'b'), does('add', 'b'), does('add', 'a')] },
      [2, 0, 1],
    ],
    ['leaves apart what does not commute', COUNTERS, { steps: [does('double', 'a'), does('add', 'a')] }, [0, 1]],
    [
      'moves a step past what is greater to where it may stand',
      COUNTERS,
      { steps: [does('zero', 'b'), does('read', 'a'), does('add', 'b')] },
      [1, 0, 2],
    ],
    ['keeps a step after the one whose answer it uses', COUNTERS, { steps: [does('read', 'b', { as: 'seen' }), withRead('a')] }, [0, 1]],
    ['holds from every state', COUNTERS, { initial: 'any', steps: [does('read', 'b'), does('add', 'b'), does('add', 'a')] }, [2, 0, 1]],
    ['moves calls whose keys the server chooses', shop(), { steps: [order('tea', 2), order('pot', 1)] }, [1, 0]],
    [
      'keeps what must not be there on the way',
      COUNTERS,
      { never: "counters['a'].n > 9", steps: [does('read', 'b'), does('add', 'a')] },
      [0, 1],
    ],
  ])('%s', async (_, contract, plain, expected) => {
    expect(await orderOf(contract, plain)).toEqual(expected);
  });

  it('names the steps that are used by their places, and no others', async () => {
    const { trajectory } = await normalForm(
      shop(),
      trajectoryOf({ steps: [order('tea', 2, 'x'), put('a', 1), ship('x'), order('pot', 1, 'y')] }),
    );
    expect(trajectory.steps.map(({ operationId, as }) => [operationId, as])).toEqual([
      ['placeOrder', null],
      ['placeOrder', 's1'],
      ['putProduct', null],
      ['shipOrder', null],
    ]);
    expect(toJson(trajectoryValue(trajectory))).toContain('$steps.s1.response.body#/id');
  });
});

const told = (sameness: Sameness): string => (sameness.kind === 'refuted' ? sameness.why : sameness.kind);

describe('a step', () => {
  it.each<[string, Plain, string]>([
    ['that changes nothing can be left out', { steps: [does('read', 'a'), does('add', 'a')] }, 'proved'],
    ['whose answer is used cannot', { steps: [does('read', 'a', { as: 'seen' }), withRead('a')] }, 'uses'],
    ['whose answer has a name that nobody uses can', { steps: [does('read', 'a', { as: 'seen' }), does('add', 'a')] }, 'proved'],
    ['whose change is written over can', { steps: [does('add', 'a'), does('zero', 'a')] }, 'proved'],
    ['whose change is read cannot', { steps: [does('add', 'a'), does('read', 'a'), does('zero', 'a')] }, 'differs'],
    ['that says what is accepted cannot, from every state', { initial: 'any', steps: [does('read', 'a'), does('add', 'b')] }, 'differs'],
    ['that says it again can, from every state', { initial: 'any', steps: [does('read', 'a'), does('add', 'a')] }, 'proved'],
  ])('%s', async (_, plain, expected) => {
    expect(told(await isRedundant(COUNTERS, trajectoryOf(plain), 0))).toBe(expected);
  });

  it.each<[string, Plain, string]>([
    ['commutes with one about another record', { steps: [does('add', 'a'), does('double', 'b')] }, 'proved'],
    [
      'commutes where both add',
      { initial: 'any', steps: [does('add', 'a'), { operationId: 'addMany', params: { id: 'a', by: 3 } }] },
      'proved',
    ],
    ['does not where the order shows', { initial: 'any', steps: [does('add', 'a'), does('double', 'a')] }, 'differs'],
    ['does not with one that uses its answer', { steps: [does('read', 'a', { as: 'seen' }), withRead('b')] }, 'uses'],
  ])('%s', async (_, plain, expected) => {
    expect(told(await commutes(COUNTERS, trajectoryOf(plain), 0))).toBe(expected);
  });
});

describe('what is left out one after the other', () => {
  it('comes to the same, and of two that do the same one stays', async () => {
    const plain = { steps: [does('zero', 'a'), does('read', 'b'), does('zero', 'a'), does('add', 'a')] };
    const { reduced, omissible } = await normalForm(COUNTERS, trajectoryOf(plain));
    expect(omissible.map(told)).toEqual(['proved', 'proved', 'proved', 'differs']);
    expect(reduced.order).toHaveLength(2);
  });
});

/** All orders of the trajectory that come of steps that commute. */
async function ordersOf(contract: Contract, trajectory: Trajectory): Promise<readonly Trajectory[]> {
  const indices = [...trajectory.steps.keys()];
  const found = new Map([[indices.join(), indices as readonly number[]]]);
  for (const current of found.values()) {
    for (const at of current.slice(1).keys()) {
      const here = withOnly(trajectory, current);
      const [a, b] = [current[at], current[at + 1]];
      if (here === null || a === undefined || b === undefined) throw new Error('no such order');
      const next = current.with(at, b).with(at + 1, a);
      if (!found.has(next.join()) && (await commutes(contract, here, at)).kind === 'proved') found.set(next.join(), next);
    }
  }
  return [...found.values()].map((indicesOfOne) => withOnly(trajectory, indicesOfOne)).filter((made) => made !== null);
}

describe('laws of normal forms', () => {
  it.each<[string, Contract, Plain, number]>([
    ['of two orders, one of which is shipped', shop(), { steps: [order('tea', 2, 'x'), order('pot', 1, 'y'), ship('y'), put('a', 1)] }, 12],
    ['of an order that is cancelled', shop(), { steps: [order('tea', 1, 'x'), put('a', 1), cancel('x'), put('b', 2)] }, 12],
    ['of equal calls', shop(), { steps: [order('tea', 1, 'x'), order('tea', 1, 'y'), ship('y'), ship('x')] }, 6],
    [
      'of counters, from every state',
      COUNTERS,
      { initial: 'any', steps: [does('double', 'a'), does('add', 'b'), does('read', 'a'), does('zero', 'b')] },
      6,
    ],
  ])('hold %s', async (_, contract, plain, orders) => {
    const trajectory = trajectoryOf({ id: 't', ...plain });
    const { trajectory: normal } = await normalForm(contract, trajectory);
    const text = toJson(trajectoryValue(normal));
    const all = await ordersOf(contract, trajectory);
    expect(all).toHaveLength(orders);
    for (const other of all) expect(toJson(trajectoryValue((await normalForm(contract, other)).trajectory))).toBe(text);
    expect(toJson(trajectoryValue((await normalForm(contract, normal)).trajectory))).toBe(text);
    expect((await equivalent(contract, trajectory, normal)).value?.verdict).toBe('equivalent');
  });
});
