// Values for holes are found that do whatever is unknown, and that there are none is said only where there are none.

import { afterAll, describe, expect, test } from 'vitest';
import { fromPlain, toPlain } from '../../../src/base/json.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import { readTrajectory } from '../../../src/contract/read-trajectory.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import type { Verdict } from '../../../src/verify/verdict.ts';
import { verify } from '../../../src/verify/verify.ts';
import { contractOf } from '../../support/contract-builder.ts';

afterAll(disposeDefaultSolver);

async function judge(contract: Contract, trajectory: Record<string, unknown>): Promise<Verdict> {
  const read = readTrajectory(fromPlain({ id: 'test', ...trajectory }) ?? null, 'test', () => null);
  if (read.value === null) throw new Error(read.diagnostics.map(({ message }) => message).join('; '));
  const { value, diagnostics } = await verify(contract, read.value);
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value;
}

const amount = { type: 'object', required: ['amount'], properties: { amount: { type: 'integer', minimum: -5000, maximum: 5000 } } };
const account = contractOf({
  variables: { total: { schema: { type: 'integer', minimum: 0, maximum: 1000 }, initial: 0 } },
  operations: {
    add: {
      body: amount,
      bodyRequired: true,
      preconditions: [
        { rule: 'total + request.body.amount >= 0', status: 409, message: 'not enough' },
        { rule: 'total + request.body.amount <= 1000', status: 422, message: 'too much' },
      ],
      effects: [{ assign: 'total', value: 'total + request.body.amount' }],
    },
  },
});

function add(name: string, status?: number): Record<string, unknown> {
  return { operationId: 'add', body: { amount: { $hole: name } }, ...(status === undefined ? {} : { expect: { status } }) };
}

describe('from any initial state', () => {
  test.each([
    ['nothing is added', [add('q')], 0, 0],
    ['so much is added that it is always too much', [add('q', 422)], 1001, 5000],
    ['so much is taken that it is never there', [add('q', 409)], -5000, -1001],
  ])('%s', async (_claim, steps, min, max) => {
    const verdict = await judge(account, { initial: 'any', steps });
    expect(verdict.verdict).toBe('valid');
    const { q } = toPlain(verdict.holes ?? new Map()) as { q: number };
    expect(q).toBeGreaterThanOrEqual(min);
    expect(q).toBeLessThanOrEqual(max);
  });

  test('no one amount is enough for all: the counterexample says which one it refutes', async () => {
    const verdict = await judge(account, { initial: 'any', steps: [add('q')], goal: 'total > 3' });
    expect(verdict.verdict).toBe('invalid');
    expect([...(verdict.counterexample?.holes.keys() ?? [])]).toEqual(['q']);
    expect(verdict.counterexample?.initial).not.toBe(null);
  });
});

describe('from a known state', () => {
  const numbers = Array.from({ length: 300 }, (_, i) => i);
  const shelf = contractOf({
    collections: {
      books: {
        schema: {
          type: 'object',
          required: ['id', 'lent', 'copies'],
          properties: {
            id: { type: 'string' },
            lent: { type: 'boolean' },
            copies: { type: 'object', additionalProperties: { type: 'integer' } },
          },
        },
        key: 'id',
        initial: numbers.map((i) => ({ id: `b${i}`, lent: i !== 217, copies: { [`c${i}`]: i } })),
      },
    },
    operations: {
      lend: {
        parameters: [{ name: 'id', in: 'path', schema: { type: 'string' } }],
        body: { type: 'object', required: ['copy'], properties: { copy: { type: 'string' } } },
        bodyRequired: true,
        preconditions: [
          { rule: 'id in books', status: 404, message: 'no such book' },
          { rule: '!books[id].lent', status: 409, message: 'lent' },
          { rule: 'request.body.copy in books[id].copies', status: 422, message: 'no such copy' },
        ],
        effects: [{ update: 'books[id]', set: { lent: 'true' } }],
        status: 204,
      },
    },
  });

  test('the one key of hundreds that does is found, and with it the key of an entry', async () => {
    const steps = [{ operationId: 'lend', params: { id: { $hole: 'book' } }, body: { copy: { $hole: 'copy' } } }];
    const verdict = await judge(shelf, { initial: 'reset', steps });
    expect(verdict.verdict).toBe('valid');
    expect(toPlain(verdict.holes ?? new Map())).toEqual({ book: 'b217', copy: 'c217' });
    expect(verdict.solver.queries).toBe(0);
  });

  test('that a key cannot do twice is shown by a core', async () => {
    const step = { operationId: 'lend', params: { id: { $hole: 'book' } }, body: { copy: 'c217' } };
    const verdict = await judge(shelf, { initial: 'reset', steps: [step, step] });
    expect(verdict.verdict).toBe('invalid');
    expect(verdict.core?.map(({ rule }) => rule)).toContain('!books[id].lent');
  });
});
