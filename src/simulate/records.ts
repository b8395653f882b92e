// Decides how the records of a collection are held: a persistent map in insertion order that remembers which keys it once had.

import { OrderedMap, Set as PersistentSet } from 'immutable';
import type { ObjectKey, ObjectValue, Value } from '../base/value.ts';
import { type KeyText, keyText } from './key.ts';

/** The records of one collection in one state. A change makes a new one that shares all it did not touch. */
export interface Records {
  readonly kind: 'records';
  readonly entries: OrderedMap<KeyText, Entry>;
  /** Keys that were deleted at some time. Some may be in use again. */
  readonly retired: PersistentSet<KeyText>;
}

export interface Entry {
  readonly key: Value;
  readonly record: Value;
}

export const NO_RECORDS: Records = { kind: 'records', entries: OrderedMap(), retired: PersistentSet() };

/** Records with these entries in this order; a later entry of an equal key replaces the record of the earlier. */
export function recordsOf(entries: Iterable<Entry>): Records {
  const filled = NO_RECORDS.entries.withMutations((map) => {
    for (const entry of entries) map.set(keyText(entry.key), entry);
  });
  return { ...NO_RECORDS, entries: filled };
}

export function recordsSize(records: Records): number {
  return records.entries.size;
}

/** The record at a key, or undefined. */
export function recordAt(records: Records, key: Value): Value | undefined {
  return records.entries.get(keyText(key))?.record;
}

export function hasKey(records: Records, key: Value): boolean {
  return records.entries.has(keyText(key));
}

/** Whether a record has this key, or one had it since the initial state. */
export function hadKey(records: Records, key: Value): boolean {
  const text = keyText(key);
  return records.entries.has(text) || records.retired.has(text);
}

/** One change of `changeRecords`; an undefined record is a removal. */
export interface RecordChange {
  readonly key: Value;
  readonly record: Value | undefined;
}

/** The records after changes, made in order. A new key goes to the end, a replaced record stays where it is. */
export function changeRecords(records: Records, changes: readonly RecordChange[]): Records {
  const removed = changes.filter((change) => change.record === undefined).map((change) => keyText(change.key));
  const entries = records.entries.withMutations((map) => {
    for (const { key, record } of changes) {
      if (record === undefined) map.delete(keyText(key));
      else map.set(keyText(key), { key, record });
    }
  });
  return { kind: 'records', entries, retired: removed.length === 0 ? records.retired : records.retired.union(removed) };
}

const listed = new WeakMap<Records, readonly Entry[]>();

/** All entries in insertion order; the array is made once per version of the records. */
export function entriesOf(records: Records): readonly Entry[] {
  let entries = listed.get(records);
  if (entries === undefined) {
    const gathered: Entry[] = [];
    records.entries.forEach((entry) => {
      gathered.push(entry);
    });
    entries = gathered;
    listed.set(records, entries);
  }
  return entries;
}

/** The records as an object from key to record; null where a key is none that an object can have (composite keys). */
export function asObject(records: Records): ObjectValue | null {
  const object = new Map<ObjectKey, Value>();
  for (const { key, record } of entriesOf(records)) {
    if (typeof key !== 'string' && typeof key !== 'number' && typeof key !== 'boolean') return null;
    object.set(key, record);
  }
  return object;
}
