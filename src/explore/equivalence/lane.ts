// Decides what one of two trajectories does, symbolically, from the state in which both start. Proves nothing.

import { timestamp } from '../../base/time.ts';
import type { Timestamp } from '../../base/value.ts';
import type { Trajectory } from '../../contract/trajectory.ts';
import { executeStep } from '../../symbolic/execute.ts';
import type { Execution, MadeKey } from '../../symbolic/execution.ts';
import { formRequest } from '../../symbolic/request/request.ts';
import { settle } from '../../symbolic/settle.ts';
import type { SymbolicState } from '../../symbolic/state.ts';
import type { Term } from '../../symbolic/term.ts';
import type { Performed } from '../../symbolic/transition.ts';
import { claimsSuccess, stepObligations } from '../../verify/step-obligations.ts';

/**
 * A trajectory executed beside another. Each step is executed as if those before it ended as claimed: what is said of a step
 * means something only where `reached` of it holds.
 */
export interface Lane {
  readonly trajectory: Trajectory;
  /** What the server chooses in a step is named after its number: two lanes share the choices of steps with one number. */
  readonly numbers: readonly number[];
  readonly execution: Execution;
  readonly history: readonly (Performed | undefined)[];
  /** For each step, that all steps before it end as claimed. */
  readonly reached: readonly Term[];
  /** That all steps end as claimed. */
  readonly accepted: Term;
  /** The state after the last step, where all are as claimed. */
  readonly end: SymbolicState;
  readonly endsAt: Timestamp;
  /** For each step, what has to be assumed where certain unknowns occur, as `Execution` says. */
  readonly deferred: readonly ReadonlyMap<string, () => readonly Term[]>[];
}

/** Executes the steps. `shared` has the context, the contract and the holes; choices are the lane's own but for their names. */
export function executeLane(
  shared: Execution,
  trajectory: Trajectory,
  start: SymbolicState,
  numbers: readonly number[],
  startsAt: Timestamp,
): Lane {
  const { factory } = shared.context;
  const execution: Execution = { ...shared, choices: new Map(), madeKeys: [] };
  const history: Performed[] = [];
  const reached: Term[] = [];
  const deferred: Map<string, () => readonly Term[]>[] = [];
  let state = start;
  let now = startsAt;
  let accepted: Term = factory.true;
  trajectory.steps.forEach((step, index) => {
    now = timestamp(now.nanos + step.advanceNanos) ?? now;
    const own: Execution = { ...execution, deferred: new Map() };
    const request = formRequest(own, trajectory, index, history);
    if (request) {
      const transition = executeStep(own, state, request, { step: numbers[index] ?? index, now });
      history[index] = { request, transition };
      const succeeds = transition.success.kind === 'constant' ? transition.success.value === true : claimsSuccess(step);
      state = settle(own.context, transition, succeeds ? 'success' : 'failed');
    }
    reached.push(accepted);
    const claims = stepObligations(own, step, index, history).filter(({ quantifier }) => quantifier === 'must');
    accepted = factory.and([accepted, ...claims.map(({ claim }) => claim)]);
    deferred.push(own.deferred);
  });
  return { trajectory, numbers, execution, history, reached, accepted, end: state, endsAt: now, deferred };
}

/** That the server had a key left to choose wherever it had to choose one: else the trajectory does not come to an end. */
export function isRun(lane: Lane): readonly Term[] {
  const { factory } = lane.execution.context;
  return lane.execution.madeKeys
    .filter(({ left }) => left !== factory.true)
    .map((made) => factory.implies(lane.reached[indexOf(lane, made)] ?? factory.true, made.left));
}

/** The step of the lane with the number of the one in which a key was made; -1 for none. */
export function indexOf({ numbers }: Lane, { step }: MadeKey): number {
  return numbers.indexOf(step);
}

/** The execution as questions about these lanes see it: with the facts of their steps, each where the step is reached. */
export function withFactsOf(shared: Execution, lanes: readonly Lane[]): Execution {
  const { factory } = shared.context;
  const deferred = new Map(shared.deferred);
  for (const lane of lanes) {
    for (const [index, facts] of lane.deferred.entries()) {
      const reached = lane.reached[index] ?? factory.true;
      for (const [name, make] of facts) {
        const before = deferred.get(name);
        const guarded = (): readonly Term[] => make().map((fact) => factory.implies(reached, fact));
        deferred.set(name, before === undefined ? guarded : () => [...before(), ...guarded()]);
      }
    }
  }
  return { ...shared, deferred };
}
