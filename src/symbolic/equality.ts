// Decides when two symbolic values are equal: by content, objects without regard to the order of keys. (Collections are compared elsewhere.)

import { equalValues } from '../base/equality.ts';
import type { Context } from './context.ts';
import { lengthOfFree } from './free/facts.ts';
import { freeItem } from './free/list.ts';
import { placeOf } from './free/name.ts';
import { kindOfAlternative } from './kinds.ts';
import { byPosition, countOf } from './lists.ts';
import { type EntrySlot, outlineOf, shareBase } from './members.ts';
import { alternativesOf, scalarClass, termOf } from './merge.ts';
import { elementsAtHand } from './merge-lists.ts';
import { textValue } from './normal.ts';
import { entryAt } from './objects.ts';
import type { Term } from './term.ts';
import type { Alternative, Free, Symbolic } from './value.ts';
import { withoutLayers } from './write.ts';

/** Quantifiers within quantifiers past which the equality of two unknown values is not spelled out. */
const MAX_NESTING = 3;

/** Whether the values are equal. Values of different kinds are not. */
export function equalSymbolic(context: Context, a: Symbolic, b: Symbolic): Term {
  return equalAt(context, a, b, 0);
}

function equalAt(context: Context, left: Symbolic, right: Symbolic, nesting: number): Term {
  const { factory } = context;
  if (left === right) return factory.true;
  if (left.kind === 'known' && right.kind === 'known') return factory.bool(equalValues(left.value, right.value));
  const a = withoutLayers(context, left);
  const b = withoutLayers(context, right);
  if (a.kind !== 'union' && b.kind !== 'union') return equalPair(context, a, b, nesting);
  const cases: Term[] = [];
  for (const x of alternativesOf(context, a)) {
    for (const y of alternativesOf(context, b)) {
      const both = factory.and([x.guard, y.guard]);
      if (both !== factory.false) cases.push(factory.and([both, equalPair(context, x.value, y.value, nesting)]));
    }
  }
  return factory.or(cases);
}

function equalPair(context: Context, a: Symbolic, b: Symbolic, nesting: number): Term {
  const { factory } = context;
  if (a === b) return factory.true;
  if (a.kind === 'known' && b.kind === 'known') return factory.bool(equalValues(a.value, b.value));
  const kind = kindOfAlternative(a);
  if (kind !== kindOfAlternative(b)) return factory.false;
  if (scalarClass(a) !== null) return factory.equal(termOf(context, a), termOf(context, b));
  return kind === 'list' ? equalLists(context, a, b, nesting) : equalObjects(context, a, b, nesting);
}

function equalLists(context: Context, a: Symbolic, b: Symbolic, nesting: number): Term {
  const left = elementsAtHand(context, a);
  const right = elementsAtHand(context, b);
  if (left !== null && right !== null) return equalSlots(context, byPosition(context, left), byPosition(context, right), nesting);
  if (a.kind === 'free' && right !== null) return equalToFree(context, a, right, nesting);
  if (b.kind === 'free' && left !== null) return equalToFree(context, b, left, nesting);
  return a.kind === 'free' && b.kind === 'free' ? equalFreeLists(context, a, b, nesting) : context.factory.false;
}

/** Two lists by position. */
function equalSlots(context: Context, a: readonly Alternative[], b: readonly Alternative[], nesting: number): Term {
  const { factory } = context;
  const size = Math.max(a.length, b.length);
  const parts: Term[] = [];
  for (let i = 0; i < size; i += 1) {
    const x = a[i];
    const y = b[i];
    const same = factory.equal(x?.guard ?? factory.false, y?.guard ?? factory.false);
    const part =
      x === undefined || y === undefined
        ? same
        : factory.and([same, factory.implies(x.guard, equalAt(context, x.value, y.value, nesting))]);
    if (part === factory.false) return part;
    parts.push(part);
  }
  return factory.and(parts);
}

