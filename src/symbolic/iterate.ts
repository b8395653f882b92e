// Decides what rules walk over: the elements of lists, the keys and values of objects, the keys and records of collections.

import { boundedSlots } from './collection/slots.ts';
import type { Context } from './context.ts';
import { narrow } from './kinds.ts';
import type { EntrySlot } from './members.ts';
import type { Alternative, Symbolic, SymbolicCollection } from './value.ts';
import { type Entries, entriesInAnyOrder, entriesOf } from './walk.ts';

/** The elements in order, with the keys of objects and collections and the indices of lists. What is unknown is unrolled up to the scope of the proof. */
export function elementsOf(context: Context, value: Symbolic): Entries {
  if (value.kind === 'collection') return { slots: recordsOf(context, value), error: context.factory.false };
  return entriesOf(context, value);
}

/** The same, where the order of an object's entries does not count. */
export function elementsInAnyOrder(context: Context, value: Symbolic): Entries {
  if (value.kind === 'collection') return { slots: recordsOf(context, value), error: context.factory.false };
  return entriesInAnyOrder(context, value);
}

/** The same of alternatives that are all objects or collections. */
export function entriesOfMaps(context: Context, maps: readonly Alternative[]): readonly EntrySlot[] {
  const { factory } = context;
  return maps.flatMap(({ guard, value }) =>
    elementsOf(context, value).slots.map((slot) => ({ ...slot, present: factory.and([guard, slot.present]) })),
  );
}

function recordsOf(context: Context, c: SymbolicCollection): readonly EntrySlot[] {
  return boundedSlots(context, c).map(({ key, present, record }) => ({ key, present, value: record }));
}

/** The alternatives that can be walked over. */
export function walkable(context: Context, value: Symbolic): ReturnType<typeof narrow> {
  return narrow(context, value, (kind) => kind === 'list' || kind === 'object');
}
