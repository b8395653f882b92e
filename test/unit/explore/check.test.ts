// What model checking finds: invariants that are kept or broken, sums over any number of records, operations and requirements of no use.

import { afterAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../../src/contract/contract.ts';
import { check } from '../../../src/explore/check/check.ts';
import type { CheckItem } from '../../../src/explore/check/check-result.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { contractOf, type PlainOperation } from '../../support/contract-builder.ts';
import { judged, shop } from '../../support/judging.ts';

afterAll(disposeDefaultSolver);

async function items(contract: Contract): Promise<readonly CheckItem[]> {
  const { value, diagnostics } = await check(contract, { maxCalls: 3_000 });
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value.items;
}

/** `claim operation requirement: verdict method`, for those that match. */
async function told(contract: Contract, claim: CheckItem['claim']): Promise<readonly string[]> {
  return (await items(contract))
    .filter((item) => item.claim === claim)
    .map(({ operationId, requirement, verdict }) => {
      const how = verdict.kind === 'proved' ? ` by ${verdict.method}${verdict.bounds.length > 0 ? ', bounded' : ''}` : '';
      return `${operationId ?? 'all'} ${requirement?.rule ?? ''}: ${verdict.kind}${how}`;
    });
}

const key = (name: string): NonNullable<PlainOperation['parameters']>[number] => ({
  name,
  in: 'query',
  required: true,
  schema: { type: 'string' },
});
const balance = (name: string): string => `accounts[request.query.${name}].balance`;
const there = (name: string): string => `request.query.${name} in accounts`;

const OPERATIONS: Readonly<Record<string, PlainOperation>> = {
  move: {
    parameters: [key('from'), key('to')],
    preconditions: [there('from'), there('to'), 'request.query.from != request.query.to', `${balance('from')} >= 3`],
    effects: [
      { update: 'accounts[request.query.from]', set: { balance: `${balance('from')} - 3` } },
      { update: 'accounts[request.query.to]', set: { balance: `${balance('to')} + 3` } },
    ],
  },
  deposit: {
    parameters: [key('to')],
    preconditions: [there('to')],
    effects: [{ update: 'accounts[request.query.to]', set: { balance: `${balance('to')} + 3` } }],
  },
  open: {
    parameters: [key('to')],
    preconditions: [`!(${there('to')})`],
    effects: [{ create: 'accounts', value: "{'id': request.query.to, 'balance': 0, 'open': true}" }],
  },
  close: {
    parameters: [key('to')],
    preconditions: [there('to'), `${balance('to')} == 0`],
    effects: [{ delete: 'accounts[request.query.to]' }],
  },
  seize: { parameters: [key('to')], preconditions: [there('to')], effects: [{ delete: 'accounts[request.query.to]' }] },
  freeze: {
    parameters: [key('to')],
    preconditions: [there('to')],
    effects: [{ update: 'accounts[request.query.to]', set: { open: 'false' } }],
  },
};

function bank(invariant: string, ...operations: readonly string[]): Contract {
  return contractOf({
    collections: {
      accounts: {
        schema: {
          type: 'object',
          required: ['id', 'balance', 'open'],
          properties: { id: { type: 'string' }, balance: { type: 'number' }, open: { type: 'boolean' } },
        },
        key: 'id',
        initial: [
          { id: 'a', balance: 10, open: true },
          { id: 'b', balance: 0, open: true },
        ],
      },
    },
    invariants: [invariant],
    operations: Object.fromEntries(Object.entries(OPERATIONS).filter(([id]) => operations.includes(id))),
  });
}

const TOTAL = 'accounts.map(a, accounts[a].balance).sum()';
const OPEN = 'accounts.map(a, accounts[a].open, accounts[a].balance).sum()';

describe('an invariant about a sum over any number of records', () => {
  it.each<[string, string, readonly string[], string]>([
    [
      'kept by what moves, and by what adds or removes nothing',
      `${TOTAL} == 10`,
      ['move', 'open', 'close', 'freeze'],
      'proved by induction',
    ],
    ['broken by what comes from nowhere', `${TOTAL} == 10`, ['move', 'deposit'], 'violated'],
    ['broken by what goes', `${TOTAL} == 10`, ['seize'], 'violated'],
    ['of those that meet a condition, kept', `${OPEN} <= 10`, ['open', 'close'], 'proved by induction'],
    ['of those that meet a condition, broken when it changes', `${OPEN} == 10`, ['move', 'freeze'], 'violated'],
    ['written with keys and values', 'accounts.transformList(k, v, v.balance).sum() == 10', ['move'], 'proved by induction'],
  ])('%s', async (_, invariant, operations, verdict) => {
    expect(await told(bank(invariant, ...operations), 'kept')).toEqual([`all ${invariant}: ${verdict}`]);
  });
});

describe('an invariant about each record', () => {
  const rule = 'accounts.all(a, accounts[a].balance >= 0)';
  it('is proved where every operation keeps it', async () => {
    expect(await told(bank(rule, 'move', 'deposit', 'open'), 'kept')).toEqual([`all ${rule}: proved by induction`]);
  });

  it('is refuted by a shortest trajectory that fails when it is judged', async () => {
    const careless = contractOf({
      collections: {
        accounts: {
          schema: { type: 'object', required: ['id', 'balance'], properties: { id: { type: 'string' }, balance: { type: 'integer' } } },
          key: 'id',
          initial: [{ id: 'a', balance: 5 }],
        },
      },
      invariants: [rule],
      operations: {
        take: {
          parameters: [key('id')],
          preconditions: ['request.query.id in accounts'],
          effects: [{ update: 'accounts[request.query.id]', set: { balance: 'accounts[request.query.id].balance - 2' } }],
        },
      },
    });
    const [item] = (await items(careless)).filter(({ claim }) => claim === 'kept');
    if (item?.verdict.kind !== 'violated' || item.verdict.run === null) throw new Error('not violated');
    expect(item.verdict.run.trajectory.steps.map(({ operationId }) => operationId)).toEqual(['take', 'take', 'take']);
    expect(item.verdict.run.verdict).toMatchObject({ verdict: 'invalid', failure: { step: 2, requirement: { kind: 'invariant' } } });
  });

  it('that is kept, but not by induction, is bounded or proved by exhaustion, never by induction', async () => {
    const rounds = contractOf({
      variables: { n: { schema: { type: 'integer' }, initial: 0 } },
      invariants: ['n != 5'],
      operations: { go: { effects: [{ assign: 'n', value: 'n == 2 ? 0 : n + 1' }] } },
    });
    expect(await told(rounds, 'kept')).toEqual(['all n != 5: proved by exhaustion']);
    const counting = contractOf({
      variables: { n: { schema: { type: 'integer' }, initial: 0 } },
      invariants: ['n != -5'],
      operations: {
        go: { effects: [{ assign: 'n', value: 'n + 2' }] },
        back: { preconditions: ['n > 100'], effects: [{ assign: 'n', value: 'n - 200' }] },
      },
    });
    const [kept] = await told(counting, 'kept');
    expect(kept).toBe('all n != -5: bounded');
  });
});

describe('what is of no use', () => {
  const contract = contractOf({
    variables: { on: { schema: { type: 'boolean' }, initial: false }, n: { schema: { type: 'integer', minimum: 0 }, initial: 0 } },
    operations: {
      never: { preconditions: ['n > 3', 'n < 2'], effects: [{ assign: 'on', value: 'true' }] },
      idle: { preconditions: ['n >= 0'], effects: [{ assign: 'on', value: 'true' }] },
      fine: { preconditions: ['n < 9'], effects: [{ assign: 'n', value: 'n + 1' }] },
    },
  });

  it('an operation that can never succeed, and why', async () => {
    expect(await told(contract, 'can-succeed')).toEqual(['never : violated', 'idle : proved by run', 'fine : proved by run']);
  });

  it('a requirement that refuses nothing', async () => {
    expect(await told(contract, 'can-decide')).toEqual([
      'never n > 3: proved by run',
      'never n < 2: proved by run',
      'idle n >= 0: violated',
      'fine n < 9: proved by run',
    ]);
  });

  it('a state from which nothing goes on', async () => {
    expect(await told(contract, 'can-go-on')).toEqual(['all : violated']);
  });
});

it('a legal state that shows something is one: the shop', async () => {
  for (const { verdict, operationId } of await items(shop())) {
    if (verdict.kind !== 'proved' || verdict.witness?.kind !== 'state') continue;
    const { state, call } = verdict.witness.state;
    const params = Object.fromEntries(call.args.filter(({ in: part }) => part !== 'body').map(({ name, value }) => [name, value]));
    const plain = { steps: [{ operationId: call.operation.id, params, expect: { status: 404 } }] };
    expect(call.operation.id).toBe(operationId);
    expect((await judged(shop(), plain)).verdict).not.toBe('unknown');
    expect(state).not.toBe(null);
  }
});

describe('a proof says what it does not cover', () => {
  const variables = { n: { schema: { type: 'integer' as const }, initial: 0 } };

  it('the clock, where a rule reads it', async () => {
    const contract = contractOf({
      variables,
      invariants: ['n == 0'],
      operations: { late: { preconditions: ["now > timestamp('2100-01-01T00:00:00Z')"], effects: [{ assign: 'n', value: '1' }] } },
    });
    const [kept] = (await items(contract)).filter(({ claim }) => claim === 'kept');
    expect(kept?.verdict).toMatchObject({ kind: 'proved', bounds: [{ what: 'seconds since reset', size: 0 }] });
  });

  it('credentials, where a rule reads them: nothing is proved', async () => {
    const contract = contractOf({
      variables,
      invariants: ['n == 0'],
      operations: {
        admin: {
          parameters: [{ name: 'X-Key', in: 'header', required: false, schema: { type: 'string' } }],
          security: [[{ name: 'key', type: 'apiKey', in: 'header', parameter: 'x-key' }]],
          preconditions: ["request.header['x-key'] == 'admin'"],
          effects: [{ assign: 'n', value: '1' }],
        },
      },
    });
    const [kept] = (await items(contract)).filter(({ claim }) => claim === 'kept');
    expect(kept?.verdict.kind).not.toBe('proved');
  });
});

it('an effect on what is not there is a fault that no key of a record that is there shows', async () => {
  const contract = contractOf({
    collections: {
      jugs: {
        schema: { type: 'object', required: ['id', 'full'], properties: { id: { type: 'string' }, full: { type: 'boolean' } } },
        key: 'id',
        initial: [{ id: 'a', full: false }],
      },
    },
    operations: { fill: { parameters: [key('id')], effects: [{ update: 'jugs[request.query.id]', set: { full: 'true' } }] } },
  });
  expect(await told(contract, 'kept')).toEqual(['fill update: jugs[request.query.id]: violated']);
});
