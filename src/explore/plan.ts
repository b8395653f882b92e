// Decides how a goal is reached with the fewest calls: a search by running, completed and bounded from below by the solver.

import { type Checked, type Diagnostic, hasErrors } from '../base/diagnostic.ts';
import type { Value } from '../base/value.ts';
import type { Contract, Rule } from '../contract/contract.ts';
import type { InitialState, Trajectory } from '../contract/trajectory.ts';
import { scriptedChooser } from '../simulate/choose/scripted.ts';
import { seededChooser } from '../simulate/choose/seeded.ts';
import { holds } from '../simulate/evaluate/evaluate.ts';
import type { State } from '../simulate/state.ts';
import { step } from '../simulate/step.ts';
import { LimitReached } from '../symbolic/limit-reached.ts';
import { Unsupported } from '../symbolic/unsupported.ts';
import { type Claims, compileClaims } from '../verify/claims.ts';
import { clockBounds } from '../verify/clock.ts';
import { DEFAULT_OPTIONS, type VerifyOptions } from '../verify/options.ts';
import { concreteStart } from '../verify/start.ts';
import type { Bound, SolverUse, UnknownReason } from '../verify/verdict.ts';
import { verify } from '../verify/verify.ts';
import { BoundedSearch, type Proposal } from './bounded.ts';
import { requestOf } from './call.ts';
import { credentialsFor } from './credentials.ts';
import { formsOf } from './forms.ts';
import type { OpenPart } from './open-part.ts';
import { pathToTrajectory } from './path-to-trajectory.ts';
import type { Excluded, Plan, PlanResult } from './plan-result.ts';
import { type Coverage, type Edge, type Node, pathTo, type SearchOptions, search } from './search.ts';

/** What is to be reached, and how. */
export interface PlanTask {
  /** A rule that holds in the last state. */
  readonly goal: string;
  /** A rule that holds in no state on the way. */
  readonly avoid?: string | null;
  readonly initial?: InitialState;
}

export interface PlanOptions {
  /** Steps that a plan may have. */
  readonly maxSteps: number;
  /** Plans that are asked for. */
  readonly plans: number;
  /** Calls that the search by running may try. */
  readonly maxCalls: number;
  readonly verify: Partial<VerifyOptions>;
  /** Told now and then what is being done. */
  readonly progress: (text: string) => void;
}

export const DEFAULT_PLAN_OPTIONS: PlanOptions = { maxSteps: 30, plans: 1, maxCalls: 1_000_000, verify: {}, progress: () => undefined };

/** Calls that are tried before the solver is asked, where the search cannot try everything anyway. */
const FIRST_CALLS = 10_000;
/** Arguments that are tried where not all can be, at first and later: at first the search goes far, later it is thorough. */
const FEW = 12;
const MANY = 1_000;
/** Proposals of one length that may fail before planning gives up. */
const MAX_FAILED_PROPOSALS = 16;

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

/** A task that was read and found right. */
interface Planning {
  readonly contract: Contract;
  readonly initial: InitialState;
  readonly start: State;
  readonly goal: Rule;
  readonly avoid: Rule | null;
  readonly claims: Claims;
  readonly credentials: ReadonlyMap<string, string>;
  readonly options: PlanOptions;
  readonly verify: VerifyOptions;
}

function prepare(
  contract: Contract,
  { goal, avoid = null, initial = { kind: 'reset' } }: PlanTask,
  options: PlanOptions,
): Checked<Planning> {
  const verifyOptions = { ...DEFAULT_OPTIONS, ...options.verify };
  const { claims, diagnostics } = compileClaims(contract, shell(initial, goal, avoid));
  if (initial.kind === 'any') return { value: null, diagnostics: [...diagnostics, NO_PLAN_FROM_ANY] };
  const start = concreteStart(contract, initial, verifyOptions);
  const all = [...diagnostics, ...start.diagnostics];
  if (claims === null || claims.goal === null || start.value === null || hasErrors(all)) return { value: null, diagnostics: all };
  const credentials = credentialsFor(contract);
  const rules = { goal: claims.goal, avoid: claims.never, claims };
  return { value: { contract, initial, start: start.value, ...rules, credentials, options, verify: verifyOptions }, diagnostics: all };
}

