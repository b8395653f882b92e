// On small random contracts: every plan is proved and replays, and neither a plan that is called shortest nor one that is said not to exist is
// contradicted by trying all requests, breadth first. Both searches are tried: the one by running, and the one by the solver alone.

import { expect, test } from 'vitest';
import { toJson } from '../../src/base/json.ts';
import { DEFAULT_LIMITS } from '../../src/base/limits.ts';
import { DEFAULT_NOW } from '../../src/base/time.ts';
import type { Contract, Rule } from '../../src/contract/contract.ts';
import { trajectoryValue } from '../../src/contract/print-trajectory.ts';
import { compileStateRule } from '../../src/contract/rules/state-rule.ts';
import { plan } from '../../src/explore/plan.ts';
import type { PlanResult } from '../../src/explore/plan-result.ts';
import { seededChooser } from '../../src/simulate/choose/seeded.ts';
import { isLegal } from '../../src/simulate/legality.ts';
import { stateOf } from '../../src/simulate/read-state.ts';
import { run } from '../../src/simulate/replay/run.ts';
import { type State, stateValue } from '../../src/simulate/state.ts';
import { step } from '../../src/simulate/step.ts';
import { trajectoryOf } from '../support/contracts/read.ts';
import { expression } from '../support/contracts/rules.ts';
import { planInitial } from '../support/contracts/runs.ts';
import { stateSight } from '../support/contracts/sight.ts';
import { allRequests } from './all-requests.ts';
import { isTrue } from './brute-force.ts';
import { count, type Made, PATIENCE, runs, share, type Tally, tryLaw } from './made.ts';

const RUNS = runs(90);
const MAX_STEPS = 3;
const MOST_STEPS = 60_000;

/** States by their distance, up to so many steps; null where there is too much to try. */
function layersFrom(contract: Contract, start: State, most: number): readonly (readonly State[])[] | null {
  const requests = [...contract.operations.values()].map((operation) => allRequests(contract, operation));
  if (requests.includes(null)) return null;
  const seen = new Set([toJson(stateValue(start))]);
  const layers: State[][] = [[start]];
  let steps = 0;
  for (let depth = 0; depth < most; depth += 1) {
    const next: State[] = [];
    for (const state of layers[depth] ?? []) {
      for (const request of requests.flatMap((one) => one ?? [])) {
        steps += 1;
        if (steps > MOST_STEPS) return null;
        const chooser = seededChooser(contract, 1, depth);
        const result = step(contract, state, request, { chooser, now: DEFAULT_NOW, limits: DEFAULT_LIMITS });
        if (result.kind === 'undecided') return null;
        if (result.outcome.kind !== 'success' || result.outcome.status >= 300) continue;
        const text = toJson(stateValue(result.state));
        if (!seen.has(text)) next.push(result.state);
        seen.add(text);
      }
    }
    layers.push(next);
  }
  return layers;
}

/** A rule that is false at the start and, mostly, true in one of the other states. */
function goalFor({ plan: made, contract, draws }: Made, start: State, layers: readonly (readonly State[])[]): Rule | null {
  const others = layers.slice(1).filter((layer) => layer.length > 0);
  const far = others[draws.below(Math.max(1, others.length))] ?? [start];
  const there = far[draws.below(far.length)] ?? start;
  const sight = stateSight(draws, made.state);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const text = expression(sight, 'boolean', 2);
    for (const goal of [text, `!(${text})`]) {
      const { rule } = compileStateRule(goal, contract, { file: 'goal', line: 1, column: 1 });
      if (rule !== null && !isTrue(rule, start) && (there === start || isTrue(rule, there))) return rule;
    }
  }
  return null;
}

const MOST_ATTEMPTS = 30;

function expectRight(contract: Contract, result: PlanResult, near: number): void {
  const { plans, excluded, outcome } = result;
  const none = excluded.steps ?? Number.POSITIVE_INFINITY;
  // Nothing nearer than what was excluded.
  expect(near).toBeGreaterThan(Math.min(none, MAX_STEPS));
  const [first] = plans;
  expect(outcome === 'found').toBe(first !== undefined);
  if (first === undefined) return;
  expect(near).toBeLessThanOrEqual(first.trajectory.steps.length);
  expect(first.verdict.verdict).toBe('valid');
  // A plan travels: written down and read again it does what it did, also where the server chooses otherwise.
  const read = trajectoryOf(JSON.parse(toJson(trajectoryValue(first.trajectory))));
  for (const seed of [1, 2]) {
    const { value } = run(contract, read, { seed });
    expect(value?.outcomes.map((answer) => answer.kind)).toEqual(read.steps.map(() => 'success'));
  }
}

async function agreeOnPlan(made: Made, tally: Tally): Promise<void> {
  const { contract } = made;
  const { initial } = trajectoryOf({ initial: planInitial(made.draws, made.plan.state), steps: [] });
  const start = initial.kind === 'given' ? stateOf(contract, initial.state).value : null;
  if (start === null || isLegal(contract, start) !== null) return count(tally, 'no legal start');
  const layers = layersFrom(contract, start, MAX_STEPS);
  if (layers === null) return count(tally, 'too much to try');
  const goal = goalFor(made, start, layers);
  if (goal === null) return count(tally, 'no goal');
  const found = layers.findIndex((layer) => layer.some((state) => isTrue(goal, state)));
  const near = found < 0 ? Number.POSITIVE_INFINITY : found;
  for (const [engine, maxCalls] of [
    ['running', 400_000],
    ['solver', 0],
  ] as const) {
    const { value } = await plan(
      contract,
      { goal: goal.text, initial },
      { maxSteps: MAX_STEPS, maxCalls, verify: { question: { rlimit: 3_000_000, timeoutMs: 4_000 } } },
    );
    if (value === null) return count(tally, 'not a question');
    try {
      expectRight(contract, value, near);
    } catch (error) {
      throw new Error(`${engine}: ${goal.text}\n${error instanceof Error ? (error.stack ?? '') : String(error)}`, { cause: error });
    }
    const length = value.plans[0]?.trajectory.steps.length;
    count(
      tally,
      `${engine}: ${value.outcome}${length === undefined ? '' : ` ${length}`}${value.outcome === 'unknown' ? ` ${value.unknown?.kind}` : ''}`,
    );
  }
}

test(
  'no plan on a small random contract is wrong, none that is called shortest is not, and none is missed that was said not to exist',
  async () => {
    const tally = await tryLaw('tiny', RUNS, agreeOnPlan);
    console.info(Object.fromEntries([...tally].sort()));
    expect(share(tally, 'too much to try')).toBeLessThan(0.6);
  },
  PATIENCE,
);
