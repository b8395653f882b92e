// Decides how a reason for not deciding is classified.

import type { Undecided, UnknownCause } from '../symbolic/solver.ts';
import type { Bound, UnknownReason } from './verdict.ts';

const KINDS: Readonly<Record<UnknownCause, UnknownReason['kind']>> = {
  'resource-limit': 'resource-limit',
  'time-limit': 'time-limit',
  incomplete: 'incomplete-theory',
  encoding: 'unsupported',
  fault: 'solver-fault',
};

/** The reason behind an `unknown` of the solver. */
export function unknownAnswer({ cause, reason }: Undecided): UnknownReason {
  return { kind: KINDS[cause], message: `the solver did not decide: ${reason}`, constructs: [] };
}

/** Not decided because the judgement depends on constructs without faithful meaning in logic. */
export function unsupported(constructs: readonly string[]): UnknownReason {
  const message = 'the answer depends on constructs whose meaning the solver does not know, and a replay does not confirm it';
  return { kind: 'unsupported', message, constructs };
}

/** Not decided because nothing was found within a bound, and more may exist beyond. */
export function beyondBounds(bounds: readonly Bound[]): UnknownReason {
  const within = bounds.map(({ what, size }) => `${what} up to ${size}`).join(', ');
  return { kind: 'rounds', message: `nothing was found within the bounds of the search: ${within}`, constructs: [] };
}