const NO_PLAN_FROM_ANY: Diagnostic = {
  code: 'no-initial-state',
  severity: 'error',
  message: "a plan starts in one state, and 'any' stands for all of them",
};

function shell(initial: InitialState, goal: string, never: string | null): Trajectory {
  const claimSources = { goal: null, never: null, frame: null };
  return {
    id: 'plan',
    initial,
    steps: [],
    goal,
    never,
    frame: [],
    credentials: new Map(),
    source: { file: 'the command', line: 1, column: 1 },
    claimSources,
  };
}

async function planFrom(planning: Planning): Promise<PlanResult> {
  const { options } = planning;
  const far: Effort = { maxCalls: options.maxCalls, mostOpen: FEW };
  let tried = await run(planning, { maxCalls: Math.min(FIRST_CALLS, options.maxCalls), mostOpen: FEW });
  // Where all calls can be tried, more of them settle it; where not, a solver may.
  if (tried.coverage.end === 'calls' && isComplete(tried.coverage)) tried = await run(planning, far);
  const shown = shownByRunning(tried, options.maxSteps);
  if (isSettled(planning, tried.plans, shown)) return conclude(planning, tried.plans, shown, null, null);
  const solved = await askSolver(planning, tried.plans[0] ?? null);
  const plans = solved.plan === null ? tried.plans : [solved.plan, ...tried.plans].slice(0, options.plans);
  const excluded = strongerOf(shown, {
    ...shown,
    steps: solved.excluded,
    method: solved.excluded < 0 ? null : 'solver',
    bounds: solved.bounds,
    open: solved.open,
  });
  const isDone = plans.length >= options.plans || isComplete(tried.coverage) || (plans.length === 0 && solved.reason === null);
  if (isDone) return conclude(planning, plans, excluded, solved.reason, solved.use);
  const further = await run(planning, far);
  const more = further.plans.length > 0 ? further : await run(planning, { ...far, mostOpen: MANY });
  const longer = more.plans.filter(({ trajectory }) => trajectory.steps.length > (solved.plan?.trajectory.steps.length ?? -1));
  const allPlans = solved.plan === null ? more.plans : [solved.plan, ...longer].slice(0, options.plans);
  return conclude(planning, allPlans, excluded, solved.reason, solved.use);
}

/** Whether the plans are known to be shortest, or not to exist. */
function isSettled({ options }: Planning, [first]: readonly Plan[], { steps }: Excluded): boolean {
  return steps === null || steps >= (first === undefined ? options.maxSteps : first.trajectory.steps.length - 1);
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
): PlanResult {
  const isNone = plans.length === 0 && (excluded.steps === null || excluded.steps >= options.maxSteps);
  const outcome = plans.length > 0 ? 'found' : isNone ? 'none' : 'unknown';
  return {
    goal: goal.text,
    avoid: avoid?.text ?? null,
    outcome,
    plans,
    excluded: excluded.steps === -1 ? excluded : { ...excluded, bounds: [...excluded.bounds, ...clockBounds(contract, [goal, avoid])] },
    unknown: outcome === 'unknown' ? (unknown ?? NOT_SEARCHED) : null,
    solver,
  };
}

const NOT_SEARCHED: UnknownReason = { kind: 'rounds', message: 'not everything within reach could be searched', constructs: [] };

/** How much a search by running may try. */
type Effort = Pick<SearchOptions, 'maxCalls' | 'mostOpen'>;

interface Tried {
  readonly plans: readonly Plan[];
  readonly coverage: Coverage;
  /** Length of the shortest way that reaches the goal in the run and could not be proved to do so always; null for none. */
  readonly doubtful: number | null;
}

/** More ways to the goal that are looked for when those found depend on what the server chooses. */
const SPARE = 8;

