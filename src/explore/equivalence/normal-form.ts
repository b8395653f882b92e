// Decides in which order the steps of a trajectory stand that may stand in several, and which of them can be left out: each claim is proved by
// comparing whole trajectories, from their initial state.
//
// The order is the lexicographic normal form of a trace (Mazurkiewicz 1977; Anisimov and Knuth 1979): first the least step that can come first, and so on.
// Steps are ordered by their operation and arguments. Whether two steps commute may depend on what comes before them; where it does not, all
// orders of one trajectory that come of commuting steps have one normal form.

import { compareText } from '../../base/text.ts';
import type { Contract } from '../../contract/contract.ts';
import { withOnly } from '../../contract/relink.ts';
import type { Step, Trajectory } from '../../contract/trajectory.ts';
import type { VerifyOptions } from '../../verify/options.ts';
import { callText, type Pair } from './correspond.ts';
import type { EquivalenceResult, Finding } from './equivalence-result.ts';
import { equivalent } from './equivalent.ts';
import type { NormalForm, Sameness } from './normal-form-result.ts';
import { mapTemplates, referredBy } from './references.ts';

export interface NormalFormOptions {
  readonly verify: Partial<VerifyOptions>;
  /** Comparisons of trajectories that it may take. */
  readonly maxComparisons: number;
}

const DEFAULT_NORMAL_FORM_OPTIONS: NormalFormOptions = { verify: {}, maxComparisons: 1_000 };

const USES: Sameness = { kind: 'refuted', why: 'uses' };

/** Whether a step and the next can change places: from the trajectory's initial state, all comes to the same, answers included. */
export async function commutes(
  contract: Contract,
  trajectory: Trajectory,
  step: number,
  options: Partial<VerifyOptions> = {},
): Promise<Sameness> {
  const order = [...trajectory.steps.keys()];
  const swapped = order.with(step, step + 1).with(step + 1, step);
  const other = trajectory.steps[step + 1] === undefined ? null : withOnly(trajectory, swapped);
  return other === null ? USES : compare(contract, trajectory, other, swapped, options);
}

/** Whether a step can be left out: no other uses it, and from the trajectory's initial state all comes to the same without it. */
export async function isRedundant(
  contract: Contract,
  trajectory: Trajectory,
  step: number,
  options: Partial<VerifyOptions> = {},
): Promise<Sameness> {
  const order = [...trajectory.steps.keys()].toSpliced(step, 1);
  const other = withOnly(trajectory, order);
  return other === null ? USES : compare(contract, trajectory, other, order, options);
}

/** `order`: for each step of the other trajectory, its index in the first. */
async function compare(
  contract: Contract,
  trajectory: Trajectory,
  other: Trajectory,
  order: readonly number[],
  options: Partial<VerifyOptions>,
): Promise<Sameness> {
  // What must never hold is about the states on the way, which are others in another order.
  if (trajectory.never !== null) return NEVER;
  const pairs = order.map((left, right): Pair => ({ left, right }));
  const { value } = await equivalent(contract, trajectory, other, { verify: options, pairs });
  return value === null ? NO_QUESTION : samenessOf(value);
}

const NEVER: Sameness = {
  kind: 'unknown',
  reason: { kind: 'unsupported', message: 'the trajectory says what must never hold on the way', constructs: ['never'] },
};

const NO_QUESTION: Sameness = {
  kind: 'unknown',
  reason: { kind: 'unsupported', message: 'the trajectory is no question about the contract', constructs: [] },
};

function samenessOf({ verdict, claim, onlyLeft, onlyRight, results }: EquivalenceResult): Sameness {
  if (verdict === 'equivalent') return { kind: 'proved', bounds: claim.bound ?? [] };
  if (verdict === 'different') return { kind: 'refuted', why: 'differs' };
  const open = [onlyLeft, onlyRight, results].find(
    (finding): finding is Extract<Finding, { kind: 'unknown' }> => finding.kind === 'unknown',
  );
  if (open === undefined) throw new Error('what is not decided has a reason');
  return { kind: 'unknown', reason: open.reason };
}

/** The normal form of a trajectory, and how it comes about. One that is not valid, or is valid from no state, stays as it is. */
export async function normalForm(
  contract: Contract,
  trajectory: Trajectory,
  options: Partial<NormalFormOptions> = {},
): Promise<NormalForm> {
  const all: NormalFormOptions = { ...DEFAULT_NORMAL_FORM_OPTIONS, ...options };
  const sorting: Sorting = { contract, trajectory, options: all, left: all.maxComparisons, known: new Map() };
  const indices = [...trajectory.steps.keys()];
  const order = await sorted(sorting, indices);
  const adjacent: Sameness[] = [];
  for (const index of indices.slice(0, -1)) adjacent.push(await swap(sorting, indices, index));
  const omissible: Sameness[] = [];
  for (const index of indices) omissible.push(await omit(sorting, indices, index));
  const reduced = await reduce(sorting, order);
  const form = (steps: readonly number[]): Trajectory => named(trajectory, steps);
  return {
    order,
    trajectory: form(order),
    adjacent,
    omissible,
    reduced: { order: reduced, trajectory: form(reduced) },
    isComplete: sorting.left > 0,
  };
}

