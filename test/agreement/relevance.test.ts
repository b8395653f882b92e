// On random contracts a counterexample fails in the same way without the steps that its verdict calls irrelevant, and the verdict says so too.

import { expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import { withOnly } from '../../src/contract/relink.ts';
import type { Trajectory } from '../../src/contract/trajectory.ts';
import { scriptedChooser } from '../../src/simulate/choose/scripted.ts';
import { seededChooser } from '../../src/simulate/choose/seeded.ts';
import { type Replay, replay } from '../../src/simulate/replay/replay.ts';
import { runOf } from '../../src/simulate/replay/run.ts';
import { initialState } from '../../src/simulate/state.ts';
import type { Verdict } from '../../src/verify/verdict.ts';
import { verify } from '../../src/verify/verify.ts';
import { trajectoryOf } from '../support/contracts/read.ts';
import { planSteps } from '../support/contracts/runs.ts';
import type { Json } from '../support/contracts/shapes.ts';
import { count, type Made, PATIENCE, runs, type Tally, tryLaw } from './made.ts';
import { shownOutcome } from './playing.ts';

const STEPS = 7;

/** Every step ends as it did in one run, but the last, which claims something else. */
function planFailure({ plan, contract, draws }: Made): Trajectory | null {
  const steps = planSteps(draws, plan, { steps: STEPS, mistakes: 15, bindings: 15 });
  const ran = runOf(contract, trajectoryOf({ initial: 'reset', steps: steps as unknown as Json })).value;
  const claimed = steps.map((step, i): Json => {
    const result = ran?.steps[i]?.result;
    const status = result?.kind === 'transition' ? result.outcome.status : 200;
    const isLast = i === steps.length - 1;
    return { ...step, ...(status >= 500 || (isLast && status >= 300) ? {} : { expect: { status: isLast ? 418 : status } }) };
  });
  return ran && trajectoryOf({ id: 'made', initial: 'reset', steps: claimed });
}

async function failsWithout(made: Made, tally: Tally): Promise<void> {
  const { contract } = made;
  const trajectory = planFailure(made);
  if (trajectory === null) return count(tally, 'no run');
  const options = { keepGoing: false, question: { rlimit: 2_000_000, timeoutMs: 3_000 } };
  const { value } = await verify(contract, trajectory, options);
  const { failure } = value ?? {};
  if (!value || !failure || failure.step === null) return count(tally, 'does not fail');
  const failing = failure.step;
  expect(value.steps.map(({ relevant }) => typeof relevant)).toEqual(value.steps.map(() => 'boolean'));
  expect(value.steps[failing]?.relevant).toBe(true);
  const kept = value.steps.flatMap(({ index, relevant }) => (relevant ? [index] : []));
  if (kept.length === value.steps.length) return count(tally, 'all matter');
  const shorter = withOnly(trajectory, kept);
  if (shorter === null) throw new Error('no step that matters refers to one that does not');
  const [before, after] = [rerun(contract, trajectory, value, null), rerun(contract, shorter, value, kept)];
  expect(kept.map((_, i) => shown(after, i))).toEqual(kept.map((old) => shown(before, old)));
  const again = (await verify(contract, shorter, options)).value;
  expect(again?.verdict).toBe('invalid');
  const hasChoices = (value.counterexample?.choices.length ?? 0) > 0;
  if (!hasChoices) expect([again?.failure?.step, again?.failure?.requirement]).toEqual([kept.length - 1, failure.requirement]);
  count(tally, hasChoices ? 'some do not matter, with choices' : 'some do not matter');
}

function shown(run: Replay, index: number): string {
  const step = run.steps[index];
  return step ? shownOutcome(step) : '';
}

/** With the choices of the counterexample; `kept` says which steps of the whole these are. */
function rerun(contract: Contract, trajectory: Trajectory, { counterexample }: Verdict, kept: readonly number[] | null): Replay {
  const initial = initialState(contract).value;
  if (initial === null) throw new Error('every made contract has an initial state');
  return replay(contract, trajectory, {
    initial,
    holes: new Map(),
    chooser: (index) => {
      const old = kept?.[index] ?? index;
      const choices = (counterexample?.choices ?? []).filter(([at]) => at === old).map(([, place, value]) => [place, value] as const);
      return scriptedChooser(new Map(choices), seededChooser(contract, 1, old));
    },
  });
}

test(
  'the steps that do not matter can be left out of a counterexample, all at once',
  async () => {
    const tally = await tryLaw('rich', runs(150), failsWithout);
    console.log(`relevance: ${[...tally].map(([what, n]) => `${n} ${what}`).join(', ')}`);
    expect(tally.get('some do not matter') ?? 0).toBeGreaterThan(20);
  },
  PATIENCE,
);
