// Decides the forms of drawing: what a call is drawn from, what is wanted of it, and what comes of it.

import type { Limits } from '../../base/limits.ts';
import type { Timestamp } from '../../base/value.ts';
import type { Contract, Operation, Request } from '../../contract/contract.ts';
import type { Call } from '../../explore/call.ts';
import type { Chooser } from '../../simulate/choose/chooser.ts';
import type { Realism } from '../../simulate/choose/realism.ts';
import type { State } from '../../simulate/state.ts';
import type { Transition } from '../../simulate/step.ts';
import type { SolverBackend } from '../../symbolic/solver.ts';

/** What calls are drawn from, in every state. */
export interface Drawing {
  readonly contract: Contract;
  /** By security scheme; sent wherever an operation asks for them. */
  readonly credentials: ReadonlyMap<string, string>;
  readonly limits: Limits;
  /** How texts that no rule reads are made to look. */
  readonly realism: Realism;
  /** Asked where trying finds nothing; null: it is not asked. */
  readonly solver: SolverBackend | null;
}

/** Where a call is drawn. */
export interface Situation {
  readonly state: State;
  readonly now: Timestamp;
  /** What the server chooses, should the call need it. */
  readonly chooser: Chooser;
}

/**
 * What is to come of the call. `success`: an answer of 2xx. `refused`: a refusal whose cause has that id (`cancelOrder/preconditions/1`,
 * `cancelOrder/schema`, `cancelOrder/security`, …).
 */
export type Wanted = { readonly kind: 'success' } | { readonly kind: 'refused'; readonly cause: string };

export const SUCCESS: Wanted = { kind: 'success' };

/** A call of which is known what comes of it. */
export interface DrawnCall {
  readonly kind: 'drawn';
  readonly call: Call;
  /** Those that the call may send; none where it is refused for want of them. */
  readonly credentials: ReadonlyMap<string, string>;
  readonly request: Request;
  readonly transition: Transition;
  /** What found it: values tried at random, all values within reach tried, or the solver. */
  readonly by: 'sampling' | 'listing' | 'solver';
}

/** Why there is no call. */
export interface NotDrawn {
  readonly kind: 'not-drawn';
  readonly operation: Operation;
  /** `impossible`: the solver proved that no request does in this state. `not-found`: none was found. */
  readonly reason: 'impossible' | 'not-found';
}

/** How much is done to find a call: a few values tried, as many as there are (to a limit), or the solver asked after that. */
export type Effort = 'sampling' | 'listing' | 'solver';

/** Whether that is what was wanted. */
export function isWanted({ outcome }: Transition, wanted: Wanted): boolean {
  if (wanted.kind === 'refused') return outcome.kind === 'refused' && outcome.cause.id === wanted.cause;
  return outcome.kind === 'success' && outcome.status >= 200 && outcome.status <= 299;
}
