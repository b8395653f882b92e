// Decides what there is to prove of two trajectories: executes both from one unknown, or known, state and says what has to be equal. Asks no solver.

import { type Checked, hasErrors } from '../../base/diagnostic.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Trajectory } from '../../contract/trajectory.ts';
import type { State } from '../../simulate/state.ts';
import type { Context, QuantifierMode } from '../../symbolic/context.ts';
import { createContext } from '../../symbolic/create-context.ts';
import { createExecution, type Execution } from '../../symbolic/execution.ts';
import { createFactory } from '../../symbolic/factory.ts';
import { anyLegalState, initialState } from '../../symbolic/initial/initial.ts';
import { holeSchemas } from '../../symbolic/request/holes.ts';
import type { SymbolicState } from '../../symbolic/state.ts';
import { clockBounds } from '../../verify/clock.ts';
import type { VerifyOptions } from '../../verify/options.ts';
import type { Correspondence } from './correspond.ts';
import type { Compared } from './equivalence-result.ts';
import { type GenericRun, genericRun } from './generic.ts';
import { executeLane, type Lane } from './lane.ts';
import { type Equation, sameAnswers, sameState } from './same-end.ts';

/** Two trajectories with nothing in them but calls and what they claim of their outcome, from one initial state. */
export interface PairQuestion {
  readonly contract: Contract;
  readonly left: Trajectory;
  readonly right: Trajectory;
  /** Null for `any`. */
  readonly start: State | null;
  readonly pairs: Correspondence;
  readonly compared: Compared;
  /** Whether what is referred to exists in a state of `any`, as in every legal state. */
  readonly isLinked: boolean;
  readonly options: VerifyOptions;
}

/** Both, executed in one context. */
export interface PairRun {
  readonly question: PairQuestion;
  readonly execution: Execution;
  readonly start: SymbolicState;
  readonly left: Lane;
  readonly right: Lane;
  /** One more run of each, where the server has something to choose. */
  readonly genericLeft: GenericRun | null;
  readonly genericRight: GenericRun | null;
  /** What is equal if both, ending as claimed, come to the same. */
  readonly equations: readonly Equation[];
}

export function executePair(question: PairQuestion, quantifiers: QuantifierMode): Checked<PairRun> {
  const { contract, left, right, pairs, compared, options } = question;
  const context = createContext({ factory: createFactory(options.limits), schemas: contract.schemas, limits: options.limits, quantifiers });
  const execution = createExecution(context, contract, holeSchemas(contract, { ...left, steps: [...left.steps, ...right.steps] }));
  const { value: start, diagnostics } = startOf(question, execution);
  if (start === null || hasErrors(diagnostics)) return { value: null, diagnostics };
  const a = executeLane(execution, left, start, [...left.steps.keys()], options.now);
  const b = executeLane(execution, right, start, numbersOf(question), options.now);
  const answers = compared === 'state' ? [] : sameAnswers(a, b, pairs.same);
  const equations = [...sameState(context, a.end, b.end), ...answers, ...sameClock(context, contract, a, b)];
  const numbered = left.steps.length + right.steps.length;
  const genericLeft = genericRun(execution, a, start, numbered, options.now);
  const genericRight = genericRun(execution, b, start, numbered + left.steps.length, options.now);
  return { value: { question, execution, start, left: a, right: b, genericLeft, genericRight, equations }, diagnostics };
}

function startOf({ left, isLinked, options }: PairQuestion, execution: Execution): Checked<SymbolicState> {
  if (left.initial.kind !== 'any' || isLinked) return initialState(execution, left.initial, options.now);
  return { value: anyLegalState(execution, options.now, () => false), diagnostics: [] };
}

/** A step of the right trajectory has the number of the left one that it is paired with, or else one of its own. */
function numbersOf({ left, right, pairs }: PairQuestion): readonly number[] {
  const twins = new Map([...pairs.same, ...pairs.alike].map((pair) => [pair.right, pair.left]));
  return right.steps.map((_, index) => twins.get(index) ?? left.steps.length + index);
}

/** Where some rule reads the clock, it is part of the state. */
function sameClock({ factory }: Context, contract: Contract, left: Lane, right: Lane): readonly Equation[] {
  const isRead = clockBounds(contract).length > 0;
  return isRead ? [{ name: 'the clock', term: factory.bool(left.endsAt.nanos === right.endsAt.nanos) }] : [];
}
