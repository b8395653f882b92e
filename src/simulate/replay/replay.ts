// Decides what happens along a trajectory: each step's request made and decided in the state that the steps before left.

import { DEFAULT_LIMITS, type Limits } from '../../base/limits.ts';
import { DEFAULT_NOW, MAX_TIMESTAMP_NANOS, timestamp } from '../../base/time.ts';
import type { Timestamp, Value } from '../../base/value.ts';
import type { Contract, Request } from '../../contract/contract.ts';
import type { Template, Trajectory } from '../../contract/trajectory.ts';
import type { Chooser } from '../choose/chooser.ts';
import type { State } from '../state.ts';
import { step as decide, type Transition } from '../step.ts';
import type { Undecided } from '../undecided.ts';
import { type Formed, formRequest } from './form-request.ts';
import { isUnformed, type Known, type Unformed } from './template.ts';

export interface ReplayOptions {
  readonly initial: State;
  readonly holes: ReadonlyMap<string, Value>;
  /** The chooser of each step, by index. */
  readonly chooser: (step: number) => Chooser;
  /** The clock at the start. */
  readonly now?: Timestamp;
  /** Whether the initial state is known to satisfy the invariants. */
  readonly invariantsHold?: boolean;
  readonly limits?: Limits;
}

export interface Replay {
  readonly steps: readonly ReplayedStep[];
  /** The state after the last step. */
  readonly state: State;
}

export interface ReplayedStep {
  readonly index: number;
  readonly operationId: string;
  readonly before: State;
  /** The clock at this step. */
  readonly now: Timestamp;
  readonly request: Request | Unformed;
  /** Null for a request that could not be made. */
  readonly result: Transition | Undecided | null;
  /** The state after; that before, where the step did not succeed. */
  readonly state: State;
}

/** Runs all steps, also those after one that was refused or could not be made. */
export function replay(contract: Contract, trajectory: Trajectory, options: ReplayOptions): Replay {
  const steps = [...replaySteps(contract, trajectory, options)];
  return { steps, state: steps.at(-1)?.state ?? options.initial };
}

/** Runs the steps one by one, as they are asked for. */
function* replaySteps(contract: Contract, trajectory: Trajectory, options: ReplayOptions): Generator<ReplayedStep, void, undefined> {
  const { invariantsHold = false, limits = DEFAULT_LIMITS, holes } = options;
  const history: History = { formed: [], results: [] };
  let now = options.now ?? DEFAULT_NOW;
  let state = options.initial;
  for (const [index, claim] of trajectory.steps.entries()) {
    now = advance(now, claim.advanceNanos);
    const formed = formRequest(contract, trajectory, claim, { holes, part: partOf(history) });
    const result = isUnformed(formed)
      ? null
      : decide(contract, state, formed.request, { chooser: options.chooser(index), now, invariantsHold, limits });
    history.formed.push(isUnformed(formed) ? null : formed);
    history.results.push(result);
    const before = state;
    if (result?.kind === 'transition') state = result.state;
    yield { index, operationId: claim.operationId, before, now, request: isUnformed(formed) ? formed : formed.request, result, state };
  }
}

/** The clock after some time has passed; it stops at the end of time. */
function advance(now: Timestamp, nanos: bigint): Timestamp {
  if (nanos === 0n) return now;
  return timestamp(now.nanos + nanos) ?? { kind: 'timestamp', nanos: MAX_TIMESTAMP_NANOS };
}

interface History {
  readonly formed: (Formed | null)[];
  readonly results: (Transition | Undecided | null)[];
}

function partOf(history: History): Known['part'] {
  return (index, from) => {
    const formed = history.formed[index];
    const result = history.results[index];
    return formed && result?.kind === 'transition' ? read(formed, result, from) : undefined;
  };
}

function read(formed: Formed, { outcome }: Transition, from: Extract<Template, { kind: 'reference' }>['from']): Value | undefined {
  switch (from) {
    case 'request.body':
      return formed.request.body;
    case 'request.params':
      return formed.params;
    case 'response.status':
      return outcome.status;
    case 'response.body':
      return outcome.kind === 'success' ? outcome.body : undefined;
  }
}