/** Searches by running. What reaches the goal in the run is a plan once it is proved to do so whatever the server chooses. */
async function run(planning: Planning, { maxCalls, mostOpen }: Effort, wanted: number = planning.options.plans): Promise<Tried> {
  const { reached, coverage } = reach(planning, { maxCalls, mostOpen }, wanted);
  const plans: Plan[] = [];
  let doubtful: number | null = null;
  for (const node of reached) {
    const proved = await prove(planning, pathTo(node), plans.length);
    if (proved === null) doubtful ??= node.depth;
    else plans.push(proved);
  }
  const isShort = plans.length < planning.options.plans && coverage.end === 'found' && wanted === planning.options.plans;
  return isShort
    ? run(planning, { maxCalls, mostOpen }, wanted + SPARE)
    : { plans: plans.slice(0, planning.options.plans), coverage, doubtful };
}

/** The first ways to the goal, shortest first. */
function reach(
  planning: Planning,
  { maxCalls, mostOpen }: Effort,
  wanted: number,
): { readonly reached: readonly Node[]; readonly coverage: Coverage } {
  const { contract, start, goal, avoid, options, verify: verifyOptions, credentials } = planning;
  const reached: Node[] = [];
  const ways = new Set<string>();
  const { now, seed, limits } = verifyOptions;
  const coverage = search(
    contract,
    start,
    {
      now,
      seed,
      limits,
      credentials,
      maxDepth: options.maxSteps,
      maxCalls,
      mostOpen,
      withFaults: false,
      maxVisits: wanted,
      rules: avoid === null ? [goal.expression] : [goal.expression, avoid.expression],
      isBarred: (state) => avoid !== null && isTrue(planning, avoid, state),
      progress: (states, depth) => options.progress(`${states} states within ${depth + 1} steps`),
    },
    (node) => {
      if (!isTrue(planning, goal, node.state)) return 'go on';
      const way = pathTo(node)
        .map(({ call }) => call.operation.id)
        .join(' ');
      if (ways.has(way)) return 'turn back';
      ways.add(way);
      reached.push(node);
      return reached.length >= wanted ? 'stop' : 'turn back';
    },
  );
  return { reached, coverage };
}

function isTrue({ verify: { now, limits } }: Planning, rule: Rule, state: State): boolean {
  return holds(rule.expression, { state, before: null, request: null, response: null, now, fresh: null, limits }) === true;
}

/** The path as a plan; null where the goal depends on what the server chooses. */
async function prove(
  { contract, initial, goal, avoid, credentials, verify: options }: Planning,
  path: readonly Edge[],
  number: number,
): Promise<Plan | null> {
  const used = path.some(({ call }) => call.operation.security.length > 0) ? credentials : new Map<string, string>();
  const setting = {
    id: number === 0 ? 'plan' : `plan-${number + 1}`,
    initial,
    goal: goal.text,
    never: avoid?.text ?? null,
    credentials: used,
  };
  const trajectory = pathToTrajectory(path, setting);
  const { value } = await verify(contract, trajectory, options);
  return value?.verdict === 'valid' ? { trajectory, verdict: value } : null;
}

function isComplete({ open, undecided }: Coverage): boolean {
  return open.length === 0 && undecided.length === 0;
}

/** What a search by running shows of plans that do not exist. A plan that works whatever the server chooses works in the run that was tried. */
function shownByRunning({ coverage, doubtful }: Tried, maxSteps: number): Excluded {
  const { end, depth, states, calls, open } = coverage;
  const base = { bounds: [], states, calls, open };
  if (!isComplete(coverage)) return { ...base, steps: -1, method: null };
  if (doubtful !== null) return { ...base, steps: doubtful - 1, method: 'exhaustion' };
  if (end === 'all') return { ...base, steps: null, method: 'exhaustion' };
  return { ...base, steps: end === 'depth' ? maxSteps : depth, method: 'exhaustion' };
}

interface Solved {
  /** Shorter than the one that was known. */
  readonly plan: Plan | null;
  readonly excluded: number;
  readonly bounds: readonly Bound[];
  readonly open: readonly OpenPart[];
  readonly reason: UnknownReason | null;
  readonly use: SolverUse | null;
}

