// Decides which plans a search by running finds, and what it shows of those that do not exist.

import type { Excluded, Plan } from './plan-result.ts';
import { isTrue, type Planning, prove } from './planning.ts';
import { type Coverage, type Node, pathTo, type SearchOptions, search } from './search.ts';

/** How much a search by running may try. */
export type Effort = Pick<SearchOptions, 'maxCalls' | 'mostOpen'>;

/** What running came to. */
export interface Tried {
  readonly plans: readonly Plan[];
  readonly coverage: Coverage;
  /** Length of the shortest way that reaches the goal in the run and could not be proved to do so always; null for none. */
  readonly doubtful: number | null;
}

/** More ways to the goal that are looked for when those found depend on what the server chooses. */
const SPARE = 8;

/** Searches by running. What reaches the goal in the run is a plan once it is proved to do so whatever the server chooses. */
export async function run(planning: Planning, { maxCalls, mostOpen }: Effort, wanted: number = planning.options.plans): Promise<Tried> {
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

/** Whether all that can matter was tried as far as the search went. */
export function isComplete({ open, undecided }: Coverage): boolean {
  return open.length === 0 && undecided.length === 0;
}

/** What a search by running shows of plans that do not exist. A plan that works whatever the server chooses works in the run that was tried. */
export function shownByRunning({ coverage, doubtful }: Tried, maxSteps: number): Excluded {
  const { end, depth, states, calls, open } = coverage;
  const base = { bounds: [], induction: null, states, calls, open };
  if (!isComplete(coverage)) return { ...base, steps: -1, method: null };
  if (doubtful !== null) return { ...base, steps: doubtful - 1, method: 'exhaustion' };
  if (end === 'all') return { ...base, steps: null, method: 'exhaustion' };
  return { ...base, steps: end === 'depth' ? maxSteps : depth, method: 'exhaustion' };
}
