// Decides in which order an unknown object has its keys: in any, so the proof holds for all.

import type { Context } from '../context.ts';
import { equalScalars } from '../equal-scalars.ts';
import { indicator } from '../lists.ts';
import { choose } from '../merge.ts';
import { known, textValue } from '../normal.ts';
import type { Term } from '../term.ts';
import type { Free, Symbolic } from '../value.ts';
import { freeProperty, listedProperties, restEntry } from './object.ts';
import { namedInOrder, restKeys } from './rest.ts';

/** An entry where it is there. */
export interface EntrySlot {
  readonly key: Symbolic;
  readonly present: Term;
  readonly value: Symbolic;
}

/** All entries, in no particular order; restricts the proof to objects with no more unlisted ones than its scope. */
export function freeEntries(context: Context, free: Free): readonly EntrySlot[] {
  const { factory } = context;
  const listed = [...listedProperties(context, free)].map((name) => ({ key: known(name), ...freeProperty(context, free, name) }));
  const rest = restKeys(context, free);
  const others = rest.keys.map((key, i) => ({
    key: textValue(key),
    present: factory.less(factory.int(i), rest.size),
    value: restEntry(context, free, key).value,
  }));
  return [...listed, ...others].filter((slot) => slot.present !== factory.false);
}

/** The entries in the order of the object, which is unknown. */
export function orderedFreeEntries(context: Context, free: Free): readonly EntrySlot[] {
  return shuffled(context, freeEntries(context, free), free.exists, (count) => namedInOrder(context, free, 'order', count));
}

/** The entries in an unknown order: `keysOf` gives so many unknown keys, by position. The keys are strings. */
export function shuffled(
  context: Context,
  entries: readonly EntrySlot[],
  exists: Term,
  keysOf: (count: number) => readonly Term[],
): readonly EntrySlot[] {
  if (entries.length <= 1) return entries;
  const { factory } = context;
  const size = factory.sum(entries.map((entry) => indicator(context, entry.present)));
  const keys = keysOf(entries.length);
  return keys.map((key, i) => {
    const present = factory.less(factory.int(i), size);
    const candidates = entries.map((entry) => ({
      guard: factory.and([entry.present, equalScalars(context, entry.key, textValue(key))]),
      value: entry.value,
    }));
    const fresh = keys.slice(0, i).map((other) => factory.not(factory.equal(key, other)));
    const one = factory.or(candidates.map((candidate) => candidate.guard));
    context.assume(factory.implies(factory.and([exists, present]), factory.and([one, ...fresh])));
    return { key: textValue(key), present, value: choose(context, candidates) };
  });
}
