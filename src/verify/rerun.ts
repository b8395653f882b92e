// Decides the run that a verdict is told by: its counterexample once more, or, of a valid trajectory, one run in which all claims hold.

import type { ObjectKey, Value } from '../base/value.ts';
import type { Contract } from '../contract/contract.ts';
import type { InitialState, Trajectory } from '../contract/trajectory.ts';
import { scriptedChooser } from '../simulate/choose/scripted.ts';
import { seededChooser } from '../simulate/choose/seeded.ts';
import { stateOf } from '../simulate/read-state.ts';
import { type Replay, replay } from '../simulate/replay/replay.ts';
import { initialState, type State } from '../simulate/state.ts';
import { DEFAULT_OPTIONS, type VerifyOptions } from './options.ts';
import type { Verdict } from './verdict.ts';

/** A run, and what was open before it. */
export interface Rerun {
  readonly run: Replay;
  readonly holes: ReadonlyMap<ObjectKey, Value>;
  /** Collections and variables at the start; null where that is the state at reset. */
  readonly initial: Value | null;
}

/**
 * The run of a verdict, with the options that it was made with. That of a valid trajectory starts in the state at reset where the claim is about all
 * states. Null where there is none: nothing was decided, or no filling of the holes could be run.
 */
export function rerun(contract: Contract, trajectory: Trajectory, verdict: Verdict, options: Partial<VerifyOptions> = {}): Rerun | null {
  const { counterexample } = verdict;
  if (verdict.verdict === 'unknown' || (verdict.verdict === 'invalid' && counterexample === null)) return null;
  const { seed, now, limits, initial: instead } = { ...DEFAULT_OPTIONS, ...options };
  const initial = counterexample?.initial ?? givenState(instead ?? trajectory.initial);
  const start = startIn(contract, initial);
  if (start === null) return null;
  const holes = counterexample?.holes ?? verdict.holes ?? new Map<ObjectKey, Value>();
  const choices = counterexample?.choices ?? [];
  const run = replay(contract, trajectory, {
    initial: start,
    holes: new Map([...holes].map(([name, value]) => [String(name), value])),
    chooser: (step) =>
      scriptedChooser(
        new Map(choices.filter(([at]) => at === step).map(([, place, value]) => [place, value])),
        seededChooser(contract, seed, step),
      ),
    now,
    limits,
  });
  return { run, holes, initial };
}

function givenState(initial: InitialState): Value | null {
  return initial.kind === 'given' ? initial.state : null;
}

function startIn(contract: Contract, initial: Value | null): State | null {
  return (initial === null ? initialState(contract) : stateOf(contract, initial)).value;
}
