// Decides whether a claim is about anything, without a solver where one example shows it: some state, some request, some choices of the server.

import type { Value } from '../base/value.ts';
import { isNoChoice } from '../simulate/choose/chooser.ts';
import { seededChooser } from '../simulate/choose/seeded.ts';
import { isLegal } from '../simulate/legality.ts';
import { replay } from '../simulate/replay/replay.ts';
import type { State } from '../simulate/state.ts';
import { holeSchemas } from '../symbolic/request/holes.ts';
import { completeState } from './complete-state.ts';
import type { Question } from './question.ts';

const BEFORE_THE_FIRST_STEP = -1;

/**
 * Whether the trajectory can be replayed from the initial state, or from an empty one where any will do, with values that fit for its holes.
 * `false` says nothing: there may be other runs.
 */
export function hasSomeRun(question: Question): boolean {
  const { contract, trajectory, options } = question;
  const initial = question.start ?? emptiestState(question)?.state ?? null;
  if (initial === null) return false;
  const holes = someFilling(question);
  if (holes === null) return false;
  const run = replay(contract, trajectory, {
    initial,
    holes,
    chooser: (step) => seededChooser(contract, options.seed, step),
    now: options.now,
    limits: options.limits,
  });
  return run.steps.every(({ result }) => result?.kind !== 'undecided');
}

/** Values that fit for all holes of the trajectory; null where none were found. */
export function someFilling({ contract, trajectory, options }: Question): ReadonlyMap<string, Value> | null {
  const choose = seededChooser(contract, options.seed, BEFORE_THE_FIRST_STEP);
  const filling = new Map<string, Value>();
  for (const [name, schema] of holeSchemas(contract, trajectory)) {
    const value = choose({ place: name, schema, direction: 'request', taken: null });
    if (isNoChoice(value)) return null;
    filling.set(name, value);
  }
  return filling;
}

/** A legal state with as little in it as possible; null if there is none that small. */
export function emptiestState({ contract, options }: Question): { readonly state: State; readonly value: Value } | null {
  const completed = completeState(contract, new Map(), options.seed);
  if ('reason' in completed) return null;
  return isLegal(contract, completed.state, { now: options.now, limits: options.limits }) === null ? completed : null;
}
