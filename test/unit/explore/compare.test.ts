// What comparing two contracts finds: equal, stronger, weaker, neither; other effects; other schemas; and what cannot be decided.

import { afterAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../../src/contract/contract.ts';
import { compare } from '../../../src/explore/compare/compare.ts';
import type { CompareResult, Inclusion, OperationComparison } from '../../../src/explore/compare/compare-result.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { contractOf, type PlainContract, type PlainOperation } from '../../support/contract-builder.ts';

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
