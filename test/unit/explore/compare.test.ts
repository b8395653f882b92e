// What comparing two contracts finds: equal, stronger, weaker, neither; other effects; other schemas; and what cannot be decided.

import { afterAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../../src/contract/contract.ts';
import { compare } from '../../../src/explore/compare/compare.ts';
import type { CompareResult, Inclusion, OperationComparison } from '../../../src/explore/compare/compare-result.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { contractOf, type PlainContract, type PlainOperation } from '../../support/contract-builder.ts';
import { shop } from '../../support/judging.ts';
import type { PlainSchema } from '../../support/schema-builder.ts';

afterAll(disposeDefaultSolver);

async function compared(a: Contract, b: Contract, maxCalls = 300): Promise<CompareResult> {
  const { value, diagnostics } = await compare(a, b, { maxCalls });
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value;
}

const RECORD = {
  type: 'object',
  required: ['id', 'balance', 'open'],
  properties: { id: { type: 'string' }, balance: { type: 'integer' }, open: { type: 'boolean' } },
};

const id = { name: 'id', in: 'query', required: true, schema: { type: 'string' } } as const;
const amount = { name: 'amount', in: 'query', required: true, schema: { type: 'integer' } } as const;
const THERE = 'request.query.id in accounts';
const POSITIVE = 'request.query.amount > 0';
const COVERED = 'accounts[request.query.id].balance >= request.query.amount';
const BALANCE = 'accounts[request.query.id].balance - request.query.amount';

const WITHDRAW: PlainOperation = {
  parameters: [id, amount],
  preconditions: [THERE, POSITIVE, COVERED],
  effects: [{ update: 'accounts[request.query.id]', set: { balance: BALANCE } }],
};

function bank(operation: PlainOperation, more: Partial<PlainContract> = {}): Contract {
  return contractOf({
    collections: { accounts: { schema: RECORD, key: 'id', initial: [{ id: 'a', balance: 3, open: true }] } },
    operations: { withdraw: operation },
    ...more,
  });
}

function told(inclusion: Inclusion): string {
  switch (inclusion.kind) {
    case 'proved':
      return `proved${inclusion.bounds.map(({ what, size }) => ` (${what} up to ${size})`).join('')}`;
    case 'different':
      return inclusion.differences
        .map(
          ({ cause, differs, witness }) =>
            `${cause?.rule ?? differs.join(' ')} [${witness.kind === 'run' ? `run ${witness.trajectory.steps.length} ${witness.a} ${witness.b}` : 'state'}]`,
        )
        .join('; ');
    case 'unknown':
      return `unknown: ${inclusion.reason.message}`;
  }
}

function only({ operations }: CompareResult): OperationComparison {
  const [first] = operations;
  if (first === undefined) throw new Error('no operation was compared');
  return first;
}

describe('what is accepted', () => {
  it.each<[string, PlainOperation, OperationComparison['relation'], string, string, string]>([
    ['the same words', WITHDRAW, 'equal', 'proved', 'proved', 'proved'],
    [
      'the same in other words',
      { ...WITHDRAW, preconditions: [POSITIVE, THERE, `!(request.query.amount > accounts[request.query.id].balance)`] },
      'equal',
      'proved',
      'proved',
      'proved',
    ],
    ['one requirement less', { ...WITHDRAW, preconditions: [THERE, POSITIVE] }, 'stronger', 'proved', COVERED, 'proved'],
    [
      'one requirement more',
      { ...WITHDRAW, preconditions: [THERE, POSITIVE, COVERED, 'accounts[request.query.id].open'] },
      'weaker',
      'accounts[request.query.id].open',
      'proved',
      'proved',
    ],
    [
      'one less and one more',
      { ...WITHDRAW, preconditions: [THERE, POSITIVE, 'request.query.amount < 2'] },
      'incomparable',
      'request.query.amount < 2',
      COVERED,
      'proved',
    ],
    [
      'other effects',
      { ...WITHDRAW, effects: [{ update: 'accounts[request.query.id]', set: { balance: `${BALANCE} - 1` } }] },
      'equal',
      'proved',
      'proved',
      "accounts['a']",
    ],
    [
      'an effect more',
      {
        ...WITHDRAW,
        effects: [...(WITHDRAW.effects ?? []), { update: 'accounts[request.query.id]', set: { open: 'request.query.amount < 2' } }],
      },
      'equal',
      'proved',
      'proved',
      "accounts['a']",
    ],
    ['another status', { ...WITHDRAW, status: 202 }, 'equal', 'proved', 'proved', 'status'],
    [
      'another parameter',
      { ...WITHDRAW, parameters: [id, amount, { name: 'note', in: 'query', required: true, schema: { type: 'string' } }] },
      'incomparable',
      'request.query.note: required',
      'request.query.note: undeclared',
      'proved',
    ],
    [
      'an optional parameter',
      { ...WITHDRAW, parameters: [id, amount, { name: 'note', in: 'query', schema: { type: 'string' } }] },
      'stronger',
      'proved',
      'request.query.note: undeclared',
      'proved',
    ],
    [
      'a narrower parameter',
      { ...WITHDRAW, parameters: [id, { ...amount, schema: { type: 'integer', maximum: 5 } }] },
      'weaker',
      'request.query.amount',
      'proved',
      'proved',
    ],
  ])('%s', async (_, against, relation, kept, covered, alike) => {
    const one = only(await compared(bank(WITHDRAW), bank(against)));
    expect([one.relation, told(one.kept), told(one.covered), told(one.alike)]).toEqual([
      relation,
      expect.stringContaining(kept),
      expect.stringContaining(covered),
      expect.stringContaining(alike),
    ]);
  });
});

describe('the state', () => {
  const notes = (schema: PlainSchema): Partial<PlainContract> => ({ variables: { note: { schema, initial: null } } });
  const text = { type: ['string', 'null'] } as const;

  it('may have more in one contract: a rule about it asks for more, and what happens to it is not compared', async () => {
    const told = { ...WITHDRAW, preconditions: [...(WITHDRAW.preconditions ?? []), 'note == null'] };
    const result = await compared(
      bank(WITHDRAW),
      bank({ ...told, effects: [...(WITHDRAW.effects ?? []), { assign: 'note', value: "'seen'" }] }, notes(text)),
    );
    expect(result.states).toEqual({ private: ['note'], narrowed: [], links: [], dangling: [], clashes: [], initial: [] });
    expect([only(result).relation, only(result).alike.kind]).toEqual(['weaker', 'proved']);
  });

  it('is one that fits both schemas where they differ', async () => {
    const short = { ...RECORD, properties: { ...RECORD.properties, balance: { type: 'integer', maximum: 4 } } };
    const collections = { accounts: { schema: short, key: 'id', initial: [{ id: 'a', balance: 3, open: true }] } };
    const result = await compared(bank(DEPOSIT), bank(DEPOSIT, { collections }));
    expect(result.states.narrowed).toEqual(['accounts']);
    // What A writes without complaint is outside the schema of B.
    expect([only(result).relation, told(only(result).kept)]).toEqual([
      'weaker',
      expect.stringMatching(/^accounts\['a'\].balance: maximum \[run 2 valid invalid\]$/),
    ]);
  });

  it('is none that can be told where the keys differ: everything is unknown', async () => {
    const collections = { accounts: { schema: RECORD, key: 'balance', initial: [] } };
    const result = await compared(bank(WITHDRAW), bank({ ...WITHDRAW, preconditions: ['false'], effects: [] }, { collections }));
    expect(result.states.clashes).toEqual(['the records of accounts have different keys: id; balance']);
    expect([only(result).relation, told(only(result).kept)]).toEqual(['unknown', expect.stringContaining('different keys')]);
  });

  it('satisfies the invariants of both: what one of them excludes makes no difference', async () => {
    const careful = { ...DEPOSIT, preconditions: [THERE, 'accounts[request.query.id].balance >= 0'] };
    expect(only(await compared(bank(DEPOSIT), bank(careful))).relation).toBe('weaker');
    const invariants = ['accounts.all(a, accounts[a].balance >= 0)'];
    expect(only(await compared(bank(DEPOSIT), bank(careful, { invariants }))).relation).toBe('equal');
  });

  it('is the same at the start, or the contracts are not run side by side', async () => {
    const collections = { accounts: { schema: RECORD, key: 'id', initial: [{ id: 'a', balance: 4, open: true }] } };
    const { states, searched, operations } = await compared(bank(DEPOSIT), bank(DEPOSIT, { collections }));
    expect([states.initial, searched.calls, operations.map(({ relation }) => relation)]).toEqual([["accounts['a']"], 0, ['equal']]);
  });

  it('is none at all where the invariants clash, and then nothing is said of it', async () => {
    const counting = (initial: number, invariant: string, precondition: string): Contract =>
      contractOf({
        variables: { n: { schema: { type: 'integer' }, initial } },
        invariants: [invariant],
        operations: { count: { parameters: [amount], preconditions: [precondition], effects: [{ assign: 'n', value: 'n' }] } },
      });
    const one = only(
      await compared(counting(0, 'n <= 0', 'request.query.amount > n'), counting(1, 'n >= 1', 'request.query.amount > 3 * n')),
    );
    expect([one.relation, told(one.kept)]).toEqual(['unknown', 'unknown: no state is legal under both contracts']);
  });
});

const DEPOSIT: PlainOperation = {
  parameters: [id],
  preconditions: [THERE],
  effects: [{ update: 'accounts[request.query.id]', set: { balance: 'accounts[request.query.id].balance + 1' } }],
};

describe('schemas of one name', () => {
  const named = (maximum: number, more: Readonly<Record<string, PlainSchema>> = {}): Contract =>
    contractOf({
      schemas: { Amount: { type: 'integer', maximum }, ...more },
      variables: { n: { schema: { type: 'integer' }, initial: 0 } },
      operations: {
        add: {
          body: { $ref: 'Amount' },
          preconditions: ['request.body > 0'],
          effects: [{ assign: 'n', value: 'request.body' }],
        },
      },
    });

  it.each<[string, Contract, OperationComparison['relation']]>([
    ['the same', named(5), 'equal'],
    ['the same, beside others', named(5, { Other: { type: 'string' } }), 'equal'],
    ['a narrower one', named(4), 'weaker'],
    ['a wider one', named(6), 'stronger'],
  ])('%s', async (_, against, relation) => {
    expect(only(await compared(named(5), against)).relation).toBe(relation);
  });
});

describe('what the server chooses', () => {
  const create = (value: string, more: Partial<PlainOperation> = {}): Contract =>
    contractOf({
      collections: { notes: { schema: NOTE, key: 'id', initial: [] } },
      operations: { add: { effects: [{ create: 'notes', value }], status: 201, ...more } },
    });
  const NOTE = { type: 'object', required: ['id', 'text'], properties: { id: { type: 'string' }, text: { type: 'string' } } };

  it.each<[string, Contract, string]>([
    ['is the same at the same place', create("{'id': fresh('notes'), 'text': 'a'}"), 'proved'],
    ['may be what the other says, or not', create("{'id': fresh('notes')}"), 'notes['],
    ['is not what matters where both say something else', create("{'id': fresh('notes'), 'text': 'b'}"), 'notes['],
  ])('%s', async (_, against, alike) => {
    const one = only(await compared(create("{'id': fresh('notes'), 'text': 'a'}"), against));
    expect([one.relation, told(one.alike)]).toEqual(['equal', expect.stringContaining(alike)]);
  });
});

describe('operations', () => {
  const get = (path: string, parameter: string, rule: string): Contract => {
    const [operation] = contractOf({
      collections: { accounts: { schema: RECORD, key: 'id', initial: [{ id: 'a', balance: 3, open: true }] } },
      operations: {
        get: { parameters: [{ name: parameter, in: 'path', required: true, schema: { type: 'string' } }], preconditions: [rule] },
      },
    }).operations.values();
    const contract = contractOf({
      collections: { accounts: { schema: RECORD, key: 'id', initial: [{ id: 'a', balance: 3, open: true }] } },
    });
    if (operation === undefined) throw new Error('there is an operation');
    return { ...contract, operations: new Map([[operation.id, { ...operation, path }]]) };
  };

  it('are the same whatever their path parameters are called', async () => {
    const a = get('/accounts/{id}', 'id', 'request.path.id in accounts');
    expect(only(await compared(a, get('/accounts/{key}', 'key', 'request.path.key in accounts'))).relation).toBe('equal');
    const open = only(await compared(a, get('/accounts/{key}', 'key', 'request.path.key in accounts && !accounts[request.path.key].open')));
    expect([open.relation, told(open.kept)]).toEqual(['weaker', expect.stringContaining('[run 1 valid invalid]')]);
  });

  it('that only one contract has are named', async () => {
    const { onlyInA, onlyInB, operations } = await compared(bank(WITHDRAW), bank(WITHDRAW, { operations: { deposit: DEPOSIT } }));
    expect([onlyInA, onlyInB, operations]).toEqual([['withdraw'], ['deposit'], []]);
  });
});

it('what cannot be decided is unknown, and named', async () => {
  const guess = (pattern: string): Contract =>
    contractOf({ operations: { go: { parameters: [{ name: 'q', in: 'query', required: true, schema: { type: 'string', pattern } }] } } });
  const one = only(await compared(guess('^(a)\\1$'), guess('^(a)\\1b?$')));
  expect([one.relation, one.kept.kind]).toEqual(['unknown', 'unknown']);
});

it('a contract is as itself, whichever it is', async () => {
  const { operations } = await compared(shop(), shop());
  expect(operations.map(({ operationId, relation, alike }) => [operationId, relation, alike.kind])).toEqual(
    [...shop().operations.keys()].map((operationId) => [operationId, 'equal', 'proved']),
  );
});