interface Sorting {
  readonly contract: Contract;
  readonly trajectory: Trajectory;
  readonly options: NormalFormOptions;
  /** Comparisons that may still be made. */
  left: number;
  /** By the order before and the one after. */
  readonly known: Map<string, Sameness>;
}

async function judged(sorting: Sorting, before: readonly number[], after: readonly number[]): Promise<Sameness> {
  const { contract, trajectory, options, known } = sorting;
  const id = `${before.join(' ')} / ${after.join(' ')}`;
  const found = known.get(id);
  if (found !== undefined) return found;
  const [a, b] = [withOnly(trajectory, before), withOnly(trajectory, after)];
  if (a === null || b === null) return USES;
  if (sorting.left <= 0) return TOO_MANY;
  sorting.left -= 1;
  const places = after.map((index) => before.indexOf(index));
  const sameness = await compare(contract, a, b, places, options.verify);
  known.set(id, sameness);
  return sameness;
}

const TOO_MANY: Sameness = {
  kind: 'unknown',
  reason: { kind: 'rounds', message: 'as many comparisons as may be made were made', constructs: [] },
};

async function swap(sorting: Sorting, order: readonly number[], at: number): Promise<Sameness> {
  const [a, b] = [order[at], order[at + 1]];
  return a === undefined || b === undefined ? USES : judged(sorting, order, order.with(at, b).with(at + 1, a));
}

async function omit(sorting: Sorting, order: readonly number[], at: number): Promise<Sameness> {
  return judged(sorting, order, order.toSpliced(at, 1));
}

/** Sorted until sorting changes nothing: once, unless it depends on what comes before whether steps commute. */
async function sorted(sorting: Sorting, order: readonly number[]): Promise<readonly number[]> {
  let current = order;
  for (let round = 0; round <= order.length; round += 1) {
    let next = current;
    for (const place of current.keys()) next = await leastAt(sorting, next, place);
    if (next.every((index, at) => index === current[at])) return current;
    current = next;
  }
  return current;
}

/** The order with the least step at the place of those from there on that can come there, one change of places after the other. */
async function leastAt(sorting: Sorting, order: readonly number[], place: number): Promise<readonly number[]> {
  const { steps } = sorting.trajectory;
  const before = order.slice(0, place);
  const candidates = order.slice(place).filter((index) => {
    const step = steps[index];
    return step !== undefined && [...referredBy(step)].every((target) => before.includes(target));
  });
  const rank = new Map(candidates.map((index) => [index, rankOf(sorting.trajectory, index, before)]));
  // Of equal calls, the one that comes first is as good as any.
  const least = candidates.toSorted((a, b) => compareText(rank.get(a) ?? '', rank.get(b) ?? ''));
  for (const candidate of least) {
    const moved = await movedTo(sorting, order, candidate, place);
    if (moved !== null) return moved;
  }
  return order;
}

/** A text that does not depend on where the step stands, but only on where those stand that it refers to. */
function rankOf({ steps, credentials }: Trajectory, index: number, before: readonly number[]): string {
  const step = steps[index];
  if (step === undefined) throw new Error('an order is one of steps');
  const call = callText(step, new Map([...credentials, ...step.credentials]), (target) => String(before.indexOf(target)));
  return `${call} ${step.advanceNanos}`;
}

async function movedTo(sorting: Sorting, order: readonly number[], index: number, place: number): Promise<readonly number[] | null> {
  let current = order;
  for (let at = order.indexOf(index); at > place; at -= 1) {
    if ((await swap(sorting, current, at - 1)).kind !== 'proved') return null;
    current = current.toSpliced(at, 1).toSpliced(at - 1, 0, index);
  }
  return current;
}

/** Without what can be left out, from the end on: of two steps that do the same, the first stays. */
async function reduce(sorting: Sorting, order: readonly number[]): Promise<readonly number[]> {
  let current = order;
  for (let at = order.length - 1; at >= 0; at -= 1) {
    if ((await omit(sorting, current, at)).kind === 'proved') current = current.toSpliced(at, 1);
  }
  return current;
}

/** The steps in that order; those that are referred to are called `s` and their place, others nothing. */
function named(trajectory: Trajectory, order: readonly number[]): Trajectory {
  const placed = withOnly(trajectory, order);
  if (placed === null) throw new Error('a normal form keeps what its steps use');
  const used = new Set(placed.steps.flatMap((step) => [...referredBy(step)]));
  const steps = placed.steps.map((step, at): Step => {
    const linked = mapTemplates(step, (reference) => {
      const name = placed.steps[reference.step]?.as ?? null;
      const prefix = `$steps.${name}`;
      const rest = name !== null && reference.text.startsWith(prefix) ? reference.text.slice(prefix.length) : null;
      return rest === null ? reference : { ...reference, text: `$steps.s${reference.step}${rest}` };
    });
    return { ...linked, as: used.has(at) ? `s${at}` : null };
  });
  return { ...placed, steps };
}
