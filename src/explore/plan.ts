// Decides how a goal is reached with the fewest calls: a search by running, completed and bounded from below by the solver.

import type { Checked } from '../base/diagnostic.ts';
import type { Contract } from '../contract/contract.ts';
import { clockBounds } from '../verify/clock.ts';
import type { Bound, SolverUse, UnknownReason } from '../verify/verdict.ts';
import { fromOneState, fromSeveralStates, type Induction, unreached } from './plan-by-induction.ts';
import { differingOf, type Effort, isComplete, run, shownByRunning, type Tried } from './plan-by-running.ts';
import { askSolver } from './plan-by-solver.ts';
import type { Excluded, Plan, PlanResult } from './plan-result.ts';
import { DEFAULT_PLAN_OPTIONS, type Planning, type PlanOptions, type PlanTask, prepare } from './planning.ts';

export { DEFAULT_PLAN_OPTIONS, type PlanOptions, type PlanTask } from './planning.ts';

/** Calls that are tried before the solver is asked, where the search cannot try everything anyway. */
const FIRST_CALLS = 10_000;
/** Calls that are tried for further plans, where one is known. */
const FURTHER_CALLS = 50_000;
/** Arguments that are tried where not all can be, at first and later: at first the search goes far, later it is thorough. */
const FEW = 12;
const MANY = 1_000;

/**
 * Shortest plans to a goal, or what shows that there are none. A plan reaches the goal from this initial state whatever the server chooses; the
 * clock stands still. `value` is null after errors in the task.
 */
export async function plan(contract: Contract, task: PlanTask, options: Partial<PlanOptions> = {}): Promise<Checked<PlanResult>> {
  const all = { ...DEFAULT_PLAN_OPTIONS, ...options };
  const { value: planning, diagnostics } = prepare(contract, task, all);
  if (planning === null) return { value: null, diagnostics };
  return { value: await planFrom(planning), diagnostics };
}

async function planFrom(planning: Planning): Promise<PlanResult> {
  const { options } = planning;
  const far: Effort = { maxCalls: options.maxCalls, mostOpen: FEW };
  let tried = await run(planning, { maxCalls: Math.min(FIRST_CALLS, options.maxCalls), mostOpen: FEW });
  // Where all calls can be tried, more of them settle it; where not, a solver may.
  if (tried.coverage.end === 'calls' && isComplete(tried.coverage)) tried = await run(planning, far);
  const shown = shownByRunning(tried, options.maxSteps);
  if (isSettled(planning, tried.plans, shown)) return conclude(planning, tried.plans, shown, null, null, tried.isExhaustive);
  const nowhere = tried.plans.length === 0 ? await unreached(planning) : null;
  const atOnce = nowhere && (await fromOneState(nowhere));
  if (atOnce) return conclude(planning, [], never(shown, atOnce), null, null);
  const solved = await askSolver(planning, tried.plans[0] ?? null);
  const atLast = nowhere && solved.plan === null ? await fromSeveralStates(nowhere) : null;
  if (atLast) return conclude(planning, [], never(shown, atLast), null, solved.use);
  const known = solved.plan === null ? tried.plans : [solved.plan, ...tried.plans];
  const plans = differingOf(known).slice(0, options.plans);
  const excluded = strongerOf(shown, {
    ...shown,
    steps: solved.excluded,
    method: solved.excluded < 0 ? null : 'solver',
    bounds: solved.bounds,
    open: solved.open,
  });
  const isDone = plans.length >= options.plans || isComplete(tried.coverage) || (plans.length === 0 && solved.reason === null);
  if (isDone) return conclude(planning, plans, excluded, solved.reason, solved.use);
  const more = await runFurther(planning, plans.length > 0);
  const all = differingOf([...known, ...more.plans].toSorted((a, b) => a.trajectory.steps.length - b.trajectory.steps.length));
  const { states, calls } = more.coverage;
  return conclude(
    planning,
    all.slice(0, options.plans),
    excluded.method === 'exhaustion' ? excluded : { ...excluded, states, calls },
    solved.reason,
    solved.use,
  );
}

/** Further plans beside one that is known are looked for less far than the first. */
async function runFurther(planning: Planning, isKnown: boolean): Promise<Tried> {
  const { maxCalls } = planning.options;
  if (isKnown) return run(planning, { maxCalls: Math.min(FURTHER_CALLS, maxCalls), mostOpen: FEW });
  const far = await run(planning, { maxCalls, mostOpen: FEW });
  return far.plans.length > 0 ? far : run(planning, { maxCalls, mostOpen: MANY });
}

/** Whether the plans are known to be shortest, or not to exist. */
function isSettled({ options }: Planning, [first]: readonly Plan[], { steps }: Excluded): boolean {
  return steps === null || steps >= (first === undefined ? options.maxSteps : first.trajectory.steps.length - 1);
}

/** No plan of any length, by induction. */
function never(shown: Excluded, { k, lemmas, bounds }: Induction): Excluded {
  return { ...shown, steps: null, method: 'induction', induction: { k, lemmas }, bounds, open: [] };
}

/** Of two things shown, the one that goes further. */
function strongerOf(a: Excluded, b: Excluded): Excluded {
  if (a.steps === null) return a;
  return b.steps !== null && a.steps >= b.steps ? a : b;
}

function conclude(
  { contract, goal, avoid, options }: Planning,
  plans: readonly Plan[],
  excluded: Excluded,
  unknown: UnknownReason | null,
  solver: SolverUse | null,
  isExhaustive = false,
): PlanResult {
  const isNone = plans.length === 0 && (excluded.steps === null || excluded.steps >= options.maxSteps);
  const outcome = plans.length > 0 ? 'found' : isNone ? 'none' : 'unknown';
  return {
    goal: goal.text,
    avoid: avoid?.text ?? null,
    outcome,
    plans,
    exhaustive: outcome === 'none' || isExhaustive,
    excluded:
      excluded.steps === -1 ? excluded : { ...excluded, bounds: distinct([...excluded.bounds, ...clockBounds(contract, [goal, avoid])]) },
    unknown: outcome === 'unknown' ? (unknown ?? NOT_SEARCHED) : null,
    solver,
  };
}

function distinct(bounds: readonly Bound[]): readonly Bound[] {
  return [...new Map(bounds.map((bound) => [`${bound.what} ${bound.size}`, bound])).values()];
}

const NOT_SEARCHED: UnknownReason = { kind: 'rounds', message: 'not everything within reach could be searched', constructs: [] };
