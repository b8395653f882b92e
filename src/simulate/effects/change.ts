// Decides which writes a change (`set`, `merge`, `replace`) makes at a place.

import { isObject } from '../../base/value.ts';
import type { Change, Effect } from '../../contract/contract.ts';
import type { Frame } from '../evaluate/environment.ts';
import { describeKind, isRecords } from '../operand.ts';
import { mergePatch } from '../operators/maps.ts';
import { showPlace } from '../place-path.ts';
import { isStop, type Stop } from '../stop.ts';
import { effectFault, storedValue } from './context.ts';
import { missing, type Resolved, resolveBelow } from './place.ts';
import type { PendingWrite } from './write.ts';

/** The writes of a change, or why it cannot be made. The place may lack its last part only for `replace`, and only in an object. */
export function writesOfChange(effect: Effect, at: Resolved, change: Change, frame: Frame): readonly PendingWrite[] | Stop {
  if (at.target !== undefined && isRecords(at.target)) return effectFault(effect, 'a collection as a whole cannot be written');
  switch (change.kind) {
    case 'set':
      return writesOfSet(effect, at, change, frame);
    case 'merge': {
      if (at.target === undefined) return missing(effect, at);
      const patch = storedValue(effect, change.value, frame);
      return isStop(patch) ? patch : [writeAt(effect, at, mergePatch(at.target, patch))];
    }
    case 'replace': {
      if (at.target === undefined && !at.addable) return missing(effect, at);
      const value = storedValue(effect, change.value, frame);
      return isStop(value) ? value : [writeAt(effect, at, value)];
    }
  }
}

function writesOfSet(effect: Effect, at: Resolved, change: Extract<Change, { kind: 'set' }>, frame: Frame): readonly PendingWrite[] | Stop {
  if (at.target === undefined) return missing(effect, at);
  if (isRecords(at.target) || !isObject(at.target))
    return effectFault(effect, `${showPlace(at)} is ${describeKind(at.target)}, not an object`);
  const writes: PendingWrite[] = [];
  for (const { path, value } of change.fields) {
    const field = resolveBelow(effect, at, path, frame);
    if (isStop(field)) return field;
    if (field.target === undefined && !field.addable) return missing(effect, field);
    const stored = storedValue(effect, value, frame);
    if (isStop(stored)) return stored;
    writes.push(writeAt(effect, field, stored));
  }
  return writes;
}

/** A write of a value, or of a removal, at a place. */
export function writeAt(effect: Effect, { root, path }: Resolved, value: PendingWrite['value']): PendingWrite {
  return { root, path, value, effect };
}
