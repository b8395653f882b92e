// What users have stumbled on.

import { afterAll, expect, it } from 'vitest';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { contractOf } from '../../support/contract-builder.ts';
import { judged, shop, trajectoryOf } from '../../support/judging.ts';

afterAll(disposeDefaultSolver);

const TOTAL = 'accounts.map(a, accounts[a].balance).sum()';

it('a call that an empty state refuses is refuted, though a sum over all records is promised', async () => {
  const bank = contractOf({
    collections: {
      accounts: {
        schema: { type: 'object', required: ['id', 'balance'], properties: { id: { type: 'string' }, balance: { type: 'integer' } } },
        key: 'id',
      },
    },
    operations: {
      take: {
        parameters: [{ name: 'from', in: 'query', required: true, schema: { type: 'string' } }],
        preconditions: ['request.query.from in accounts'],
        effects: [{ update: 'accounts[request.query.from]', set: { balance: 'accounts[request.query.from].balance - 1' } }],
        postconditions: [`${TOTAL} == old.${TOTAL.replace('accounts[a]', 'old.accounts[a]')} - 1`],
      },
    },
  });
  const verdict = await judged(bank, { initial: 'any', steps: [{ operationId: 'take', params: { from: 'x' } }] });
  expect(verdict).toMatchObject({ verdict: 'invalid', failure: { actual: 409 } });
});

it('a bound that is left is named: the clock of any state', async () => {
  const promo = contractOf({
    operations: { redeem: { preconditions: ["now < timestamp('2026-06-01T00:00:00Z')"] } },
  });
  const valid = await judged(promo, { initial: 'any', steps: [{ operationId: 'redeem' }] });
  expect(valid.claim.bound).toEqual([{ what: 'seconds since reset', size: 0 }]);
  expect((await judged(promo, { steps: [{ operationId: 'redeem' }] })).claim.bound).toBe(null);
});

it('a step that expects another status than was recorded claims two things at once', () => {
  const steps = [{ operationId: 'placeOrder', expect: { status: 201 }, response: { status: 409 } }];
  expect(() => trajectoryOf({ steps })).toThrow('expects 201, and the recorded response has 409');
});

it('a recorded body outside its schema is told by what is wrong with it', async () => {
  const body = { id: 'o1', sku: 'tea', quantity: '2', total: 9, status: 'placed' };
  const { failure } = await judged(shop(), {
    steps: [{ operationId: 'placeOrder', body: { sku: 'tea', quantity: 2 }, response: { status: 201, body } }],
  });
  expect(failure?.requirement.message).toMatch(/: response\.body\.quantity: /);
});
