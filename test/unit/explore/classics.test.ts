// The classics have the answers that are known of them: lengths of shortest plans, invariants, deadlocks, shortest violations.

import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../../src/contract/contract.ts';
import { check } from '../../../src/explore/check/check.ts';
import { type PlanTask, plan } from '../../../src/explore/plan.ts';
import { isShortest } from '../../../src/explore/plan-result.ts';
import { loadContractFiles } from '../../../src/files/contract.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { verify } from '../../../src/verify/verify.ts';
import { trajectoryOf } from '../../support/contracts/read.ts';
import type { Json } from '../../support/contracts/shapes.ts';

afterAll(disposeDefaultSolver);

interface Goal {
  readonly spec: string;
  readonly goal: string;
  readonly avoid?: string;
  readonly initial?: Json;
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

interface Scenario {
  readonly spec: string;
  /** The id of a trajectory in `scenarios/SPEC.jsonl`. */
  readonly scenario: string;
  readonly verdict: 'valid' | 'invalid';
  /** The first step that fails. */
  readonly step?: number;
}

const claims: readonly (Goal | Claim | Scenario)[] = JSON.parse(readFileSync('specs/classics/claims.json', 'utf8'));
const goals = claims.filter((claim): claim is Goal => 'goal' in claim);
const scenarios = claims.filter((claim): claim is Scenario => 'scenario' in claim);

/** Longest refutation by the solver alone that is tried, and the longest plans it is tried for: it is slow on purpose. */
const SOLVER_STEPS = 4;
const SOLVER_SPECS: ReadonlySet<string> = new Set([
  'river-crossing',
  'missionaries',
  'water-jugs',
  'blocks',
  'gripper',
  'three-jugs',
  'ferry',
]);

function taskOf({ goal, avoid, initial }: Goal): PlanTask {
  return { goal, avoid: avoid ?? null, ...(initial === undefined ? {} : { initial: trajectoryOf({ initial, steps: [] }).initial }) };
}

function classic(name: string): Contract {
  const { value, diagnostics } = loadContractFiles({ document: `specs/classics/${name}.yaml` });
  expect(diagnostics).toEqual([]);
  if (value === null) throw new Error(`${name} does not load`);
  return value;
}

describe('a shortest plan', () => {
  it.each(goals.map((goal) => [nameOf(goal), goal] as const))('%s', async (_, goal) => {
    const contract = classic(goal.spec);
    const { value } = await plan(contract, taskOf(goal));
    if (value === null) throw new Error('not a task');
    expect(value.plans[0]?.trajectory.steps.length ?? null).toBe(goal.steps);
    if (goal.steps === null) return expect(value).toMatchObject({ outcome: 'none', excluded: { steps: null, method: 'exhaustion' } });
    expect(isShortest(value)).toBe(true);
    for (const { trajectory } of value.plans) expect((await verify(contract, trajectory)).value?.verdict).toBe('valid');
  });

  it.each(goals.filter(({ spec, steps }) => SOLVER_SPECS.has(spec) && steps !== null).map((goal) => [nameOf(goal), goal] as const))(
    'is none shorter to the solver alone: %s',
    async (_, goal) => {
      const most = Math.min((goal.steps ?? SOLVER_STEPS) - 1, SOLVER_STEPS);
      const { value } = await plan(classic(goal.spec), taskOf(goal), { maxCalls: 0, maxSteps: most });
      expect(value).toMatchObject({ outcome: 'none', excluded: { steps: most, method: 'solver', bounds: [] } });
    },
  );
});

function nameOf({ spec, goal, avoid }: Goal): string {
  return `${spec}: ${goal}${avoid === undefined ? '' : `, avoiding ${avoid}`}`;
}

describe('a scenario', () => {
  it.each(scenarios.map((one) => [`${one.spec}: ${one.scenario} is ${one.verdict}`, one] as const))('%s', async (_, one) => {
    const lines = readFileSync(`specs/classics/scenarios/${one.spec}.jsonl`, 'utf8').trim().split('\n');
    const written = lines.map((line) => trajectoryOf(JSON.parse(line))).find(({ id }) => id === one.scenario);
    if (written === undefined) throw new Error('no such scenario');
    const { value } = await verify(classic(one.spec), written);
    expect(value?.verdict).toBe(one.verdict);
    expect(value?.steps.find(({ outcome }) => outcome === 'fails')?.index).toBe(one.step);
  });
});

describe('what is true in all states', () => {
  it.each(
    claims
      .filter((claim): claim is Claim => 'claim' in claim)
      .map((claim) => [`${claim.spec}: ${claim.invariant ?? claim.claim}`, claim] as const),
  )('%s', async (_, claim) => {
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
