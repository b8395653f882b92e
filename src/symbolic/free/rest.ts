// Decides which keys an unknown object has besides those that its schema lists: up to the scope of the proof, under names of their own.

import type { Context } from '../context.ts';
import { structureOf } from '../schema/structure.ts';
import type { Term } from '../term.ts';
import type { Free } from '../value.ts';
import { leaf } from './leaf.ts';
import { placeOf, showPlace } from './name.ts';
import { isOpenObject, listedProperties, restEntry, watchRest } from './object.ts';

/** The keys: those of the first `size` of them are there, all different, and there are no others. */
export interface RestKeys {
  readonly size: Term;
  readonly keys: readonly Term[];
}

const enumerated = new WeakMap<Context, WeakMap<Free, RestKeys>>();

/** Names for all unlisted keys; restricts the proof to objects with no more of them than its scope. None for a closed object. */
export function restKeys(context: Context, free: Free): RestKeys {
  if (!isOpenObject(context, free)) return { size: context.factory.int(0), keys: [] };
  let of = enumerated.get(context);
  if (of === undefined) {
    of = new WeakMap();
    enumerated.set(context, of);
  }
  const before = of.get(free);
  if (before !== undefined) return before;
  const rest = enumerate(context, free);
  of.set(free, rest);
  watchRest(context, free, (key, present) => assumeNamed(context, free, rest, key, present));
  return rest;
}

function enumerate(context: Context, free: Free): RestKeys {
  const { factory } = context;
  const size = leaf(context, free, 'rest', 'int');
  const { most, whole } = limitOf(context, free);
  const keys = namedInOrder(context, free, 'key', most);
  context.assume(factory.implies(free.exists, factory.lessOrEqual(factory.int(0), size)));
  const within = factory.implies(free.exists, factory.lessOrEqual(size, factory.int(most)));
  if (whole) context.assume(within);
  else context.bounded(`object ${showPlace(free)}`, most, within);
  for (const [i, key] of keys.entries()) {
    const there = factory.and([free.exists, factory.less(factory.int(i), size)]);
    const distinct = [...listedProperties(context, free)].map((other) => factory.not(factory.equal(key, factory.text(other))));
    context.assume(factory.implies(there, factory.and([restEntry(context, free, key).present, ...distinct])));
  }
  return { size, keys };
}

/**
 * Names for so many keys of an object, all different, also those past the number of keys that it has: so no read has to ask whether two are
 * one. (A name has one position.)
 */
export function namedInOrder(context: Context, free: Free, aspect: string, count: number): readonly Term[] {
  const { factory } = context;
  const { name, args } = placeOf(free);
  return Array.from({ length: count }, (_, i) => {
    const position = factory.int(i);
    const key = factory.nameOf(`${name}:${aspect}`, [...args, position]);
    const isThere = factory.equal(factory.apply(`${name}:${aspect}:position`, 'int', [...args, key]), position);
    context.assume(factory.implies(free.exists, isThere));
    return key;
  });
}

/** An object with at most so many times `limits.scope` properties is enumerated as a whole. */
const WHOLE_SCOPES = 4;

/** How many keys are named, and whether the schema says that there are no more. */
function limitOf(context: Context, free: Free): { readonly most: number; readonly whole: boolean } {
  const { scope } = context.limits;
  const { conjuncts } = structureOf(context.schemas, free.schema);
  const most = Math.min(...conjuncts.map((conjunct) => conjunct.maxProperties ?? Number.POSITIVE_INFINITY));
  return most <= scope * WHOLE_SCOPES ? { most, whole: true } : { most: scope, whole: false };
}

/** A key that the object has is one of those named. */
function assumeNamed(context: Context, free: Free, rest: RestKeys, key: Term, present: Term): void {
  const { factory } = context;
  const listed = [...listedProperties(context, free)].map((name) => factory.equal(key, factory.text(name)));
  const named = rest.keys.map((other, i) => factory.and([factory.less(factory.int(i), rest.size), factory.equal(key, other)]));
  context.assume(factory.implies(factory.and([free.exists, present]), factory.or([...listed, ...named])));
}
