// What is not decided is unknown, with the limit that was reached; two interpreters that contradict each other are no verdict at all.

import { afterAll, describe, expect, it } from 'vitest';
import { fromPlain } from '../../../src/base/json.ts';
import { DEFAULT_LIMITS } from '../../../src/base/limits.ts';
import { readTrajectory } from '../../../src/contract/read-trajectory.ts';
import { emptyModel } from '../../../src/symbolic/model.ts';
import type { Answer, SolverBackend } from '../../../src/symbolic/solver.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { Disagreement } from '../../../src/verify/disagreement.ts';
import { verifyAll } from '../../../src/verify/verify-all.ts';
import { contractOf } from '../../support/contract-builder.ts';
import { judged, shop, told, trajectoryOf } from '../../support/judging.ts';

afterAll(disposeDefaultSolver);

const place = (quantity: unknown, as = 'order'): Record<string, unknown> => ({
  operationId: 'placeOrder',
  body: { sku: 'tea', quantity },
  as,
});
/** Every stock that may be put there is one. */
const HOLDS_FOR_ALL = {
  steps: [{ operationId: 'putProduct', params: { sku: 'tea' }, body: { price: 1, stock: { $hole: 'n' } } }],
  goal: "products['tea'].stock >= 0",
};
const FROM_ANYWHERE = { initial: 'any', steps: [place(1)] };

/** A solver that gives the same answer to everything. */
function answering(answer: Answer): SolverBackend {
  return {
    name: 'test',
    version: '0',
    emptyModel,
    isAlive: true,
    dispose: () => undefined,
    open: () => ({
      assert: () => undefined,
      push: () => undefined,
      pop: () => undefined,
      check: () => answer,
      assertions: () => [],
      statistics: () => ({ rlimit: 1, ms: 0.5, memoryBytes: 0 }),
      dispose: () => undefined,
    }),
  };
}

describe('a limit that is reached', () => {
  it('of resources makes the verdict unknown, and says how many', async () => {
    const verdict = await judged(shop(), FROM_ANYWHERE, { question: { rlimit: 1, timeoutMs: 0 } });
    expect(told(verdict)).toBe('unknown: resource-limit');
    expect(verdict.unknown?.message).toContain('1 resource unit');
    expect(verdict.steps).toMatchObject([{ index: 0, outcome: 'unknown', unknown: { kind: 'resource-limit' } }]);
  });

  it('of terms makes the verdict unknown', async () => {
    const verdict = await judged(shop(), FROM_ANYWHERE, { limits: { ...DEFAULT_LIMITS, maxTerms: 10 } });
    expect(told(verdict)).toBe('unknown: size-limit');
    expect(verdict.unknown?.message).toContain('10');
  });

  it('of steps is a complaint about the trajectory', () => {
    const steps = Array.from({ length: DEFAULT_LIMITS.maxTrajectorySteps + 1 }, () => null);
    const { value, diagnostics } = readTrajectory(fromPlain({ steps }) ?? null, 'test', () => null);
    expect([value, diagnostics.map((d) => d.code)]).toEqual([null, ['too-many-steps']]);
  });

  it.each(['time-limit', 'resource-limit', 'incomplete', 'fault', 'encoding'] as const)(
    'that the solver reports, %s, never becomes valid or invalid',
    async (cause) => {
      const solver = answering({ kind: 'unknown', cause, reason: 'as told' });
      const verdict = await judged(shop(), HOLDS_FOR_ALL, { holes: 'forall', solver: async () => solver });
      expect(verdict.verdict).toBe('unknown');
      expect(verdict.unknown?.message).toContain('as told');
    },
  );
});

describe('a solver that is wrong', () => {
  it('and refutes what holds for a known start is contradicted by the replay: no verdict', async () => {
    const wrong = judged(shop(), HOLDS_FOR_ALL, { holes: 'forall', solver: async () => answering({ kind: 'sat', model: emptyModel }) });
    await expect(wrong).rejects.toThrow(Disagreement);
    await expect(wrong).rejects.toThrow(/bug in envfactory, not in your input/);
  });

  it('and the contradiction is told of that trajectory alone among many', async () => {
    const solver = async (): Promise<SolverBackend> => answering({ kind: 'sat', model: emptyModel });
    const bugs: (string | null)[] = [];
    const many = [HOLDS_FOR_ALL, { steps: [place(1)] }].map(trajectoryOf);
    for await (const { bug } of verifyAll(shop(), many, { holes: 'forall', solver })) bugs.push(bug);
    expect(bugs).toEqual([expect.stringContaining('the two interpreters disagree'), null]);
  });

  it('and refutes what holds from everywhere makes no counterexample: unknown', async () => {
    const verdict = await judged(
      shop(),
      { ...HOLDS_FOR_ALL, initial: 'any' },
      { holes: 'forall', solver: async () => answering({ kind: 'sat', model: emptyModel }) },
    );
    expect(verdict.verdict).toBe('unknown');
  });
});

it('a contract that no state satisfies proves nothing', async () => {
  const impossible = contractOf({
    variables: { n: { schema: { type: 'integer' }, initial: 0 } },
    invariants: ['n > 5 && n < 5'],
    operations: { op: {} },
  });
  expect(told(await judged(impossible, { initial: 'any', steps: [{ operationId: 'op' }] }))).toBe('unknown: vacuous');
});
