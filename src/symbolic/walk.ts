// Decides what there is to walk over in an object or a list, one element after the other.

import type { ValueKind } from '../base/value.ts';
import type { Context } from './context.ts';
import { kindOfAlternative, narrow } from './kinds.ts';
import { ranksOf } from './lists.ts';
import { type EntrySlot, entriesOfObject, membersOfObject } from './members.ts';
import { numberValue } from './normal.ts';
import type { Term } from './term.ts';
import { slotsOfList } from './unroll.ts';
import type { Symbolic } from './value.ts';

/** The elements in order; `error` where the value has none because it is no object and no list. */
export interface Entries {
  readonly slots: readonly EntrySlot[];
  readonly error: Term;
}

/**
 * The entries of an object, or the elements of a list with their indices as keys. What is unknown is unrolled up to the scope of the proof.
 * Collections are not walked here.
 */
export function entriesOf(context: Context, value: Symbolic): Entries {
  return walk(context, value, entriesOfObject);
}

/** The same, where the order of an object's entries does not count, which asks for less. */
export function entriesInAnyOrder(context: Context, value: Symbolic): Entries {
  return walk(context, value, membersOfObject);
}

type EntriesOfObject = (context: Context, object: Symbolic) => readonly EntrySlot[];

function walk(context: Context, value: Symbolic, ofObject: EntriesOfObject): Entries {
  const { factory } = context;
  const { alternatives, error } = narrow(context, value, isWalkable);
  const slots = alternatives.flatMap((a) =>
    entriesOfAlternative(context, a.value, ofObject).map((slot) => ({ ...slot, present: factory.and([a.guard, slot.present]) })),
  );
  return { slots, error };
}

function isWalkable(kind: ValueKind): boolean {
  return kind === 'list' || kind === 'object';
}

function entriesOfAlternative(context: Context, value: Symbolic, ofObject: EntriesOfObject): readonly EntrySlot[] {
  return kindOfAlternative(value) === 'list' ? elementsOfList(context, value) : ofObject(context, value);
}

/** The elements of a list that is no union, with their indices. */
function elementsOfList(context: Context, list: Symbolic): readonly EntrySlot[] {
  const slots = slotsOfList(context, list);
  const ranks = ranksOf(context, slots);
  return slots.map((slot, i) => ({ key: numberValue(ranks[i] ?? context.factory.int(i)), present: slot.guard, value: slot.value }));
}
