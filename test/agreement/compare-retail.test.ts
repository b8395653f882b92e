// Where the tools of the retail domain and their policy differ, and which gold trajectories the policy refuses: as a table, and sentence by sentence.

import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { parseJson } from '../../src/base/json.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { readTrajectory } from '../../src/contract/read-trajectory.ts';
import { type CompareOptions, compare } from '../../src/explore/compare/compare.ts';
import type { CompareResult } from '../../src/explore/compare/compare-result.ts';
import { trajectoriesOfTau2 } from '../../src/export/tau2.ts';
import { loadContractFiles } from '../../src/files/contract.ts';
import { readInitial } from '../../src/files/initial.ts';
import { disposeDefaultSolver } from '../../src/verify/default-solver.ts';

afterAll(disposeDefaultSolver);

const PATIENCE = 300_000;
const RETAIL = 'specs/tau2-retail';
const POLICIES = [`${RETAIL}/policy.overlay.yaml`, `${RETAIL}/policy-conversation.overlay.yaml`] as const;
const [ORDERS, CONVERSATION] = POLICIES;

/** `modify-items-checked` of `modify_pending_order_items/preconditions/modify-items-checked`. */
function nameIn(id: string | undefined): string {
  return id?.split('/').at(-1) ?? '';
}

function raise(message: string): never {
  throw new Error(message);
}

function contractWith(...policies: readonly string[]): Contract {
  const overlays = ['constraints/tau2-retail.overlay.yaml', ...policies];
  return loadContractFiles({ document: `${RETAIL}/openapi.yaml`, overlays }).value ?? raise('the contract does not load');
}

async function compared(policy: string, options: Partial<CompareOptions>): Promise<CompareResult> {
  return (await compare(contractWith(), contractWith(policy), options)).value ?? raise('nothing was compared');
}

it(
  'the policy on orders asks for more than the tools of four operations, and is otherwise the same',
  async () => {
    const { operations } = await compared(ORDERS, { maxCalls: 20 });
    const table = operations.map(({ operationId, relation, kept, alike }) => [
      operationId,
      relation,
      kept.kind === 'different'
        ? [...kept.differences.map(({ cause }) => nameIn(cause?.id)), ...kept.open.map(({ cause }) => `${nameIn(cause?.id)}?`)]
        : [],
      alike.kind,
    ]);
    const differing = table.filter(([, relation]) => relation !== 'equal');
    expect(differing).toEqual([
      ['modify_pending_order_address', 'weaker', ['modify-address-only-pending'], 'proved'],
      ['modify_pending_order_payment', 'weaker', ['modify-payment-only-pending'], 'proved'],
      ['modify_pending_order_items', 'weaker', ['modify-items-other-options'], 'proved'],
      ['exchange_delivered_order_items', 'weaker', ['exchange-other-options'], 'proved'],
    ]);
    expect(table.map(([, , , alike]) => alike)).toEqual(table.map(() => 'proved'));
  },
  PATIENCE,
);

describe('of the gold trajectories', () => {
  const tasks = trajectoriesOfTau2(parseJson(readFileSync(`${RETAIL}/data/tasks.json`, 'utf8'), 'tasks.json').value).value ?? [];
  const trajectories = tasks.map((task) => readTrajectory(task, 'task', () => null).value ?? raise('a task is no trajectory'));
  const initial = readInitial(`${RETAIL}/data/db.json`).value ?? raise('there is no database');

  it.each<[string, string, readonly [number, number], Readonly<Record<string, number>>]>([
    ['none is refused by the policy on orders', ORDERS, [99, 99], {}],
    [
      '45 are refused by the policy on conversations',
      CONVERSATION,
      [99, 54],
      {
        'modify-items-authenticated': 22,
        'exchange-authenticated': 17,
        'modify-address-authenticated': 16,
        'return-authenticated': 15,
        'cancel-authenticated': 11,
        'modify-user-authenticated': 4,
        'exchange-checked': 1,
        'return-checked': 1,
        'modify-items-checked': 1,
        'cancel-checked': 1,
      },
    ],
  ])(
    '%s',
    async (_, policy, valid, requirements) => {
      const judged = (await compared(policy, { initial, trajectories, operations: false })).trajectories ?? [];
      const isValid = (of: 'a' | 'b'): number => judged.filter((one) => one[of] === 'valid').length;
      expect([isValid('a'), isValid('b'), judged.length]).toEqual([...valid, 114]);
      const counts: Record<string, number> = {};
      for (const { a, b } of judged.flatMap(({ steps }) => steps)) {
        expect(a.outcome).toBe('holds');
        const id = nameIn(b.failure?.requirement.id);
        counts[id] = (counts[id] ?? 0) + 1;
      }
      expect(counts).toEqual(requirements);
    },
    PATIENCE,
  );
});

it('every requirement of the policy quotes a sentence of the policy', () => {
  const policy = readFileSync(`${RETAIL}/policy.md`, 'utf8');
  const inPolicy = new Set<string>(POLICIES);
  const rules = [...contractWith(...POLICIES).operations.values()].flatMap(({ preconditions, postconditions }) =>
    [...preconditions, ...postconditions].filter(({ rule }) => inPolicy.has(rule.source.file)),
  );
  expect(rules.length).toBeGreaterThan(40);
  expect(rules.filter(({ message }) => message === null || !policy.includes(message)).map(({ id }) => id)).toEqual([]);
});
