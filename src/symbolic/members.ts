// Decides which entries an object has, one by one: a base, and the writes on it since.

import { isObject, type Value } from '../base/value.ts';
import type { Context } from './context.ts';
import { equalScalars } from './equal-scalars.ts';
import { isOpenObject, listedProperties } from './free/object.ts';
import { type EntrySlot, freeEntries, orderedFreeEntries, shuffled } from './free/order.ts';
import { ite } from './merge.ts';
import { known } from './normal.ts';
import { entryAt } from './objects.ts';
import type { Term } from './term.ts';
import type { Free, MapWrite, Symbolic, SymbolicMap } from './value.ts';
import { withoutLayers } from './write.ts';

export type { EntrySlot } from './free/order.ts';

/** The entries of an object in insertion order; of a union of objects, those of each under its guard. Empty for what is no object. */
export function entriesOfObject(context: Context, object: Symbolic): readonly EntrySlot[] {
  return entries(context, withoutLayers(context, object), orderedFreeEntries);
}

/** The same in no particular order, which asks for less where the object is unknown. */
export function membersOfObject(context: Context, object: Symbolic): readonly EntrySlot[] {
  return entries(context, withoutLayers(context, object), freeEntries);
}

type EntriesOfFree = (context: Context, free: Free) => readonly EntrySlot[];

function entries(context: Context, object: Symbolic, ofFree: EntriesOfFree): readonly EntrySlot[] {
  const { factory } = context;
  switch (object.kind) {
    case 'known':
      return entriesOfKnown(context, object.value);
    case 'free':
      return object.schema.types?.[0] === 'object' ? ofFree(context, object) : [];
    case 'map': {
      const base = object.base === null ? [] : entries(context, object.base, ofFree);
      const all = object.log.reduce((slots, write) => written(context, slots, write), base);
      return ofFree === orderedFreeEntries && object.log.some((write) => write.unordered) ? inUnknownOrder(context, object, all) : all;
    }
    case 'union':
      return object.alternatives.flatMap((a) =>
        entries(context, a.value, ofFree).map((slot) => ({ ...slot, present: factory.and([a.guard, slot.present]) })),
      );
    default:
      return [];
  }
}

const orders = new WeakMap<SymbolicMap, readonly EntrySlot[]>();

function inUnknownOrder(context: Context, map: SymbolicMap, slots: readonly EntrySlot[]): readonly EntrySlot[] {
  const before = orders.get(map);
  if (before !== undefined) return before;
  const instance = `object ${context.factory.size}`;
  const keyAt = (i: number): Term =>
    context.opaque('order of the entries of a merged object', 'string', [context.factory.int(i)], instance);
  const after = shuffled(context, slots, context.factory.true, (count) => Array.from({ length: count }, (_, i) => keyAt(i)));
  orders.set(map, after);
  return after;
}

function entriesOfKnown(context: Context, value: Value): readonly EntrySlot[] {
  if (!isObject(value)) return [];
  return [...value].map(([key, of]) => ({ key: known(key), present: context.factory.true, value: known(of) }));
}

/** The slots after a write: an entry that is there keeps its place, another one is added at the end. */
function written(context: Context, slots: readonly EntrySlot[], write: MapWrite): readonly EntrySlot[] {
  const { factory } = context;
  const found: Term[] = [];
  const after = slots.map((slot) => {
    const match = factory.and([write.guard, equalScalars(context, slot.key, write.key)]);
    if (match === factory.false) return slot;
    found.push(factory.and([match, slot.present]));
    if (write.value === null) return { ...slot, present: factory.and([slot.present, factory.not(match)]) };
    return { ...slot, value: ite(context, match, write.value, slot.value) };
  });
  const added = factory.and([write.guard, factory.not(factory.or(found))]);
  if (write.value !== null && added !== factory.false) after.push({ key: write.key, present: added, value: write.value });
  return after.filter((slot) => slot.present !== factory.false);
}

/** The keys of an object by name, and whether it can have others. */
export interface Outline {
  /** Entries at keys of which no two that are present are equal. */
  readonly slots: readonly EntrySlot[];
  /** Whether there can be entries at other keys, which are strings. */
  readonly open: boolean;
}

/** The entries of an object (no union, no layers) at the keys that its schema lists or that were written; no bound is needed for them. */
export function outlineOf(context: Context, object: Symbolic): Outline {
  const base = object.kind === 'map' ? object.base : object;
  if (base?.kind !== 'free') return { slots: entries(context, object, freeEntries), open: false };
  const { factory } = context;
  const listed: readonly Symbolic[] = [...listedProperties(context, base)].map((name) => known(name));
  const keys = distinctKeys([...listed, ...(object.kind === 'map' ? object.log.map((write) => write.key) : [])]);
  const slots = keys.map((key, i) => {
    const { present, value } = entryAt(context, object, key);
    const earlier = keys.slice(0, i).map((other) => equalScalars(context, other, key));
    return { key, present: factory.and([present, factory.not(factory.or(earlier))]), value };
  });
  return { slots: slots.filter((slot) => slot.present !== factory.false), open: isOpenObject(context, base) };
}

/** Each key once, as far as keys that are written alike go. */
function distinctKeys(keys: readonly Symbolic[]): readonly Symbolic[] {
  const seen = new Set<unknown>();
  return keys.filter((key) => {
    const id = key.kind === 'known' ? key.value : key.kind === 'scalar' ? `${key.scalar}\u0000${key.term.id}` : key;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

/** Whether two objects (no unions, no layers) stand on the same unknown object, so that they agree at all keys that neither wrote. */
export function shareBase(a: Symbolic, b: Symbolic): boolean {
  const left = baseOf(a);
  return left !== null && left === baseOf(b);
}

function baseOf(object: Symbolic): SymbolicMap['base'] {
  if (object.kind === 'map') return object.base;
  return object.kind === 'free' ? object : null;
}
