// Decides whether a trajectory can come to given results from a given state, if only the server chooses so.

import type { Timestamp, Value } from '../../base/value.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Trajectory } from '../../contract/trajectory.ts';
import type { Replay } from '../../simulate/replay/replay.ts';
import { stateValue } from '../../simulate/state.ts';
import { equals } from '../../symbolic/claims/claims.ts';
import { createContext } from '../../symbolic/create-context.ts';
import { createExecution, type Execution } from '../../symbolic/execution.ts';
import { createFactory } from '../../symbolic/factory.ts';
import { initialState } from '../../symbolic/initial/initial.ts';
import type { SymbolicState } from '../../symbolic/state.ts';
import type { Term } from '../../symbolic/term.ts';
import type { VerifyOptions } from '../../verify/options.ts';
import { Prover } from '../../verify/prover.ts';
import { outcomeAt } from './compare-runs.ts';
import { executeLane, isRun, type Lane, withFactsOf } from './lane.ts';
import { sameState } from './same-end.ts';

/** Where a run of another trajectory came to: the state, and what the steps of this one would have to answer, by index. */
export interface Destination {
  readonly start: Value;
  readonly run: Replay;
  /** For steps of this trajectory, the step of the run that they answer like. */
  readonly answers: ReadonlyMap<number, number>;
}

/** `false` is proved; `true` says that it may. May throw `LimitReached` and `Unsupported`. */
export async function canEndSo(
  contract: Contract,
  trajectory: Trajectory,
  { start, run, answers }: Destination,
  options: VerifyOptions,
): Promise<boolean> {
  const { limits, question, now, record } = options;
  const context = createContext({ factory: createFactory(limits), schemas: contract.schemas, limits });
  const shared = createExecution(context, contract, new Map());
  const from = stateFrom(shared, start, now);
  const to = stateFrom(shared, stateValue(run.state), now);
  if (from === null || to === null) return true;
  const lane = executeLane(shared, trajectory, from, [...trajectory.steps.keys()], now);
  const terms = [lane.accepted, ...isRun(lane), ...sameState(context, lane.end, to).map(({ term }) => term)];
  for (const [own, other] of answers) terms.push(answersLike(lane, own, run, other));
  const execution = withFactsOf(shared, [lane]);
  const prover = new Prover(execution, await options.solver(), { limits: question, effort: 'matching', claims: terms, record });
  try {
    return prover.ask('the same results', terms).kind !== 'unsat' || context.bounds.length > 0;
  } finally {
    prover.close();
  }
}

function stateFrom(execution: Execution, state: Value, now: Timestamp): SymbolicState | null {
  return initialState(execution, { kind: 'given', state }, now).value;
}

function answersLike({ history, execution: { context } }: Lane, own: number, run: Replay, other: number): Term {
  const { factory } = context;
  const outcome = outcomeAt(run, other);
  const transition = history[own]?.transition;
  if (outcome === null || transition === undefined) return factory.true;
  const status = factory.equal(transition.status, factory.int(outcome.status));
  if (outcome.kind !== 'success') return factory.and([status, factory.not(transition.success)]);
  return factory.and([status, transition.success, equals(context, transition.response.body, outcome.body)]);
}
