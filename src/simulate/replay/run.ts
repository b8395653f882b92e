// Decides what a trajectory does in one concrete run: its answers, and the state that it leads to.

import { type Checked, hasErrors } from '../../base/diagnostic.ts';
import { DEFAULT_LIMITS, type Limits } from '../../base/limits.ts';
import { DEFAULT_NOW } from '../../base/time.ts';
import type { Timestamp, Value } from '../../base/value.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Outcome } from '../../contract/outcome.ts';
import type { InitialState, Trajectory } from '../../contract/trajectory.ts';
import { seededChooser } from '../choose/seeded.ts';
import { stateOf } from '../read-state.ts';
import { initialState, type State, stateValue } from '../state.ts';
import type { Undecided } from '../undecided.ts';
import { type Replay, type ReplayedStep, replay } from './replay.ts';
import { isUnformed, type Unformed } from './template.ts';

export interface RunOptions {
  /** Instead of the trajectory's own initial state. */
  readonly initial?: InitialState;
  readonly holes?: ReadonlyMap<string, Value>;
  /** Of what the contract leaves to the server. */
  readonly seed?: number;
  readonly now?: Timestamp;
  readonly limits?: Limits;
}

export interface ConcreteRun {
  /** One for each step: what came of it, or why it could not be said or no request be made. */
  readonly outcomes: readonly (Outcome | Undecided | Unformed)[];
  /** After the last step: `{collection: [records in order], variable: value}`. A refused request changed nothing. */
  readonly state: Value;
}

/** Runs all steps, also those after one that was refused. Complains about an initial state that is `any` or none of the contract's. */
export function run(contract: Contract, trajectory: Trajectory, options: RunOptions = {}): Checked<ConcreteRun> {
  const { value, diagnostics } = runOf(contract, trajectory, options);
  return { value: value && { outcomes: value.steps.map(outcomeOf), state: stateValue(value.state) }, diagnostics };
}

/** The same run with all that happened in it. */
export function runOf(contract: Contract, trajectory: Trajectory, options: RunOptions = {}): Checked<Replay> {
  const start = startOf(contract, options.initial ?? trajectory.initial);
  if (start.value === null || hasErrors(start.diagnostics)) return { value: null, diagnostics: start.diagnostics };
  const value = replay(contract, trajectory, {
    initial: start.value,
    holes: options.holes ?? new Map(),
    chooser: (step) => seededChooser(contract, options.seed ?? 1, step),
    now: options.now ?? DEFAULT_NOW,
    limits: options.limits ?? DEFAULT_LIMITS,
  });
  return { value, diagnostics: start.diagnostics };
}

function startOf(contract: Contract, initial: InitialState): Checked<State> {
  switch (initial.kind) {
    case 'reset':
      return initialState(contract);
    case 'given':
      return stateOf(contract, initial.state);
    case 'any': {
      const message = "a run starts in one state, and 'any' stands for all of them";
      return { value: null, diagnostics: [{ code: 'no-initial-state', severity: 'error', message }] };
    }
  }
}

function outcomeOf({ request, result }: ReplayedStep): Outcome | Undecided | Unformed {
  if (result?.kind === 'undecided') return result;
  if (result !== null) return result.outcome;
  if (isUnformed(request)) return request;
  throw new Error('a request that was made has a result');
}
