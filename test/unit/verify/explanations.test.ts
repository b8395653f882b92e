// A refutation says which earlier steps wrote what the failed requirement read, and which values it read.

import { afterAll, describe, expect, it } from 'vitest';
import { toJson } from '../../../src/base/json.ts';
import { showSource } from '../../../src/base/source.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { isEvaluationFailure, type Verdict } from '../../../src/verify/verdict.ts';
import { contractOf, type PlainOperation } from '../../support/contract-builder.ts';
import { judged, shop } from '../../support/judging.ts';

afterAll(disposeDefaultSolver);

const ID = { type: 'string' };
const only = (name: string): PlainOperation => ({ parameters: [{ name, in: 'path', schema: ID }] });

/** Users have accounts, accounts have cards; a user who goes takes the accounts along. */
const bank = contractOf({
  collections: {
    users: { schema: { type: 'object', required: ['id'], properties: { id: ID } }, key: 'id', initial: [{ id: 'u1' }, { id: 'u2' }] },
    accounts: {
      schema: {
        type: 'object',
        required: ['id', 'user', 'balance', 'frozen'],
        properties: {
          id: ID,
          user: ID,
          balance: { type: 'integer' },
          frozen: { type: 'boolean' },
          tags: { type: 'object', additionalProperties: ID },
        },
      },
      key: 'id',
      references: { user: { collection: 'users', onDelete: 'cascade' } },
      initial: [
        { id: 'a1', user: 'u1', balance: 10, frozen: false },
        { id: 'a2', user: 'u2', balance: 10, frozen: false },
      ],
    },
  },
  variables: { open: { schema: { type: 'boolean' }, initial: true } },
  operations: {
    take: {
      ...only('id'),
      preconditions: [
        { rule: 'open', status: 423, message: 'the bank is closed' },
        { rule: 'id in accounts', status: 404, message: 'no such account' },
        { rule: '!accounts[id].frozen', status: 403, message: 'the account is frozen' },
        { rule: 'accounts[id].balance >= 6', status: 409, message: 'not enough' },
      ],
      effects: [{ update: 'accounts[id]', set: { balance: 'accounts[id].balance - 6' } }],
    },
    give: { ...only('id'), effects: [{ update: 'accounts[id].balance', replace: 'accounts[id].balance + 1' }] },
    freezeAll: { effects: [{ forEach: 'accounts', where: "record.user == 'u1'", set: { frozen: 'true' } }] },
    removeUser: { ...only('id'), effects: [{ delete: 'users[id]' }] },
    close: { effects: [{ assign: 'open', value: 'false' }] },
    breaks: { ...only('id'), effects: [{ update: 'accounts[id]', set: { balance: 'accounts[id].balance / 0' } }] },
  },
});

const step = (operationId: string, id?: string): Record<string, unknown> => ({
  operationId,
  ...(id === undefined ? {} : { params: { id } }),
});

function because({ failure }: Verdict): readonly string[] {
  return (failure?.because ?? []).map(
    (b) => `${b.step} ${b.operationId}, ${b.effect}: ${b.place} ${b.value === undefined ? 'removed' : toJson(b.value)}`,
  );
}

function values({ failure }: Verdict): Record<string, unknown> {
  return Object.fromEntries(
    [...(failure?.values ?? [])].map(([text, value]) => [
      text,
      isEvaluationFailure(value) ? `error: ${value.message}` : JSON.parse(toJson(value)),
    ]),
  );
}

describe('the step to blame', () => {
  it.each<[string, unknown[], string, string[]]>([
    ['nobody, where the value stood there at the start', [step('take', 'a3')], 'no such account', []],
    [
      'the last one that wrote the value, not those before it',
      [step('take', 'a1'), step('give', 'a1'), step('take', 'a1')],
      'not enough',
      ["1 give, update: accounts[id].balance: accounts['a1'].balance 5"],
    ],
    [
      'none that wrote something else',
      [step('take', 'a1'), step('give', 'a2'), step('take', 'a1')],
      'not enough',
      ["0 take, update: accounts[id]: accounts['a1'].balance 4"],
    ],
    [
      'one that wrote it among others',
      [step('freezeAll'), step('take', 'a1')],
      'the account is frozen',
      ["0 freezeAll, forEach: accounts: accounts['a1'].frozen true"],
    ],
    [
      'one that removed the record by way of another',
      [step('removeUser', 'u1'), step('take', 'a1')],
      'no such account',
      ["0 removeUser, cascade: accounts.user: accounts['a1'] removed"],
    ],
    ['one that assigned a variable', [step('close'), step('take', 'a1')], 'the bank is closed', ['0 close, assign: open: open false']],
  ])('is %s', async (_, steps, message, blamed) => {
    const verdict = await judged(bank, { steps });
    expect(verdict.failure?.requirement.message).toBe(message);
    expect(because(verdict)).toEqual(blamed);
  });

  it('is named for a goal and a never too', async () => {
    const goal = await judged(bank, { steps: [step('take', 'a1')], goal: "accounts['a1'].balance == 10" });
    expect(because(goal)).toEqual(["0 take, update: accounts[id]: accounts['a1'].balance 4"]);
    const never = await judged(bank, { steps: [step('give', 'a1'), step('take', 'a1')], never: "accounts['a1'].balance == 5" });
    expect(never.failure).toMatchObject({ step: 1, operationId: 'take' });
    expect(because(never)).toEqual(["1 take, update: accounts[id]: accounts['a1'].balance 5"]);
  });
});