/** Asks for plans of 0, 1, 2, … steps, fewer than the known one has. */
async function askSolver(planning: Planning, known: Plan | null): Promise<Solved> {
  const { contract, options, verify: verifyOptions, goal, avoid, initial, credentials } = planning;
  const most = known === null ? options.maxSteps : known.trajectory.steps.length - 1;
  const { forms, open } = formsOf(contract);
  let excluded = -1;
  let bounds: readonly Bound[] = [];
  let searching: BoundedSearch | null = null;
  const result = (plan: Plan | null, reason: UnknownReason | null): Solved => ({
    plan,
    excluded,
    bounds,
    open,
    reason,
    use: searching?.use() ?? null,
  });
  if (open.length > 0) return result(null, optionalParts(open));
  try {
    searching = new BoundedSearch(contract, forms, await verifyOptions.solver(), {
      initial,
      goal,
      avoid,
      credentials,
      now: verifyOptions.now,
      verify: verifyOptions,
    });
    for (let length = 0; length <= most; length += 1) {
      options.progress(`plans of ${length} steps`);
      if (length > 0) searching.extend();
      const answer = await planOfThatLength(planning, searching);
      if (answer.kind === 'plan') return result(answer.plan, null);
      if (answer.kind === 'unknown') return result(null, answer.reason);
      excluded = length;
      bounds = answer.bounds;
    }
    return result(null, null);
  } catch (error) {
    return result(null, reasonOf(error));
  } finally {
    searching?.close();
  }
}

type OfLength =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'none'; readonly bounds: readonly Bound[] }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };

/** What the solver proposes is run, and proved; what cannot be is left out, and it is asked again. */
async function planOfThatLength(planning: Planning, searching: BoundedSearch): Promise<OfLength> {
  let failed = 0;
  for (; failed < MAX_FAILED_PROPOSALS; failed += 1) {
    const answer = searching.ask();
    if (answer.kind === 'unknown') return answer;
    if (answer.kind === 'none') {
      // What was left out was left out for what it is, not for what the solver knows: it might do in some other form.
      return failed === 0 ? answer : { kind: 'unknown', reason: dependsOnServer(failed) };
    }
    const path = runProposal(planning, answer.proposal);
    const proved = path === null ? null : await prove(planning, path, 0);
    if (proved !== null) return { kind: 'plan', plan: proved };
    searching.exclude(answer.proposal);
  }
  return { kind: 'unknown', reason: dependsOnServer(failed) };
}

function dependsOnServer(failed: number): UnknownReason {
  const message = `${failed} sequences that the solver proposed reach the goal only if the server chooses as it supposes, or not at all`;
  return { kind: 'not-realisable', message, constructs: [] };
}

function optionalParts(open: readonly OpenPart[]): UnknownReason {
  const parts = open.map(({ operationId, part }) => `${operationId} ${part}`);
  return { kind: 'unsupported', message: 'an operation has more optional parts than are tried in all combinations', constructs: parts };
}

/** The proposal as a path, run with the choices that the solver supposes; null where a call does not succeed. */
function runProposal(planning: Planning, { calls, choices }: Proposal): readonly Edge[] | null {
  const { contract, credentials, verify: options } = planning;
  let node: Node = { state: planning.start, edge: null, depth: 0 };
  for (const [index, call] of calls.entries()) {
    const chooser = scriptedChooser(choices[index] ?? new Map<string, Value>(), seededChooser(contract, options.seed, index));
    const { now, limits } = options;
    const transition = step(contract, node.state, requestOf(call, credentials), { chooser, now, invariantsHold: true, limits });
    if (transition.kind === 'undecided' || transition.outcome.kind !== 'success') return null;
    node = { state: transition.state, edge: { from: node, call, transition }, depth: index + 1 };
  }
  return pathTo(node);
}

function reasonOf(error: unknown): UnknownReason {
  if (error instanceof LimitReached) return { kind: 'size-limit', message: error.message, constructs: [] };
  if (error instanceof Unsupported) return { kind: 'unsupported', message: error.message, constructs: [error.construct] };
  throw error;
}
