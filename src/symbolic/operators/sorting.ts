// Decides how elements are put in order: ascending, equals as they stood, an error if two that are there have no order.

import { compareValues } from '../../base/equality.ts';
import type { Value } from '../../base/value.ts';
import type { Context } from '../context.ts';
import { alternativesOf, choose } from '../merge.ts';
import { listOfGuarded } from '../normal.ts';
import type { Term } from '../term.ts';
import type { Alternative, Result, Symbolic } from '../value.ts';
import { areComparable, before } from './logic.ts';

/** Known elements in the order of their ranks; undefined if two have no order. */
export function sortKnown(items: readonly Value[], ranks: readonly Value[]): readonly Value[] | undefined {
  if (!allComparable(ranks)) return undefined;
  const order = [...items.keys()].sort((i, j) => compareValues(ranks[i] ?? null, ranks[j] ?? null) ?? 0);
  return order.map((i) => items[i] ?? null);
}

/** Whether each has an order with the first; a single element need not have one. */
export function allComparable(ranks: readonly Value[]): boolean {
  const [first = null, ...rest] = ranks;
  return rest.every((rank) => compareValues(first, rank) !== null);
}

/** An element that is there where `guard` holds, and what it is ordered by. */
export interface Ranked extends Alternative {
  readonly rank: Symbolic;
}

/** The elements that are there in the order of their ranks. */
export function sortSlots(context: Context, slots: readonly Ranked[]): Result {
  const { factory } = context;
  const positions = slots.map((slot, i) => {
    const earlier = slots.map((other, j) => (i === j ? factory.false : factory.and([other.guard, precedes(context, other, slot, j < i)])));
    return factory.sum(earlier.map((term) => factory.ite(term, factory.int(1), factory.int(0))));
  });
  const sorted = slots.map((_, k) => {
    const here = slots.map((slot, i) => ({
      guard: factory.and([slot.guard, factory.equal(positions[i] ?? factory.int(-1), factory.int(k))]),
      value: slot.value,
    }));
    return { guard: factory.or(here.map((one) => one.guard)), value: choose(context, here) };
  });
  return { value: listOfGuarded(context, sorted), error: anyIncomparable(context, slots) };
}

/** Whether `a` stands before `b` in the result; equals keep their order. */
function precedes(context: Context, a: Ranked, b: Ranked, stoodBefore: boolean): Term {
  const { factory } = context;
  return stoodBefore ? factory.not(isBefore(context, b.rank, a.rank)) : isBefore(context, a.rank, b.rank);
}

/** Whether `a` is strictly before `b`; false where they have no order. */
export function isBefore(context: Context, a: Symbolic, b: Symbolic): Term {
  return overPairs(context, a, b, (x, y) => (areComparable(x, y) ? before(context, x, y) : context.factory.false));
}

function overPairs(context: Context, a: Symbolic, b: Symbolic, of: (x: Symbolic, y: Symbolic) => Term): Term {
  const { factory } = context;
  const cases = alternativesOf(context, a).flatMap((x) =>
    alternativesOf(context, b).map((y) => factory.and([x.guard, y.guard, of(x.value, y.value)])),
  );
  return factory.or(cases);
}

/** Whether two elements that are there have no order. */
function anyIncomparable(context: Context, slots: readonly Ranked[]): Term {
  const { factory } = context;
  const bad: Term[] = [];
  for (const [i, slot] of slots.entries()) {
    for (const other of slots.slice(0, i)) {
      const comparable = overPairs(context, slot.rank, other.rank, (x, y) => factory.bool(areComparable(x, y)));
      bad.push(factory.and([slot.guard, other.guard, factory.not(comparable)]));
    }
  }
  return factory.or(bad);
}

/** The first element that no other goes before; an error if there is none. */
export function leastSlot(context: Context, slots: readonly Alternative[], goesBefore: (a: Symbolic, b: Symbolic) => Term): Result {
  const { factory } = context;
  const chosen = slots.map((slot, i) => {
    const beaten = slots.map((other, j) => {
      if (i === j) return factory.false;
      // A later element must go before, an earlier one only stand level.
      const better = j < i ? factory.not(goesBefore(slot.value, other.value)) : goesBefore(other.value, slot.value);
      return factory.and([other.guard, better]);
    });
    return { guard: factory.and([slot.guard, factory.not(factory.or(beaten))]), value: slot.value };
  });
  const none = factory.not(factory.or(slots.map((slot) => slot.guard)));
  const ranked = slots.map((slot) => ({ ...slot, rank: slot.value }));
  return { value: choose(context, chosen), error: factory.or([none, anyIncomparable(context, ranked)]) };
}
