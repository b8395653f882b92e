// Which steps of a counterexample matter: those without which it would not fail in the same way.

import { afterAll, describe, expect, it } from 'vitest';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { judged, shop } from '../../support/judging.ts';

afterAll(disposeDefaultSolver);

type Plain = Readonly<Record<string, unknown>>;
const place = (sku: string, quantity: number, more: Plain = {}): Plain => ({ operationId: 'placeOrder', body: { sku, quantity }, ...more });
const put = (sku: string, stock: number): Plain => ({ operationId: 'putProduct', params: { sku }, body: { price: 1, stock } });
const ofOrder = (operationId: string): Plain => ({ operationId, params: { orderId: '$steps.order.response.body#/id' } });

describe('a step matters', () => {
  it.each<[string, Plain, string]>([
    ['if it wrote what the requirement reads', { steps: [place('tea', 2), place('tea', 4)] }, '11'],
    ['not if it wrote something else', { steps: [place('pot', 1), put('cup', 3), place('tea', 9)] }, '001'],
    [
      'if a step that matters takes something from its answer',
      { steps: [place('pot', 1, { as: 'order' }), ofOrder('shipOrder'), ofOrder('cancelOrder')] },
      '111',
    ],
    ['not if its writes were overwritten', { steps: [place('tea', 1), put('tea', 2), place('tea', 3)] }, '011'],
    [
      'not if only a step that does not matter needs it',
      { steps: [place('pot', 1, { as: 'order' }), ofOrder('shipOrder'), place('tea', 9)] },
      '001',
    ],
    [
      'if the goal reads what it wrote, also where nothing at all would fail the goal too',
      { steps: [place('tea', 1), place('pot', 1)], goal: "products['tea'].stock == 0" },
      '10',
    ],
    [
      'not for a claim that it leads nowhere near',
      { steps: [place('tea', 1), put('cup', 1)], never: "'cup' in products && products['cup'].stock == 1" },
      '01',
    ],
    ['if it changed what must end as it began', { steps: [put('cup', 1), place('tea', 1), place('tea', 1)], frame: ['orders'] }, '011'],
    ['not where no request could be made', { steps: [place('tea', 1), { operationId: 'buyOrder' }] }, '01'],
  ])('%s', async (_, plain, relevant) => {
    const { verdict, steps } = await judged(shop(), plain);
    expect([verdict, steps.map((step) => (step.relevant === undefined ? '?' : Number(step.relevant))).join('')]).toEqual([
      'invalid',
      relevant,
    ]);
  });

  it('to a counterexample from any state as well', async () => {
    const { steps } = await judged(shop(), { initial: 'any', steps: [put('tea', 3), put('pot', 1), place('tea', 4)] });
    expect(steps.map(({ relevant }) => relevant)).toEqual([true, false, true]);
  });

  it('only in a trajectory that fails, and up to where it does', async () => {
    expect((await judged(shop(), { steps: [place('tea', 1)] })).steps.map(({ relevant }) => relevant)).toEqual([undefined]);
    const goingOn = await judged(shop(), { steps: [put('cup', 1), place('tea', 9), put('cup', 2)] }, { keepGoing: true });
    expect(goingOn.steps.map(({ relevant }) => relevant)).toEqual([false, true, undefined]);
  });
});
