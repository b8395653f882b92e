// The nearest valid trajectory: changes before insertions before deletions before reorderings, each proved, and what is called nearest is.

import { afterAll, describe, expect, it } from 'vitest';
import { renderRepair } from '../../../src/cli/render-repair.ts';
import { type RepairResult, repair } from '../../../src/explore/repair/repair.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { verify } from '../../../src/verify/verify.ts';
import { judged, shop, trajectoryOf } from '../../support/judging.ts';

afterAll(disposeDefaultSolver);

type Plain = Readonly<Record<string, unknown>>;
const place = (quantity: unknown, more: Plain = {}): Plain => ({ operationId: 'placeOrder', body: { sku: 'tea', quantity }, ...more });
const ofOrder = (operationId: string, more: Plain = {}): Plain => ({
  operationId,
  params: { orderId: '$steps.order.response.body#/id' },
  ...more,
});

async function repaired(plain: Plain): Promise<RepairResult> {
  return repair(shop(), trajectoryOf(plain), await judged(shop(), plain));
}

/** `change 0 body.quantity`, `insert 0 putProduct`, `delete 1`, `move 1 0`. */
function told(result: RepairResult): readonly string[] {
  if (result.kind === 'none') return [];
  return result.repair.edits.map(({ edit }) => {
    if (edit.kind === 'change') return `change ${edit.step} ${[edit.place.parameter ?? 'body', ...edit.place.path].join('.')}`;
    if (edit.kind === 'insert') return `insert ${edit.step} ${edit.operationId}`;
    return edit.kind === 'move' ? `move ${edit.step} ${edit.to}` : `delete ${edit.step}`;
  });
}

describe('the nearest repair is', () => {
  it.each<[string, Plain, readonly string[]]>([
    ['another argument at the failing step', { steps: [place(9)] }, ['change 0 body.quantity']],
    [
      'the argument nearest to the failure, where two could be changed',
      {
        initial: { products: [{ sku: 'tea', price: 1, stock: 5 }] },
        steps: [place(4), place(2)],
        goal: "products['tea'].stock == 0 && orders.size() == 2",
      },
      ['change 1 body.quantity'],
    ],
    ['a required argument that is missing', { steps: [{ operationId: 'placeOrder', body: { sku: 'tea' } }] }, ['change 0 body.quantity']],
    ['an argument as a whole, where it is of another form', { steps: [place({ of: 'tea' })] }, ['change 0 body.quantity']],
    ['a call that is missing', { initial: { products: [] }, steps: [place(1)] }, ['insert 0 putProduct']],
    ['a call too many', { steps: [place(1, { as: 'order' }), ofOrder('shipOrder'), ofOrder('cancelOrder')] }, ['delete 2']],
    [
      'another order, where nothing less will do',
      {
        initial: { products: [] },
        steps: [place(1), { operationId: 'putProduct', params: { sku: 'tea' }, body: { price: 2, stock: 3 } }],
        goal: "products['tea'].stock == 2 && orders.size() == 1",
      },
      ['move 0 1'],
    ],
  ])('%s', async (_, plain, edits) => {
    expect(told(await repaired(plain))).toEqual(edits);
  });

  it('proved like any other trajectory', async () => {
    const result = await repaired({ initial: { products: [] }, steps: [place(1)] });
    if (result.kind === 'none') throw new Error('no repair');
    expect((await verify(shop(), result.repair.trajectory)).value?.verdict).toBe('valid');
    expect(result.repair.verdict.verdict).toBe('valid');
  });

  it('called nearest from every state, where the solver refutes all that are nearer', async () => {
    const result = await repaired({ initial: 'any', steps: [place(1)] });
    expect([told(result), result.kind === 'repaired' && result.repair.isNearest]).toEqual([['insert 0 putProduct'], true]);
  });

  it('two edits, where one will not do', async () => {
    const steps = [place(1, { as: 'order' }), ofOrder('shipOrder'), ofOrder('cancelOrder'), ofOrder('cancelOrder')];
    const result = await repaired({ steps });
    expect(told(result)).toEqual(['delete 2', 'delete 2']);
    expect(result).toMatchObject({ repair: { isNearest: false, limits: ['second-edit'] } });
    const text = renderRepair(trajectoryOf({ steps }), result);
    expect(text?.match(/leave out .*/g)).toEqual(['leave out step 2 cancelOrder', 'leave out step 3 cancelOrder']);
    expect(text).toMatch(/2 edits, proved; there may be a nearer one: a second edit is tried only after/);
  });

  it('none, where nothing will do, and that is said', async () => {
    const result = await repaired({ steps: [], goal: 'orders.exists(o, orders[o].total < 0.0)' });
    expect(result).toMatchObject({ kind: 'none', edits: 2, limits: expect.arrayContaining(['second-edit']) });
    expect(renderRepair(trajectoryOf({ steps: [] }), result)).toMatch(/no repair was found with up to 2 edits, \d+ tried: /);
  });

  it('told with how many nearer ones were refuted', async () => {
    const steps = [place(1, { as: 'order' }), ofOrder('shipOrder'), ofOrder('cancelOrder')];
    const result = await repaired({ steps });
    expect(renderRepair(trajectoryOf({ steps }), result)).toMatch(
      /^ *valid with 1 edit, proved; none is nearer: all [1-9]\d* before it were refuted\n *leave out step 2 cancelOrder$/,
    );
  });

  it('not looked for where the trajectory is valid, or has holes', async () => {
    for (const plain of [{ steps: [place(1)] }, { steps: [place({ $hole: 'q' })], goal: 'orders.exists(o, orders[o].total > 100.0)' }])
      expect(await repaired(plain)).toEqual({ kind: 'none', edits: 0, tried: 0, limits: [] });
  });
});