describe('the values in a requirement', () => {
  it('are those of its parts', async () => {
    expect(values(await judged(bank, { steps: [step('take', 'a1'), step('take', 'a1')] }))).toMatchObject({
      'accounts[request.path.id].balance': 4,
      'request.path.id': 'a1',
    });
  });

  it('say which part has none, and why', async () => {
    const verdict = await judged(bank, { steps: [], goal: "accounts['a9'].balance > users.size()" });
    expect(values(verdict)).toMatchObject({ "accounts['a9'].balance": "error: no record with the key 'a9'", 'users.size()': 2 });
  });
});

describe('a fault of the contract', () => {
  it('fails the step, and names the effect', async () => {
    const { failure } = await judged(bank, { steps: [step('breaks', 'a1')] });
    expect(failure).toMatchObject({
      step: 0,
      expected: '2xx',
      actual: 500,
      requirement: { kind: 'effect', message: expect.stringContaining('zero') },
    });
  });
});

describe('a claimed status', () => {
  it('is not met by a fault with that status', async () => {
    const { failure } = await judged(bank, { steps: [{ ...step('breaks', 'a1'), expect: { status: 500 } }] });
    expect(failure).toMatchObject({ expected: 500, actual: 'a fault of the contract' });
  });
});

describe('a body that differs', () => {
  it('is told by the parts that differ, before the whole of both', async () => {
    const body = { id: 'o1', sku: 'tea', quantity: 2, total: 10, note: 'quick' };
    const placed = { operationId: 'placeOrder', body: { sku: 'tea', quantity: 2 }, response: { status: 201, body } };
    const found = values(await judged(shop(), { steps: [placed] }));
    expect(Object.keys(found)).toEqual([
      'response.body.total (recorded)',
      'response.body.total (by the contract)',
      'response.body.note (recorded only)',
      'response.body.status (by the contract only)',
      'recorded body',
      'body by the contract',
    ]);
    expect(found).toMatchObject({ 'response.body.total (recorded)': 10, 'response.body.total (by the contract)': 9 });
  });
});

describe('the place of a requirement', () => {
  it('is where it stands in the document', async () => {
    const { failure } = await judged(shop(), { steps: [{ operationId: 'placeOrder', body: { sku: 'tea', quantity: 9 } }] });
    const source = failure?.requirement.source;
    expect(source && showSource(source)).toBe('specs/shop/openapi.yaml:54:17');
    expect(failure?.requirement).toMatchObject({
      kind: 'precondition',
      layer: 'declared',
      rule: 'request.body.quantity <= products[request.body.sku].stock',
    });
  });
});

describe('a counterexample from everywhere', () => {
  it('shows a state of the contract in which the claim fails when it is tried', async () => {
    const plain = { initial: 'any', steps: [{ operationId: 'placeOrder', body: { sku: 'tea', quantity: 3 } }] };
    const { counterexample, failure } = await judged(shop(), plain);
    const again = await judged(shop(), { ...plain, initial: JSON.parse(toJson(counterexample?.initial ?? null)) });
    expect(again.failure?.requirement).toEqual(failure?.requirement);
  });

  it('tells the values of the holes, and with these it fails when it is tried', async () => {
    const make = (stock: unknown): Record<string, unknown> => ({
      steps: [{ operationId: 'putProduct', params: { sku: 'tea' }, body: { price: 1, stock } }],
      goal: "products['tea'].stock < 5",
    });
    const { counterexample } = await judged(shop(), make({ $hole: 'stock' }), { holes: 'forall' });
    const again = await judged(shop(), make(Number(counterexample?.holes.get('stock'))));
    expect(again.verdict).toBe('invalid');
  });
});

describe('judging on after a failed step', () => {
  const steps = [step('take', 'a1'), step('take', 'a1'), step('take', 'a9'), step('give', 'a1')];
  it('stops at the first without being told', async () => {
    expect((await judged(bank, { steps })).steps.map((s) => s.outcome)).toEqual(['holds', 'fails']);
  });

  it('gives every step its outcome, in the state that really results', async () => {
    const verdict = await judged(bank, { steps, goal: "accounts['a1'].balance == 5" }, { keepGoing: true });
    expect(verdict.steps.map((s) => s.outcome)).toEqual(['holds', 'fails', 'fails', 'holds']);
    expect(verdict.steps.map((s) => s.failure?.actual ?? null)).toEqual([null, 409, 404, null]);
    expect(verdict.failure?.step).toBe(1);
  });

  it('judges the goal too, in the last state', async () => {
    const verdict = await judged(bank, { steps, goal: "accounts['a1'].balance == 7" }, { keepGoing: true });
    expect(verdict.claims).toMatchObject([{ claim: 'goal', outcome: 'fails', failure: { step: null, requirement: { kind: 'goal' } } }]);
  });
});
