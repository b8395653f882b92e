// Decides when two values are equal and how values are ordered; both by content, never by representation.

import { compareNumbers, equalNumbers } from './number.ts';
import { compareText } from './text.ts';
import { isList, isNumber, isObject, kindOf, type ListValue, type ObjectValue, type Value } from './value.ts';

/** Equality by content: numbers exactly, objects without regard to key order, lists in order, bytes by byte. Values of different kinds differ. */
export function equalValues(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (isList(a)) return isList(b) && equalLists(a, b);
  if (isObject(a)) return isObject(b) && equalObjects(a, b);
  if (isList(b) || isObject(b) || a.kind !== b.kind) return false;
  return equalScalars(a, b);
}

function equalScalars(a: Value, b: Value): boolean {
  if (isNumber(a) && isNumber(b)) return equalNumbers(a, b);
  const ordering = compareValues(a, b);
  if (ordering !== null) return ordering === 0;
  return kindOf(a) === 'type' && JSON.stringify(a) === JSON.stringify(b);
}

function equalLists(a: ListValue, b: ListValue): boolean {
  return a.length === b.length && a.every((item, i) => equalValues(item, b[i] ?? null));
}

function equalObjects(a: ObjectValue, b: ObjectValue): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined || !equalValues(value, other)) return false;
  }
  return true;
}

/**
 * CEL's order: numbers by value, strings by code point, false before true, instants and durations by time,
 * bytes lexicographically. Null where the two have no order (different kinds, null, lists, objects, types).
 */
export function compareValues(a: Value, b: Value): number | null {
  if (isNumber(a)) return isNumber(b) ? compareNumbers(a, b) : null;
  if (typeof a === 'string') return typeof b === 'string' ? compareText(a, b) : null;
  if (typeof a === 'boolean') return typeof b === 'boolean' ? Number(a) - Number(b) : null;
  if (a === null || b === null || typeof b !== 'object' || isList(a) || isObject(a) || isList(b) || isObject(b)) return null;
  if ((a.kind === 'timestamp' && b.kind === 'timestamp') || (a.kind === 'duration' && b.kind === 'duration')) {
    return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
  }
  return a.kind === 'bytes' && b.kind === 'bytes' ? compareBytes(a.bytes, b.bytes) : null;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
