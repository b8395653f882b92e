// Decides where the elements of a list stand whose elements are guarded.

import type { Context } from './context.ts';
import { choose } from './merge.ts';
import type { Term } from './term.ts';
import type { Alternative, Symbolic } from './value.ts';

/** `at[i][k]`: exactly k of the first i slots are there. */
type Counts = readonly (readonly Term[])[];

function countsOf(context: Context, slots: readonly Alternative[]): Counts {
  const { factory } = context;
  let row: readonly Term[] = [factory.true];
  const rows = [row];
  for (const { guard } of slots) {
    const before = row;
    const absent = factory.not(guard);
    row = Array.from({ length: before.length + 1 }, (_, k) =>
      factory.or([factory.and([before[k] ?? factory.false, absent]), factory.and([before[k - 1] ?? factory.false, guard])]),
    );
    rows.push(row);
  }
  return rows;
}

function allThere(context: Context, slots: readonly Alternative[]): boolean {
  return slots.every((slot) => slot.guard === context.factory.true);
}

/** The list by position: element k of the result is element k of the list, and its guard says whether the list is that long. */
export function byPosition(context: Context, slots: readonly Alternative[]): readonly Alternative[] {
  if (allThere(context, slots)) return slots;
  const { factory } = context;
  const counts = countsOf(context, slots);
  return slots.map((_, k) => {
    const candidates = slots.slice(k).map((slot, i) => ({
      guard: factory.and([counts[k + i]?.[k] ?? factory.false, slot.guard]),
      value: slot.value,
    }));
    return { guard: factory.or(candidates.map((candidate) => candidate.guard)), value: choose(context, candidates) };
  });
}

/** For each slot the number of slots before it that are there, an int. */
export function ranksOf(context: Context, slots: readonly Alternative[]): readonly Term[] {
  const { factory } = context;
  let rank = factory.int(0);
  return slots.map(({ guard }) => {
    const own = rank;
    rank = factory.add(rank, indicator(context, guard));
    return own;
  });
}

/** How many of the slots are there, an int. */
export function countOf(context: Context, slots: readonly Alternative[]): Term {
  return context.factory.sum(slots.map((slot) => indicator(context, slot.guard)));
}

/** 1 where the condition holds, else 0. */
export function indicator(context: Context, condition: Term): Term {
  const { factory } = context;
  return factory.ite(condition, factory.int(1), factory.int(0));
}

/** The element at an index, and whether there is one. */
export function elementOf(
  context: Context,
  slots: readonly Alternative[],
  index: Term,
): { readonly present: Term; readonly value: Symbolic } {
  const { factory } = context;
  const ranks = ranksOf(context, slots);
  const candidates = slots
    .map((slot, i) => ({ guard: factory.and([slot.guard, factory.equal(ranks[i] ?? index, index)]), value: slot.value }))
    .filter((candidate) => candidate.guard !== factory.false);
  return { present: factory.or(candidates.map((candidate) => candidate.guard)), value: choose(context, candidates) };
}
