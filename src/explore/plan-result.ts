// Decides the form of what planning finds: plans with their proofs, and what is known of there being no others. Plain data.

import type { Trajectory } from '../contract/trajectory.ts';
import type { Bound, SolverUse, UnknownReason, Verdict } from '../verify/verdict.ts';
import type { OpenPart } from './open-part.ts';

/**
 * `found`: the plans reach the goal whatever the server chooses, each proved like any other trajectory. `none`: there is no plan, as far as
 * `excluded` says. `unknown` is neither.
 */
export interface PlanResult {
  readonly goal: string;
  readonly avoid: string | null;
  readonly outcome: 'found' | 'none' | 'unknown';
  /** In the order of their lengths; none has all the operations of another, as often, whatever the order and the arguments. */
  readonly plans: readonly Plan[];
  /** Whether every other plan of as many steps as were asked for has all the operations of one of these. */
  readonly exhaustive: boolean;
  readonly excluded: Excluded;
  readonly unknown: UnknownReason | null;
  readonly solver: SolverUse | null;
}

export interface Plan {
  readonly trajectory: Trajectory;
  readonly verdict: Verdict;
}

/** What was shown about plans that do not exist. */
export interface Excluded {
  /** There is no plan of so many steps or fewer; null: of any number of steps; -1: nothing was shown. */
  readonly steps: number | null;
  /**
   * How: `exhaustion`: all calls that can matter were tried in all states that are reached. `solver`: the solver refuted it for all arguments.
   * `induction`: no call leads from a state in which the goal does not hold to one in which it does.
   */
  readonly method: 'exhaustion' | 'solver' | 'induction' | null;
  /** Of an induction: how many states in a row were looked at, and the rules that were guessed, proved and used. */
  readonly induction: { readonly k: number; readonly lemmas: readonly string[] } | null;
  /** What the proof covers only up to a size. */
  readonly bounds: readonly Bound[];
  readonly states: number;
  readonly calls: number;
  /** Parts of requests of which the search did not try all values. Of interest where `method` is not `solver`. */
  readonly open: readonly OpenPart[];
}

/** Whether the first plan is proved to be a shortest one. */
export function isShortest({ plans, excluded }: PlanResult): boolean {
  const [first] = plans;
  return first !== undefined && excluded.steps !== null && excluded.steps >= first.trajectory.steps.length - 1;
}
