// Decides what JSON Merge Patch (RFC 7396) makes of a value.

import { isObject, type ObjectKey, type ObjectValue, type Value } from '../base/value.ts';
import type { Context } from './context.ts';
import { kindOfAlternative, kindTerm } from './kinds.ts';
import { LimitReached } from './limit-reached.ts';
import { membersOfObject } from './members.ts';
import { alternativesOf, choose, ite } from './merge.ts';
import { EMPTY_OBJECT, known, NULL_VALUE } from './normal.ts';
import { entryOf } from './objects.ts';
import type { MapWrite, Symbolic } from './value.ts';
import { normalMap, withoutLayers, writeMember } from './write.ts';

/** Objects in objects of an unknown patch. Where any property may be there, they never end. */
const MAX_NESTED = 8;

/** The patch applied to the target. */
export function mergePatch(context: Context, target: Symbolic, patch: Symbolic, depth = 0): Symbolic {
  if (target.kind === 'known' && patch.kind === 'known') return known(mergeKnown(target.value, patch.value));
  if (depth > MAX_NESTED) throw new LimitReached('maxDepth', MAX_NESTED, 'objects inside each other in an unknown merge patch');
  const patches = alternativesOf(context, withoutLayers(context, patch));
  return choose(
    context,
    patches.map(({ guard, value }) => ({
      guard,
      value: kindOfAlternative(value) === 'object' ? patchObject(context, target, value, depth) : value,
    })),
  );
}

/** RFC 7396, section 2. */
export function mergeKnown(target: Value, patch: Value): Value {
  if (!isObject(patch)) return patch;
  const merged = new Map<ObjectKey, Value>(isObject(target) ? (target satisfies ObjectValue) : []);
  for (const [key, value] of patch) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergeKnown(merged.get(key) ?? null, value));
  }
  return merged;
}

function patchObject(context: Context, target: Symbolic, patch: Symbolic, depth: number): Symbolic {
  const bases = alternativesOf(context, withoutLayers(context, target));
  return choose(
    context,
    bases.map(({ guard, value }) => ({
      guard,
      value: patchBase(context, kindOfAlternative(value) === 'object' ? value : EMPTY_OBJECT, patch, depth),
    })),
  );
}

/** The patch's own order is unknown where it is unknown, and with it the order of what it adds. */
function patchBase(context: Context, base: Symbolic, patch: Symbolic, depth: number): Symbolic {
  const { factory } = context;
  let merged = base;
  for (const { key, present, value } of membersOfObject(context, patch)) {
    const isNull = kindTerm(context, value, 'null');
    const after =
      kindTerm(context, value, 'object') === factory.false ? value : mergePatch(context, entryOrNull(context, base, key), value, depth + 1);
    merged = writeMember(context, merged, key, factory.and([present, factory.not(isNull)]), after);
    merged = writeMember(context, merged, key, factory.and([present, isNull]), null);
  }
  return isUnordered(patch) ? marked(context, merged, base) : merged;
}

/** The entries of an object with those of another instead or added. The other's order is unknown where it is. */
export function assignEntries(context: Context, base: Symbolic, added: Symbolic): Symbolic {
  const others = alternativesOf(context, withoutLayers(context, added));
  return choose(
    context,
    others.map(({ guard, value: other }) => {
      const entries = membersOfObject(context, other);
      const assigned = entries.reduce((object, { key, present, value }) => writeMember(context, object, key, present, value), base);
      return { guard, value: isUnordered(other) ? marked(context, assigned, base) : assigned };
    }),
  );
}

function isUnordered(object: Symbolic): boolean {
  return object.kind === 'free' || (object.kind === 'map' && object.base?.kind === 'free');
}

function entryOrNull(context: Context, base: Symbolic, key: Symbolic): Symbolic {
  const { present, value } = entryOf(context, base, key);
  return ite(context, present, value, NULL_VALUE);
}

function marked(context: Context, merged: Symbolic, base: Symbolic): Symbolic {
  if (merged.kind !== 'map') return merged;
  const before = base.kind === 'map' ? base.log : [];
  const log: readonly MapWrite[] = merged.log.map((write) => (before.includes(write) ? write : { ...write, unordered: true }));
  return normalMap(context, { ...merged, log });
}
