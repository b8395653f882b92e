// The classics have the answers that are known of them: lengths of shortest plans, invariants, deadlocks, shortest violations.

import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../../src/contract/contract.ts';
import { check } from '../../../src/explore/check/check.ts';
import { plan } from '../../../src/explore/plan.ts';
import { isShortest } from '../../../src/explore/plan-result.ts';
import { loadContractFiles } from '../../../src/files/contract.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { verify } from '../../../src/verify/verify.ts';

afterAll(disposeDefaultSolver);

interface Goal {
  readonly spec: string;
  readonly goal: string;
  readonly steps: number | null;
}

interface Claim {
  readonly spec: string;
  readonly claim: string;
  readonly invariant?: string;
  readonly verdict: string;
  readonly method?: string;
  readonly steps?: number;
}

const claims: readonly (Goal | Claim)[] = JSON.parse(readFileSync('specs/classics/claims.json', 'utf8'));
const isGoal = (claim: Goal | Claim): claim is Goal => 'goal' in claim;

function classic(name: string): Contract {
  const { value, diagnostics } = loadContractFiles({ document: `specs/classics/${name}.yaml` });
  expect(diagnostics).toEqual([]);
  if (value === null) throw new Error(`${name} does not load`);
  return value;
}

describe('a shortest plan', () => {
  it.each(claims.filter(isGoal).map((claim) => [`${claim.spec}: ${claim.goal}`, claim] as const))(
    '%s',
    async (_, { spec, goal, steps }) => {
      const contract = classic(spec);
      const { value } = await plan(contract, { goal });
      if (value === null) throw new Error('not a task');
      expect(value.plans[0]?.trajectory.steps.length ?? null).toBe(steps);
      if (steps === null) return expect(value).toMatchObject({ outcome: 'none', excluded: { steps: null, method: 'exhaustion' } });
      expect(isShortest(value)).toBe(true);
      for (const { trajectory } of value.plans) expect((await verify(contract, trajectory)).value?.verdict).toBe('valid');
    },
  );

  it.each(claims.filter(isGoal).map((claim) => [`${claim.spec}: ${claim.goal}`, claim] as const))(
    'is none shorter to the solver alone: %s',
    async (_, { spec, goal, steps }) => {
      const most = Math.min((steps ?? 4) - 1, 4);
      const { value } = await plan(classic(spec), { goal }, { maxCalls: 0, maxSteps: most });
      expect(value).toMatchObject({ outcome: 'none', excluded: { steps: most, method: 'solver', bounds: [] } });
    },
  );
});

describe('what is true in all states', () => {
  it.each(
    claims
      .filter((claim) => !isGoal(claim))
      .map((claim) => [`${claim.spec}: ${'claim' in claim ? (claim.invariant ?? claim.claim) : ''}`, claim] as const),
  )('%s', async (_, claim) => {
    if (isGoal(claim)) throw new Error('a goal is none');
    const { value } = await check(classic(claim.spec));
    const item = value?.items.find(
      (one) => one.claim === claim.claim && (claim.invariant === undefined || one.requirement?.id === `invariants/${claim.invariant}`),
    );
    expect(item?.verdict).toMatchObject({
      kind: claim.verdict,
      ...(claim.method === undefined ? {} : { method: claim.method, bounds: [] }),
    });
    if (item?.verdict.kind === 'violated') expect(item.verdict.run?.trajectory.steps.length).toBe(claim.steps);
  });
});
