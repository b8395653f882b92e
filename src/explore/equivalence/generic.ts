// Decides what is told of a state by saying that a trajectory is accepted in it whatever the server chooses: that one more run of it, in which new keys
// are none that anything compares them with, ends as claimed too.

import type { Timestamp } from '../../base/value.ts';
import type { Execution } from '../../symbolic/execution.ts';
import type { SymbolicState } from '../../symbolic/state.ts';
import type { Term } from '../../symbolic/term.ts';
import { subtermsOf } from '../../symbolic/terms/children.ts';
import { executeLane, isRun, type Lane } from './lane.ts';

/** One more run, and what holds if the trajectory is accepted: an instance of a claim about all choices. */
export interface GenericRun {
  readonly lane: Lane;
  readonly instance: readonly Term[];
}

/** Null where the server has nothing to choose. `firstNumber` begins numbers of steps that no lane has. */
export function genericRun(
  shared: Execution,
  lane: Lane,
  start: SymbolicState,
  firstNumber: number,
  startsAt: Timestamp,
): GenericRun | null {
  if (lane.execution.choices.size === 0) return null;
  const { trajectory } = lane;
  const numbers = trajectory.steps.map((_, index) => firstNumber + index);
  const other = executeLane(shared, trajectory, start, numbers, startsAt);
  return { lane: other, instance: [other.accepted, ...isRun(other), ...unlike(other)] };
}

/**
 * That the keys of the lane are none of those that they are compared with. There are always such keys to choose, as what they are compared with
 * does not depend on them, and where keys are few nothing is said.
 */
function unlike({ accepted, execution }: Lane): readonly Term[] {
  const { factory } = execution.context;
  const own = new Set<Term>();
  for (const { key, left } of execution.madeKeys) if (key.kind === 'scalar' && left === factory.true) own.add(key.term);
  const isApart = (term: Term): boolean => own.has(term) || subtermsOf([term]).every((part) => !own.has(part));
  return subtermsOf([accepted]).flatMap((term) => {
    if (term.kind !== 'operation' || term.operator !== 'equal') return [];
    const [a, b] = term.args;
    if (a === undefined || b === undefined || a === b) return [];
    return (own.has(a) && isApart(b)) || (own.has(b) && isApart(a)) ? [factory.not(term)] : [];
  });
}
