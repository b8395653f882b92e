// Decides which steps a counterexample does not need: without them it fails in the same way. Found by leaving out and running again, so that it is proved.

import { canonicalJson } from '../base/json.ts';
import type { Value } from '../base/value.ts';
import { withOnly } from '../contract/relink.ts';
import { scriptedChooser } from '../simulate/choose/scripted.ts';
import { seededChooser } from '../simulate/choose/seeded.ts';
import { type Replay, replay } from '../simulate/replay/replay.ts';
import { type State, stateValue } from '../simulate/state.ts';
import type { ChosenValue } from '../symbolic/transition.ts';
import { confirm, type Replayed } from './confirm.ts';
import { type About, aboutsOf, stepOf } from './obligation.ts';
import { type Failure, isEvaluationFailure } from './verdict.ts';

/** A counterexample: how it fails, and what it starts from. */
export interface Failing {
  readonly about: About;
  readonly failure: Failure;
  readonly run: Replay;
  readonly state: State;
  /** What the server chose, by step; the rest is seeded by step. */
  readonly choices: readonly ChosenValue[];
}

/** What running needs. */
export interface Rerunning extends Replayed {
  readonly seed: number;
}

/** Steps that looking for what does not matter may run. Where it ends, what is left counts as relevant. */
const MAX_REPLAYED_STEPS = 5_000;

/**
 * Indices of steps before the failure that can all be left out together: from the same state, with the same choices of the server at the steps that
 * remain, the same requirement fails with the same values, and what was judged before it is as it was. Halves are tried before single steps, later
 * ones before earlier ones (after Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002); there may be more such steps.
 */
export function irrelevantSteps(input: Rerunning, failing: Failing): ReadonlySet<number> {
  const last = failing.failure.step ?? input.trajectory.steps.length - 1;
  const candidates = failing.failure.step ?? input.trajectory.steps.length;
  const before = beforeFailure(input, failing.run, failing.about);
  const out = new Set<number>();
  let left = MAX_REPLAYED_STEPS;
  const isSameWithout = (range: ReadonlySet<number>): boolean => {
    const kept = Array.from({ length: last + 1 }, (_, i) => i).filter((i) => !out.has(i) && !range.has(i));
    left -= kept.length + 1;
    return left >= 0 && failsAlike(input, failing, kept, before);
  };
  const leaveOut = (from: number, to: number): void => {
    if (from >= to || left < 0) return;
    const range = new Set(Array.from({ length: to - from }, (_, i) => from + i));
    if (isSameWithout(range)) {
      for (const index of range) out.add(index);
      return;
    }
    if (to - from === 1) return;
    const middle = Math.floor((from + to) / 2);
    leaveOut(middle, to);
    leaveOut(from, middle);
  };
  leaveOut(0, candidates);
  return out;
}

function failsAlike(input: Rerunning, failing: Failing, kept: readonly number[], before: ReadonlySet<string>): boolean {
  const trajectory = withOnly(input.trajectory, kept);
  const about = movedTo(failing.about, kept);
  if (trajectory === null || about === null) return false;
  const run = replay(input.contract, trajectory, {
    initial: failing.state,
    holes: input.holes,
    chooser: (index) => {
      const old = kept[index] ?? index;
      const choices = failing.choices.filter(({ step }) => step === old).map(({ place, value }) => [place, value] as const);
      return scriptedChooser(new Map(choices), seededChooser(input.contract, input.seed, old));
    },
    now: input.now,
    limits: input.limits,
    // A state that a counterexample starts in is one of the contract's.
    invariantsHold: true,
  });
  const confirmation = confirm({ ...input, trajectory }, run, about);
  if (confirmation.kind !== 'confirmed' || !isSame(confirmation.failure, failing.failure)) return false;
  if (about.kind === 'frame' && rootText(run.state, about.text) !== rootText(failing.run.state, about.text)) return false;
  return [...beforeFailure({ ...input, trajectory }, run, about, kept)].every((judged) => before.has(judged));
}

/** The obligation among the steps that are kept. */
function movedTo(about: About, kept: readonly number[]): About | null {
  const step = stepOf(about);
  if (step === null) return about;
  const index = kept.indexOf(step);
  if (index < 0) return null;
  return about.kind === 'never' ? { ...about, afterStep: index } : 'step' in about ? { ...about, step: index } : about;
}

/** What came of everything that is judged before the failure, by the indices of the whole trajectory. */
function beforeFailure(input: Replayed, run: Replay, failing: About, kept: readonly number[] | null = null): ReadonlySet<string> {
  const judged = new Set<string>();
  for (const about of aboutsOf(input.trajectory)) {
    if (JSON.stringify(about) === JSON.stringify(failing)) break;
    const step = stepOf(about);
    const old = step === null ? step : (kept?.[step] ?? step);
    judged.add(`${about.kind} ${old} ${confirm(input, run, about).kind}`);
  }
  return judged;
}

function isSame(a: Failure, b: Failure): boolean {
  return (
    a.actual === b.actual &&
    a.expected === b.expected &&
    a.requirement.kind === b.requirement.kind &&
    a.requirement.id === b.requirement.id &&
    textOf(a.values) === textOf(b.values)
  );
}

function textOf(values: Failure['values']): string {
  const shown = (value: Parameters<typeof isEvaluationFailure>[0]): string =>
    isEvaluationFailure(value) ? `error ${value.message}` : canonicalJson(value);
  return JSON.stringify([...values].map(([text, value]) => [text, shown(value)]));
}

function rootText(state: State, name: string): string {
  const value: Value = stateValue(state);
  return value instanceof Map ? canonicalJson(value.get(name) ?? null) : '';
}
