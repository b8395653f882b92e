// Decides which fillings of holes are tried before a solver is asked: keys and values that a known state has, found by climbing from replay to replay.
// A lookup in a thousand known records at an unknown key is a large formula and a short search.

import { isList, isObject, type Value } from '../base/value.ts';
import type { Contract } from '../contract/contract.ts';
import type { Schema } from '../contract/schema.ts';
import { isNoChoice } from '../simulate/choose/chooser.ts';
import { enumerate } from '../simulate/choose/enumerate.ts';
import { seededChooser } from '../simulate/choose/seeded.ts';
import { entriesOf } from '../simulate/records.ts';
import { type Replay, replay } from '../simulate/replay/replay.ts';
import { conforms } from '../simulate/schema/conforms.ts';
import type { State } from '../simulate/state.ts';
import { holeSchemas } from '../symbolic/request/holes.ts';
import { confirm } from './confirm.ts';
import { isClaimed } from './explain.ts';
import { holesOf } from './holes.ts';
import { type About, aboutsOf } from './obligation.ts';
import type { Question } from './question.ts';

/** Steps that all replays of one search may take together, unless it is told otherwise. */
const MAX_REPLAYED_STEPS = 20_000;
/** Values that are tried for one hole. */
const MAX_CANDIDATES = 5_000;
/** The holes are gone through again as long as that helps, so many times at most. */
const MAX_ROUNDS = 3;
const BEFORE_THE_FIRST_STEP = -1;

/** Fillings with which one replay meets all claims, best guess first. None of them is proved. Empty for an unknown initial state. */
export function* guesses(
  question: Question,
  maxReplayedSteps: number = MAX_REPLAYED_STEPS,
): Generator<ReadonlyMap<string, Value>, void, undefined> {
  const { start, trajectory, contract } = question;
  if (start === null) return;
  const schemas = holeSchemas(contract, trajectory);
  const names = holesOf(trajectory);
  const candidates = new Map(names.map((name) => [name, candidatesFor(contract, start, schemas.get(name) ?? {})]));
  if ([...candidates.values()].every((values) => values.length <= 1)) return;
  let current = new Map(names.map((name) => [name, candidates.get(name)?.[0] ?? null]));
  const rate = rater(question, start, maxReplayedSteps);
  let best = rate(current);
  if (best === null) return;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before: Progress = best;
    for (const name of names) {
      for (const value of candidates.get(name) ?? []) {
        const tried = new Map(current).set(name, value);
        const progress = rate(tried);
        if (progress === null) return;
        if (progress.isComplete) yield tried;
        if (!isFurther(progress, best)) continue;
        best = progress;
        current = tried;
      }
    }
    if (!isFurther(best, before)) return;
  }
}

/** How far a replay gets: claims met before the first that is not, and requirements met at the step that this is about. */
interface Progress {
  readonly claims: number;
  readonly requirements: number;
  readonly isComplete: boolean;
}

function isFurther(a: Progress, b: Progress): boolean {
  return a.claims > b.claims || (a.claims === b.claims && a.requirements > b.requirements);
}

/** Replays fillings; null when enough was replayed. */
function rater(question: Question, start: State, maxReplayedSteps: number): (holes: ReadonlyMap<string, Value>) => Progress | null {
  const { contract, trajectory, claims, options } = question;
  const abouts = aboutsOf(trajectory);
  let left = maxReplayedSteps;
  return (holes) => {
    left -= trajectory.steps.length;
    if (left < 0) return null;
    const run = replay(contract, trajectory, {
      initial: start,
      holes,
      chooser: (step) => seededChooser(contract, options.seed, step),
      now: options.now,
      invariantsHold: true,
      limits: options.limits,
    });
    const met = (about: About): boolean => {
      if (about.kind === 'outcome') return isMet(question, run, about.step);
      return confirm({ contract, trajectory, claims, holes, now: options.now, limits: options.limits }, run, about).kind === 'denied';
    };
    const missed = abouts.findIndex((about) => !met(about));
    const at = abouts[missed];
    if (at === undefined) return { claims: abouts.length, requirements: 0, isComplete: true };
    return { claims: missed, requirements: 'step' in at ? requirementsMet(contract, run, at.step) : 0, isComplete: false };
  };
}

function isMet({ trajectory }: Question, run: Replay, index: number): boolean {
  const step = trajectory.steps[index];
  const result = run.steps[index]?.result;
  return step !== undefined && result?.kind === 'transition' && isClaimed(step, result.outcome);
}

/** How many of the operation's requirements come before the one that refused. */
function requirementsMet(contract: Contract, run: Replay, index: number): number {
  const step = run.steps[index];
  if (step?.result?.kind !== 'transition' || step.result.outcome.kind === 'success') return 0;
  const { cause } = step.result.outcome;
  const preconditions = contract.operations.get(step.operationId)?.preconditions ?? [];
  if (cause.kind === 'schema' || cause.kind === 'security') return 0;
  return 1 + (cause.kind === 'precondition' ? preconditions.findIndex(({ id }) => id === cause.id) : preconditions.length);
}

/** Values for a hole: all that its schema lists, or else those that the state has as keys; at least one, if any can be made. */
function candidatesFor(contract: Contract, start: State, schema: Schema): readonly Value[] {
  const fits = (value: Value): boolean => conforms(contract.schemas, schema, value, 'request') === null;
  const listed = enumerate(contract.schemas, schema);
  const found = (listed ?? keysIn(start)).filter(fits).slice(0, MAX_CANDIDATES);
  if (found.length > 0) return found;
  const made = seededChooser(contract, 1, BEFORE_THE_FIRST_STEP)({ place: 'hole', schema, direction: 'request', taken: null });
  return isNoChoice(made) ? [] : [made];
}

/** Keys of records, then the names of entries anywhere in them; each once. */
function keysIn(state: State): readonly Value[] {
  const records = [...state.collections.values()].flatMap((collection) => entriesOf(collection));
  const names = new Set<Value>(records.map(({ key }) => key));
  const pending: Value[] = [...records.map(({ record }) => record), ...state.variables.values()].reverse();
  for (let value = pending.pop(); value !== undefined && names.size < MAX_CANDIDATES; value = pending.pop()) {
    if (isList(value)) pending.push(...value);
    else if (isObject(value)) {
      for (const name of value.keys()) names.add(name);
      pending.push(...value.values());
    }
  }
  return [...names];
}
