// Decides which plans a search by running finds, and what it shows of those that do not exist.

import type { Excluded, Plan } from './plan-result.ts';
import { isTrue, type Planning, prove } from './planning.ts';
import { type Coverage, hasAll, type Node, pathTo, type SearchOptions, search, type Way, wayTo } from './search.ts';

/** How much a search by running may try. */
export type Effort = Pick<SearchOptions, 'maxCalls' | 'mostOpen'>;

/** What running came to. */
export interface Tried {
  readonly plans: readonly Plan[];
  readonly coverage: Coverage;
  /** Length of the shortest way that reaches the goal in the run and could not be proved to do so always; null for none. */
  readonly doubtful: number | null;
  /** Whether every other plan of as many steps as were asked for has all the operations of one of these. */
  readonly isExhaustive: boolean;
}

/** More ways to the goal that are looked for when those found depend on what the server chooses. */
const SPARE = 8;

/** Searches by running. What reaches the goal in the run is a plan once it is proved to do so whatever the server chooses. */
export async function run(planning: Planning, effort: Effort, spare: number = 0): Promise<Tried> {
  const wanted = planning.options.plans;
  const { reached, coverage } = reach(planning, effort, spare);
  const plans: Plan[] = [];
  let doubtful: number | null = null;
  for (const node of reached) {
    const proved = await prove(planning, pathTo(node), plans.length);
    if (proved === null) doubtful ??= node.depth;
    else plans.push(proved);
  }
  const differing = differingOf(plans);
  if (differing.length < wanted && doubtful !== null && spare === 0) return run(planning, effort, SPARE);
  const isAll = isComplete(coverage) && (coverage.end === 'all' || coverage.end === 'depth') && !coverage.isThinned;
  return { plans: differing.slice(0, wanted), coverage, doubtful, isExhaustive: isAll && doubtful === null };
}

/** Those of which none has all the operations of one before it. */
export function differingOf(plans: readonly Plan[]): readonly Plan[] {
  const kept: { readonly plan: Plan; readonly way: Way }[] = [];
  for (const plan of plans) {
    const way = plan.trajectory.steps.map(({ operationId }) => operationId).toSorted();
    if (!kept.some((one) => hasAll(way, one.way))) kept.push({ plan, way });
  }
  return kept.map(({ plan }) => plan);
}

/** The first ways to the goal, shortest first. */
function reach(
  planning: Planning,
  { maxCalls, mostOpen }: Effort,
  spare: number,
): { readonly reached: readonly Node[]; readonly coverage: Coverage } {
  const { contract, start, goal, avoid, options, verify: verifyOptions, credentials } = planning;
  const reached: Node[] = [];
  const ways: Way[] = [];
  const wanted = options.plans + spare;
  // With more than are asked for, some of which are no plans, none stands for those that have all its operations.
  const isBySets = spare === 0;
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
      maxVisits: options.plans === 1 && isBySets ? 1 : wanted + SPARE,
      waysDiffer: isBySets ? 'in-operations' : 'in-order',
      rules: avoid === null ? [goal.expression] : [goal.expression, avoid.expression],
      isBarred: (state) => avoid !== null && isTrue(planning, avoid, state),
      progress: (states, depth) => options.progress(`${states} states within ${depth + 1} steps`),
    },
    (node) => {
      const way = wayTo(node, isBySets);
      if (isBySets && ways.some((one) => hasAll(way, one))) return 'turn back';
      if (!isTrue(planning, goal, node.state)) return 'go on';
      if (ways.some((one) => one.join(' ') === way.join(' '))) return 'turn back';
      ways.push(way);
      reached.push(node);
      return reached.length >= wanted ? 'stop' : 'turn back';
    },
  );
  return { reached, coverage };
}

/** Whether all that can matter was tried as far as the search went. */
export function isComplete({ open, undecided }: Coverage): boolean {
  return open.length === 0 && undecided.length === 0;
}

/** What a search by running shows of plans that do not exist. A plan that works whatever the server chooses works in the run that was tried. */
export function shownByRunning({ plans: [first], coverage, doubtful }: Tried, maxSteps: number): Excluded {
  const { end, depth, states, calls, open } = coverage;
  const base = { bounds: [], induction: null, states, calls, open };
  if (!isComplete(coverage)) return { ...base, steps: -1, method: null };
  const nearest = Math.min(doubtful ?? Number.POSITIVE_INFINITY, first?.trajectory.steps.length ?? Number.POSITIVE_INFINITY);
  if (Number.isFinite(nearest)) return { ...base, steps: nearest - 1, method: 'exhaustion' };
  if (end === 'all') return { ...base, steps: null, method: 'exhaustion' };
  return { ...base, steps: end === 'depth' ? maxSteps : depth, method: 'exhaustion' };
}
