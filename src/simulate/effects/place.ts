// Decides what a place of an effect denotes in the state before: its keys evaluated, its containers found.

import { isList, isObject, type Value } from '../../base/value.ts';
import type { Effect, Place, PlaceStep } from '../../contract/contract.ts';
import type { Frame } from '../evaluate/environment.ts';
import { evaluateIn } from '../evaluate/evaluate.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { describeKind, isRecords, type Operand } from '../operand.ts';
import { isObjectKey } from '../operators/maps.ts';
import { showPlace } from '../place-path.ts';
import { recordAt } from '../records.ts';
import type { State } from '../state.ts';
import { isStop, type Stop } from '../stop.ts';
import { effectFault, errorStop } from './context.ts';

/** A place whose containers exist. */
export interface Resolved {
  readonly root: string;
  readonly path: readonly Value[];
  /** What is at the place; undefined if nothing is. */
  readonly target: Operand | undefined;
  /** Whether something may be put where nothing is: in an object, but not in a list or a collection. */
  readonly addable: boolean;
}

/** The place of an effect, or the fault that it does not exist. */
export function resolvePlace(effect: Effect, place: Place, frame: Frame): Resolved | Stop {
  const { state } = frame.environment;
  const root: Resolved = { root: place.root, path: [], target: rootOf(state, place.root), addable: false };
  return resolveBelow(effect, root, place.steps, frame);
}

function rootOf(state: State, name: string): Operand | undefined {
  return state.collections.get(name) ?? state.variables.get(name);
}

/** The place that steps lead to from another. */
export function resolveBelow(effect: Effect, from: Resolved, steps: readonly PlaceStep[], frame: Frame): Resolved | Stop {
  let at = from;
  for (const step of steps) {
    const key = keyOfStep(effect, step, frame);
    if (isStop(key)) return key;
    if (at.target === undefined) return missing(effect, at);
    const next = stepInto(at, at.target, key);
    if (next === null) return effectFault(effect, `${showPlace(at)} is ${describeKind(at.target)} and has no such part`);
    at = next;
  }
  return at;
}

/** The fault that nothing is at a place. */
export function missing(effect: Effect, at: Resolved): Stop {
  return effectFault(effect, `${showPlace(at)} does not exist`);
}

function keyOfStep(effect: Effect, step: PlaceStep, frame: Frame): Value | Stop {
  if (step.kind === 'member') return step.name;
  const key = evaluateIn(step.key, frame);
  if (key instanceof EvaluationError) return errorStop(effect, key);
  return isRecords(key) ? effectFault(effect, 'a collection is no key') : key;
}

/** One step on; null if the container cannot have such a part. */
function stepInto(from: Resolved, container: Operand, key: Value): Resolved | null {
  const at = (target: Operand | undefined, addable: boolean): Resolved => ({
    root: from.root,
    path: from.path.concat([key]),
    target,
    addable,
  });
  if (isRecords(container)) return at(recordAt(container, key), false);
  if (isList(container)) return typeof key === 'number' ? at(container[key], false) : null;
  if (isObject(container)) return isObjectKey(key) ? at(container.get(key), true) : null;
  return null;
}
