// Decides the operators on objects and collections, and on bytes.

import { type Bytes, isObject, type ListValue, type ObjectKey, type ObjectValue, type Value } from '../../base/value.ts';
import type { OperatorName } from '../../contract/operators.ts';
import { type EvaluationError, failure } from '../evaluation-error.ts';
import { isRecords, type Operand } from '../operand.ts';
import { entriesOf, hasKey, type Records, recordsSize } from '../records.ts';
import { type Evaluate, strict, tooLarge } from './define.ts';

type Names = 'mapSize' | 'inMap' | 'keys' | 'values' | 'merge' | 'pick' | 'assign' | 'concatenateBytes' | 'bytesSize' | 'bytesOf';

export const mapOperators: Readonly<Record<Extract<OperatorName, Names>, Evaluate>> = {
  mapSize: strict(['map'], (a) => (isRecords(a) ? recordsSize(a) : a.size)),
  inMap: strict(['any', 'map'], inMap),
  keys: strict(['map'], (a) => (isRecords(a) ? entriesOf(a).map(({ key }) => key) : [...a.keys()])),
  values: strict(['map'], (a) => (isRecords(a) ? entriesOf(a).map(({ record }) => record) : [...a.values()])),
  merge: strict(['any', 'any'], merge),
  pick: strict(['map', 'list'], pick),
  assign: strict(['map', 'map'], assign),

  concatenateBytes: strict(['bytes', 'bytes'], concatenateBytes),
  bytesSize: strict(['bytes'], (a) => a.bytes.length),
  bytesOf: strict(['string'], (a) => ({ kind: 'bytes', bytes: new TextEncoder().encode(a) })),
};

function concatenateBytes(a: Bytes, b: Bytes): Bytes | EvaluationError {
  const problem = tooLarge(a.bytes.length + b.bytes.length);
  if (problem !== null) return problem;
  const bytes = new Uint8Array(a.bytes.length + b.bytes.length);
  bytes.set(a.bytes);
  bytes.set(b.bytes, a.bytes.length);
  return { kind: 'bytes', bytes };
}

function inMap(key: Operand, map: ObjectValue | Records): boolean {
  if (isRecords(key)) return false;
  if (isRecords(map)) return hasKey(map, key);
  return isObjectKey(key) && map.has(key);
}

/** Whether a value can be a key of an object (fractions and integers beyond 2^53 cannot). */
export function isObjectKey(value: Value): value is ObjectKey {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function merge(target: Operand, patch: Operand): Value | EvaluationError {
  if (isRecords(target) || isRecords(patch)) return failure('wrong-kind', 'a collection cannot be merged');
  return mergePatch(target, patch);
}

function pick(object: ObjectValue | Records, names: ListValue): Value | EvaluationError {
  if (isRecords(object)) return failure('wrong-kind', 'nothing can be picked from a collection');
  const picked = new Map<ObjectKey, Value>();
  for (const name of names) {
    const value = isObjectKey(name) ? object.get(name) : undefined;
    if (value !== undefined && isObjectKey(name)) picked.set(name, value);
  }
  return picked;
}

function assign(object: ObjectValue | Records, added: ObjectValue | Records): Value | EvaluationError {
  if (isRecords(object) || isRecords(added)) return failure('wrong-kind', 'a collection cannot be assigned');
  return new Map([...object, ...added]);
}

/** JSON Merge Patch, RFC 7396 section 2: null in a patch removes, an object merges, everything else replaces. */
export function mergePatch(target: Value, patch: Value): Value {
  if (!isObject(patch)) return patch;
  const merged = new Map<ObjectKey, Value>(isObject(target) ? target : []);
  for (const [key, item] of patch) {
    if (item === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key) ?? null, item));
  }
  return merged;
}
