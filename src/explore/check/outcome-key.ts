// Decides when two outcomes of an operation are one for model checking: both success, or refused or at fault for the same cause.

import type { Cause, Outcome } from '../../contract/outcome.ts';

/** `success`, `refused precondition placeOrder/preconditions/0`, `fault invariant invariants/1`. */
export type OutcomeKey = string;

export function outcomeKey(outcome: Outcome): OutcomeKey {
  return outcome.kind === 'success' ? SUCCESS : causeKey(outcome.kind, outcome.cause);
}

export function causeKey(kind: 'refused' | 'fault', cause: Cause): OutcomeKey {
  return `${kind} ${cause.kind} ${cause.id}`;
}

export const SUCCESS: OutcomeKey = 'success';
