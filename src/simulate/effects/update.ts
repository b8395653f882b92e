// Decides the effects that write to what exists: update, delete, and their bulk form.

import { isList, isObject, type Value } from '../../base/value.ts';
import type { Effect } from '../../contract/contract.ts';
import type { Frame } from '../evaluate/environment.ts';
import { describeKind, isRecords, type Operand } from '../operand.ts';
import { showPlace } from '../place-path.ts';
import { entriesOf } from '../records.ts';
import { isStop, type Stop } from '../stop.ts';
import { writeAt, writesOfChange } from './change.ts';
import { effectFault, isEnabled, storedValue } from './context.ts';
import { missing, type Resolved, resolvePlace } from './place.ts';
import type { PendingWrite } from './write.ts';

type EffectOf<Kind extends Effect['kind']> = Extract<Effect, { kind: Kind }>;

export function writesOfUpdate(effect: EffectOf<'update'>, frame: Frame): readonly PendingWrite[] | Stop {
  const at = resolvePlace(effect, effect.place, frame);
  return isStop(at) ? at : writesOfChange(effect, at, effect.change, frame);
}

export function writesOfDelete(effect: EffectOf<'delete'>, frame: Frame): readonly PendingWrite[] | Stop {
  const at = resolvePlace(effect, effect.place, frame);
  if (isStop(at)) return at;
  if (at.target === undefined) return missing(effect, at);
  if (at.path.length === 0) return effectFault(effect, `${at.root} as a whole cannot be deleted`);
  return [writeAt(effect, at, undefined)];
}

export function writesOfAssign(effect: EffectOf<'assign'>, frame: Frame): readonly PendingWrite[] | Stop {
  const value = storedValue(effect, effect.value, frame);
  return isStop(value) ? value : [{ root: effect.variable, path: [], value, effect }];
}

/** The writes at every element where the rule is true, in the order of the elements. */
export function writesOfForEach(effect: EffectOf<'forEach'>, frame: Frame): readonly PendingWrite[] | Stop {
  const at = resolvePlace(effect, effect.place, frame);
  if (isStop(at)) return at;
  if (at.target === undefined) return missing(effect, at);
  const elements = elementsOf(at.target);
  if (elements === null) return effectFault(effect, `${showPlace(at)} is ${describeKind(at.target)} and has no elements`);
  const writes: PendingWrite[] = [];
  for (const [key, record] of elements) {
    frame.locals[effect.key] = key;
    frame.locals[effect.record] = record;
    const enabled = isEnabled(effect, effect.where, frame);
    if (isStop(enabled)) return enabled;
    if (!enabled) continue;
    const more = writesAtElement(effect, { root: at.root, path: [...at.path, key], target: record, addable: false }, frame);
    if (isStop(more)) return more;
    for (const write of more) writes.push(write);
  }
  return writes;
}

function writesAtElement(effect: EffectOf<'forEach'>, element: Resolved, frame: Frame): readonly PendingWrite[] | Stop {
  return effect.change === null ? [writeAt(effect, element, undefined)] : writesOfChange(effect, element, effect.change, frame);
}

function elementsOf(target: Operand): Iterable<readonly [Value, Value]> | null {
  if (isRecords(target)) return entriesOf(target).map(({ key, record }) => [key, record] as const);
  if (isList(target)) return target.map((item, index) => [index, item] as const);
  return isObject(target) ? target : null;
}
