// What `envfactory verify --normal-form` adds to a verdict.

import { afterAll, describe, expect, it } from 'vitest';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { command, temporaryFolder } from '../../support/command.ts';
import { checkVerdict } from '../../support/judging.ts';

const SHOP = 'specs/shop/openapi.yaml';
const folder = temporaryFolder();
afterAll(async () => {
  folder.remove();
  await disposeDefaultSolver();
});

const put = { operationId: 'putProduct', params: { sku: 'a' }, body: { price: 2, stock: 5 } };
const order = { operationId: 'placeOrder', body: { sku: 'tea', quantity: 2 }, as: 'order' };
const ship = { operationId: 'shipOrder', params: { orderId: '$steps.order.response.body#/id' } };
const file = folder.file('t.json', { id: 't', steps: [put, put, order, ship] });

describe('verify --normal-form', () => {
  it('tells which steps commute, which can be left out, and the normal order', async () => {
    const { status, stdout } = await command('verify', SHOP, file, '--normal-form');
    expect(status).toBe(0);
    expect(stdout).toBe(
      [
        'valid    t  4 of 4 steps hold',
        '  normal order: 2 0 1 3',
        '    step 0 putProduct and step 1 putProduct commute',
        '    step 1 putProduct and step 2 placeOrder commute',
        '    step 2 placeOrder and step 3 shipOrder do not commute: the second uses the first',
        '    step 0 putProduct can be left out',
        '    step 1 putProduct can be left out',
        '    all of it comes to what steps 2 0 3 come to alone',
        '    {"id":"t","initial":"reset","steps":[{"operationId":"placeOrder","body":{"sku":"tea","quantity":2},"as":"s0"},' +
          '{"operationId":"putProduct","params":{"sku":"a"},"body":{"price":2,"stock":5}},' +
          '{"operationId":"putProduct","params":{"sku":"a"},"body":{"price":2,"stock":5}},' +
          '{"operationId":"shipOrder","params":{"orderId":"$steps.s0.response.body#/id"}}]}',
        '',
      ].join('\n'),
    );
  });

  it('is part of the verdict as JSON, of the published form', async () => {
    const { stdout } = await command('verify', SHOP, file, '--normal-form', '--json');
    checkVerdict(stdout);
    expect(JSON.parse(stdout)).toMatchObject({
      normalForm: {
        order: [2, 0, 1, 3],
        reduced: { order: [2, 0, 3] },
        commute: [{ steps: [0, 1], same: 'proved' }, {}, { same: 'refuted', why: 'uses' }],
      },
    });
  });

  it('is about the values that were found for holes', async () => {
    const open = folder.file('open.json', { id: 'open', steps: [put, { ...order, body: { sku: 'tea', quantity: { $hole: 'q' } } }] });
    const { stdout } = await command('verify', SHOP, open, '--normal-form', '--json');
    const { holes, normalForm } = JSON.parse(stdout);
    expect(normalForm.trajectory.steps[0].body.quantity).toBe(holes.q);
  });

  it('says nothing of what is not valid', async () => {
    const refused = folder.file('refused.json', { id: 'refused', steps: [{ ...order, body: { sku: 'tea', quantity: 99 } }] });
    const { stdout } = await command('verify', SHOP, refused, '--normal-form', '--json', '--no-repair');
    expect(JSON.parse(stdout)).not.toHaveProperty('normalForm');
  });
});
