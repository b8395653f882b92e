// Decides how a step ends before success: a refusal, a fault of the contract, or no answer.

import type { Cause, Outcome } from '../contract/outcome.ts';
import { CONFLICT, FAULT } from '../contract/outcome.ts';
import type { Undecided } from './undecided.ts';

export type Stop = Exclude<Outcome, { kind: 'success' }> | Undecided;

export function refuse(status: number, cause: Cause): Stop {
  return { kind: 'refused', status, cause };
}

export function conflict(cause: Cause): Stop {
  return refuse(CONFLICT, cause);
}

export function fault(cause: Cause): Stop {
  return { kind: 'fault', status: FAULT, cause };
}

const STOPS: ReadonlySet<unknown> = new Set(['refused', 'fault', 'undecided']);

/** Whether something that may be a stop is one. (No other data that is told apart by `kind` uses these three.) */
export function isStop<T>(x: T | Stop): x is Stop {
  return typeof x === 'object' && x !== null && 'kind' in x && STOPS.has(x.kind);
}
