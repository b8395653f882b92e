// Decides what an object has at a key: a base, and the writes on it since.

import { isObject, type Value } from '../base/value.ts';
import type { Context } from './context.ts';
import { equalScalars } from './equal-scalars.ts';
import { freeEntry, freeProperty, type Lookup } from './free/object.ts';
import { alternativesOf, choose, ite, scalarClass, termOf } from './merge.ts';
import { known, NULL_VALUE } from './normal.ts';
import type { Term } from './term.ts';
import type { Layered, MapWrite, Symbolic, SymbolicMap } from './value.ts';

export type { Lookup } from './free/object.ts';

/** The entry of an object (no union) at a key; absent from what is no object, and at a key that no object has. */
export function entryAt(context: Context, object: Symbolic, key: Symbolic): Lookup {
  switch (object.kind) {
    case 'known':
      return knownEntry(context, object.value, key);
    case 'map':
      return mapEntry(context, object, key);
    case 'layers':
      return layeredEntry(context, object, key);
    case 'free': {
      if (key.kind === 'union') return entryOf(context, object, key);
      if (object.schema.types?.[0] !== 'object' || scalarClass(key) !== 'string') return nothing(context);
      const term = termOf(context, key);
      return term.kind === 'constant' ? freeProperty(context, object, String(term.value)) : freeEntry(context, object, term);
    }
    default:
      return nothing(context);
  }
}

/** No entry. */
export function nothing(context: Context): Lookup {
  return { present: context.factory.false, value: NULL_VALUE };
}

/** An entry that is certainly there. */
export function there(context: Context, value: Symbolic): Lookup {
  return { present: context.factory.true, value };
}

function knownEntry(context: Context, object: Value, key: Symbolic): Lookup {
  if (!isObject(object)) return nothing(context);
  if (key.kind !== 'known') {
    const found = [...object].map(([k, v]) => ({ guard: equalScalars(context, known(k), key), value: known(v) }));
    return { present: context.factory.or(found.map((one) => one.guard)), value: choose(context, found) };
  }
  const name = key.value;
  if (typeof name !== 'string' && typeof name !== 'number' && typeof name !== 'boolean') return nothing(context);
  const value = object.get(name);
  return value === undefined ? nothing(context) : there(context, known(value));
}

function mapEntry(context: Context, map: SymbolicMap, key: Symbolic): Lookup {
  const { factory } = context;
  const hits: { readonly write: MapWrite; readonly match: Term }[] = [];
  for (let i = map.log.length - 1; i >= 0; i -= 1) {
    const write = map.log[i];
    const match = write === undefined ? factory.false : factory.and([write.guard, equalScalars(context, write.key, key)]);
    if (write === undefined || match === factory.false) continue;
    hits.push({ write, match });
    if (match === factory.true) break;
  }
  const certain = hits.at(-1)?.match === factory.true;
  let found = certain || map.base === null ? nothing(context) : entryAt(context, map.base, key);
  for (const { write, match } of hits.toReversed()) found = overlay(context, match, write.value, found);
  return found;
}

/** The entry after a write: where the guard holds, the value, or nothing for null. */
function overlay(context: Context, guard: Term, value: Symbolic | null, before: Lookup): Lookup {
  const { factory } = context;
  if (value === null) return { present: factory.and([factory.not(guard), before.present]), value: before.value };
  if (before.present === factory.false) return { present: guard, value };
  return { present: factory.or([guard, before.present]), value: ite(context, guard, value, before.value) };
}

function layeredEntry(context: Context, layered: Layered, key: Symbolic): Lookup {
  const { factory } = context;
  let found = entryOf(context, layered.base, key);
  for (const { guard, property, value } of layered.layers) {
    if (property === null) {
      const other = value === null ? nothing(context) : entryOf(context, value, key);
      found = { present: factory.ite(guard, other.present, found.present), value: either(context, guard, other, found) };
    } else {
      const match = factory.and([guard, equalScalars(context, known(property), key)]);
      if (match !== factory.false) found = overlay(context, match, value, found);
    }
  }
  return found;
}

function either(context: Context, guard: Term, a: Lookup, b: Lookup): Symbolic {
  if (a.present === context.factory.false) return b.value;
  return b.present === context.factory.false ? a.value : ite(context, guard, a.value, b.value);
}

/** The entry of any value at any key; absent where the value is no object. */
export function entryOf(context: Context, object: Symbolic, key: Symbolic): Lookup {
  if (object.kind !== 'union' && key.kind !== 'union') return entryAt(context, object, key);
  const { factory } = context;
  const found = alternativesOf(context, object).flatMap((o) =>
    alternativesOf(context, key).map((k) => {
      const { present, value } = entryAt(context, o.value, k.value);
      return { guard: factory.and([o.guard, k.guard, present]), value };
    }),
  );
  return { present: factory.or(found.map((one) => one.guard)), value: choose(context, found) };
}
