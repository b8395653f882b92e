// Decides what a rule is evaluated in: the roots it may touch, and the budget it may spend.

import { DEFAULT_LIMITS, type Limits } from '../../base/limits.ts';
import { DEFAULT_NOW } from '../../base/time.ts';
import type { Timestamp, Value } from '../../base/value.ts';
import type { Request } from '../../contract/contract.ts';
import { type EvaluationError, failure } from '../evaluation-error.ts';
import type { Evaluated } from '../operand.ts';
import type { State } from '../state.ts';

/** The world of one rule. What is null is not available; a rule that touches it gets an `absent` error. */
export interface Environment {
  readonly state: State;
  readonly before: State | null;
  readonly request: Request | null;
  readonly response: Answer | null;
  readonly now: Timestamp;
  /** The key for an occurrence of `fresh(c)`, the same for every evaluation of the same occurrence. */
  readonly fresh: ((collection: string, ordinal: number) => Value | EvaluationError) | null;
  readonly limits: Limits;
}

/** A response as postconditions see it. */
export interface Answer {
  readonly status: number;
  readonly body: Value | undefined;
  readonly headers?: ReadonlyMap<string, Value>;
  /** Where the body is made: the record that was written. */
  readonly record?: Value;
}

/** An environment with a state and a clock only, as invariants and goals have it. */
export function environmentOf(state: State, options: Partial<Omit<Environment, 'state'>> = {}): Environment {
  return { state, before: null, request: null, response: null, now: DEFAULT_NOW, fresh: null, limits: DEFAULT_LIMITS, ...options };
}

/** One evaluation under way. Locals are slots by nesting depth; a slot may hold an error, which counts where it is read. */
export interface Frame {
  readonly environment: Environment;
  readonly locals: Evaluated[];
  /** Elements that may still be visited. */
  budget: number;
  /** The first `limit` error, also if some operator absorbed it: then the result is not to be trusted. */
  exceeded: EvaluationError | null;
}

export function frameOf(environment: Environment): Frame {
  return { environment, locals: [], budget: environment.limits.maxEvaluationSteps, exceeded: null };
}

/** Takes visits from the budget; a `limit` error once it is used up. */
export function spend(frame: Frame, visits: number): EvaluationError | null {
  frame.budget -= visits;
  return frame.budget >= 0
    ? null
    : exceed(frame, failure('limit', `more than ${frame.environment.limits.maxEvaluationSteps} elements visited`));
}

/** Remembers that a limit was hit. */
export function exceed(frame: Frame, error: EvaluationError): EvaluationError {
  frame.exceeded ??= error;
  return error;
}