function equalToFree(context: Context, free: Free, slots: readonly Alternative[], nesting: number): Term {
  const { factory } = context;
  const sameLength = factory.equal(lengthOfFree(context, free), countOf(context, slots));
  const items = byPosition(context, slots).map((slot, i) =>
    factory.implies(slot.guard, equalAt(context, freeItem(context, free, factory.int(i)), slot.value, nesting)),
  );
  return factory.and([sameLength, ...items]);
}

function equalFreeLists(context: Context, a: Free, b: Free, nesting: number): Term {
  const { factory } = context;
  const length = lengthOfFree(context, a);
  const sameLength = factory.equal(length, lengthOfFree(context, b));
  const items =
    nesting >= MAX_NESTING
      ? opaqueEquality(context, a, b)
      : context.quantify('forall', [{ name: 'i', sort: 'int' }], ([i]) => {
          const index = i ?? factory.int(0);
          const range = factory.and([factory.lessOrEqual(factory.int(0), index), factory.less(index, length)]);
          return { range, holds: equalAt(context, freeItem(context, a, index), freeItem(context, b, index), nesting + 1) };
        });
  return factory.and([sameLength, items]);
}

function opaqueEquality(context: Context, a: Free, b: Free): Term {
  const x = placeOf(a);
  const y = placeOf(b);
  return context.opaque('equality of deeply nested unknown values', 'bool', [...x.args, ...y.args], `${x.name} and ${y.name}`);
}

function equalObjects(context: Context, a: Symbolic, b: Symbolic, nesting: number): Term {
  const { factory } = context;
  if (shareBase(a, b)) {
    const keys = [a, b].flatMap((object) => (object.kind === 'map' ? object.log.map((write) => write.key) : []));
    return factory.and(keys.map((key) => equalEntries(context, a, b, key, nesting)));
  }
  const left = outlineOf(context, a);
  const right = outlineOf(context, b);
  const slots = [...left.slots, ...right.slots];
  const parts: Term[] = [];
  for (const { key } of distinctKeys(slots)) {
    const part = equalEntries(context, a, b, key, nesting);
    if (part === factory.false) return part;
    parts.push(part);
  }
  if (left.open || right.open) parts.push(equalRests(context, a, b, slots, nesting));
  return factory.and(parts);
}

/** Each known key once. */
function distinctKeys(slots: readonly EntrySlot[]): readonly EntrySlot[] {
  const seen = new Set<unknown>();
  return slots.filter(({ key }) => {
    if (key.kind !== 'known') return true;
    if (seen.has(key.value)) return false;
    seen.add(key.value);
    return true;
  });
}

function equalEntries(context: Context, a: Symbolic, b: Symbolic, key: Symbolic, nesting: number): Term {
  const { factory } = context;
  const x = entryAt(context, a, key);
  const y = entryAt(context, b, key);
  const same = factory.equal(x.present, y.present);
  if (same === factory.false || x.present === factory.false || y.present === factory.false) return same;
  return factory.and([same, factory.implies(x.present, equalAt(context, x.value, y.value, nesting))]);
}

/** Equality at all keys that neither schema lists and nobody wrote. */
function equalRests(context: Context, a: Symbolic, b: Symbolic, slots: readonly EntrySlot[], nesting: number): Term {
  const { factory } = context;
  const left = freeBase(a);
  const right = freeBase(b);
  if (nesting >= MAX_NESTING && left !== null && right !== null) return opaqueEquality(context, left, right);
  return context.quantify('forall', [{ name: 'k', sort: 'string' }], ([k]) => {
    const key = textValue(k ?? factory.text(''));
    const range = slots.map((slot) => factory.not(equalAt(context, slot.key, key, nesting)));
    return { range: factory.and(range), holds: equalEntries(context, a, b, key, nesting + 1) };
  });
}

function freeBase(object: Symbolic): Free | null {
  const base = object.kind === 'map' ? object.base : object;
  return base?.kind === 'free' ? base : null;
}
