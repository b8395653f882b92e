// Decides what an object or a list is after one of its parts was written.

import { isObject, type ObjectKey, type Value } from '../base/value.ts';
import type { Context } from './context.ts';
import { kindOfAlternative } from './kinds.ts';
import { ranksOf } from './lists.ts';
import { alternativesOf, choose, ite } from './merge.ts';
import { asMap } from './merge-maps.ts';
import { known, listOfGuarded } from './normal.ts';
import type { Term } from './term.ts';
import { slotsOfList } from './unroll.ts';
import type { Layered, MapWrite, Symbolic, SymbolicMap } from './value.ts';

/** The object with the entry set, or removed (null), where the guard holds. What is no object stays as it is. */
export function writeMember(context: Context, object: Symbolic, key: Symbolic, guard: Term, value: Symbolic | null): Symbolic {
  if (guard === context.factory.false) return object;
  if (object.kind === 'union') {
    const written = object.alternatives.map((a) => ({ guard: a.guard, value: writeMember(context, a.value, key, guard, value) }));
    return choose(context, written);
  }
  if (object.kind === 'layers') return writeLayer(context, object, key, guard, value);
  const map = asMap(object);
  return map === null ? object : normalMap(context, { ...map, log: appended(context, map.log, { guard, key, value }) });
}

function writeLayer(context: Context, layered: Layered, key: Symbolic, guard: Term, value: Symbolic | null): Symbolic {
  if (key.kind !== 'known' || typeof key.value !== 'string') return writeMember(context, materialise(context, layered), key, guard, value);
  return { ...layered, layers: [...layered.layers, { guard, property: key.value, value }] };
}

/** The object without layers. */
function materialise(context: Context, layered: Layered): Symbolic {
  let object = withoutLayers(context, layered.base);
  for (const { guard, property, value } of layered.layers) {
    if (property !== null) object = writeMember(context, object, known(property), guard, value);
    else if (value !== null) object = ite(context, guard, withoutLayers(context, value), object);
  }
  return object;
}

/** The value, without layers at its top or in its alternatives. */
export function withoutLayers(context: Context, value: Symbolic): Symbolic {
  if (value.kind === 'layers') return materialise(context, value);
  if (value.kind !== 'union' || value.alternatives.every((a) => a.value.kind !== 'layers')) return value;
  return choose(
    context,
    value.alternatives.map((a) => ({ guard: a.guard, value: withoutLayers(context, a.value) })),
  );
}

/** The log with one more write, in place of an earlier one that it certainly overwrites. */
function appended(context: Context, log: readonly MapWrite[], write: MapWrite): readonly MapWrite[] {
  const { factory } = context;
  if (write.guard !== factory.true || write.value === null || write.key.kind !== 'known') return [...log, write];
  for (let i = log.length - 1; i >= 0; i -= 1) {
    const earlier = log[i];
    if (earlier === undefined || earlier.key.kind !== 'known') break;
    if (earlier.key.value !== write.key.value) continue;
    return earlier.guard === factory.true && earlier.value !== null ? log.with(i, write) : [...log, write];
  }
  return [...log, write];
}

/** The map, known if nothing in it is unknown. */
export function normalMap(context: Context, map: SymbolicMap): Symbolic {
  if (map.log.length === 0 && map.base !== null) return map.base;
  if (map.base?.kind === 'free' || !map.log.every((write) => isKnownWrite(context, write))) return map;
  const entries = new Map<ObjectKey, Value>(map.base !== null && isObject(map.base.value) ? map.base.value : []);
  for (const { key, value } of map.log) {
    const name = key.kind === 'known' ? key.value : null;
    if (!isObjectKey(name)) continue;
    if (value === null) entries.delete(name);
    else if (value.kind === 'known') entries.set(name, value.value);
  }
  return known(entries);
}

function isKnownWrite(context: Context, { guard, key, value }: MapWrite): boolean {
  return guard === context.factory.true && key.kind === 'known' && isObjectKey(key.value) && (value === null || value.kind === 'known');
}

function isObjectKey(key: Value): key is ObjectKey {
  return typeof key === 'string' || typeof key === 'number' || typeof key === 'boolean';
}

/** The list with the element at the index (an int) replaced where the guard holds; as it is where there is no such element. */
export function writeItem(context: Context, list: Symbolic, index: Term, guard: Term, value: Symbolic): Symbolic {
  return choose(
    context,
    alternativesOf(context, list).map((a) => ({ guard: a.guard, value: writeAt(context, a.value, index, guard, value) })),
  );
}

function writeAt(context: Context, list: Symbolic, index: Term, guard: Term, value: Symbolic): Symbolic {
  const { factory } = context;
  const slots = kindOfAlternative(list) === 'list' ? slotsOfList(context, list) : [];
  if (slots.length === 0) return list;
  const ranks = ranksOf(context, slots);
  const written = slots.map((slot, i) => {
    const here = factory.and([guard, factory.equal(ranks[i] ?? index, index)]);
    return { guard: slot.guard, value: ite(context, here, value, slot.value) };
  });
  return listOfGuarded(context, written);
}
