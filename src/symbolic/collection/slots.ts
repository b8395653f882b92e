// Decides in which order a collection holds its records: as they were inserted, with a condition for each place in that order.

import type { Context } from '../context.ts';
import type { Term } from '../term.ts';
import type { CollectionWrite, KnownRecord, Symbolic, SymbolicCollection } from '../value.ts';
import { inventKeys } from './invent.ts';
import { keyText } from './key.ts';
import { matchAt } from './meet.ts';
import { recordAt } from './read.ts';

/** A place in the order of a collection. Where `present` holds, the collection has the record at the key, at this place. */
export interface Slot {
  readonly key: Symbolic;
  readonly present: Term;
  readonly record: Symbolic;
}

/** The records in insertion order. `unknown`: besides these, any number of records of the unknown base, in unknown order. */
export interface Slots {
  readonly slots: readonly Slot[];
  readonly unknown: boolean;
}

/** The collection in insertion order. Different slots that are present have different keys. */
export function slots(context: Context, c: SymbolicCollection): Slots {
  const removals = removalsOf(c);
  const base = c.base.kind === 'known' ? knownSlots(context, c, c.base.records.values(), removals) : [];
  return {
    slots: [...base, ...addedSlots(context, c, removals)].filter((slot) => slot.present !== context.factory.false),
    unknown: c.base.kind === 'unknown',
  };
}

/** All slots; where the base is unknown, the proof is restricted to bases of at most `limits.scope` records, and says so. */
export function boundedSlots(context: Context, c: SymbolicCollection): readonly Slot[] {
  if (c.base.kind === 'known') return slots(context, c).slots;
  const { factory } = context;
  const removals = removalsOf(c);
  const base = inventKeys(context, c.collection, c.base.unknown).map(({ key, present }) => ({
    key,
    present: factory.and([present, stays(context, c, removals, -1, key, keyText(key))]),
    record: recordAt(context, c, key),
  }));
  return [...base, ...addedSlots(context, c, removals)].filter((slot) => slot.present !== factory.false);
}

function knownSlots(
  context: Context,
  c: SymbolicCollection,
  records: Iterable<KnownRecord>,
  removals: readonly CollectionWrite[],
): readonly Slot[] {
  const found: Slot[] = [];
  for (const { key: value, record } of records) {
    const key: Symbolic = { kind: 'known', value };
    const text = keyText(key);
    const untouched = c.log.symbolicHead === null && !c.log.byKey.has(text);
    const slot = untouched
      ? { present: context.factory.true, record: { kind: 'known', value: record } as const }
      : { present: stays(context, c, removals, -1, key, text), record: recordAt(context, c, key) };
    found.push({ key, ...slot });
  }
  return found;
}

function addedSlots(context: Context, c: SymbolicCollection, removals: readonly CollectionWrite[]): readonly Slot[] {
  return additionsOf(context, c).map((write) => ({
    key: write.key,
    present: context.factory.and([write.adds, stays(context, c, removals, write.at, write.key, write.keyText)]),
    record: recordAt(context, c, write.key),
  }));
}

/** Whether no removal after that position of the log takes the key. */
function stays(
  context: Context,
  c: SymbolicCollection,
  removals: readonly CollectionWrite[],
  since: number,
  key: Symbolic,
  text: string,
): Term {
  const { factory } = context;
  const later = removals.filter((removal) => removal.at > since);
  return factory.not(factory.or(later.map((removal) => matchAt(context, c, removal, key, text))));
}

function removalsOf(c: SymbolicCollection): readonly CollectionWrite[] {
  const found: CollectionWrite[] = [];
  for (let node = c.log.head; node !== null; node = node.previous) {
    if (node.property === null && node.value === null) found.push(node);
  }
  return found.toReversed();
}

function additionsOf(context: Context, c: SymbolicCollection): readonly CollectionWrite[] {
  const found: CollectionWrite[] = [];
  for (let node = c.log.head; node !== null; node = node.previous) {
    if (node.adds !== context.factory.false) found.push(node);
  }
  return found.toReversed();
}
