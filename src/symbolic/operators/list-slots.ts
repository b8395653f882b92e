// Decides what the alternatives of a list are as one list with guarded elements.

import type { Context } from '../context.ts';
import { lengthOfFree } from '../free/facts.ts';
import { countOf } from '../lists.ts';
import { choose } from '../merge.ts';
import { numberValue } from '../normal.ts';
import type { Term } from '../term.ts';
import { slotsOfList } from '../unroll.ts';
import type { Alternative, Symbolic } from '../value.ts';

/** The elements of whichever list it is, in order. The guards of the alternatives exclude each other, so at most one list is there. */
export function slotsOfLists(context: Context, lists: readonly Alternative[]): readonly Alternative[] {
  const { factory } = context;
  const [only] = lists;
  if (lists.length === 1 && only !== undefined && only.guard === factory.true) return slotsOfList(context, only.value);
  return lists.flatMap((list) =>
    slotsOfList(context, list.value).map((slot) => ({ guard: factory.and([list.guard, slot.guard]), value: slot.value })),
  );
}

/** The number of elements of a list that is no union, an int; no bound is needed for it. */
export function sizeOfList(context: Context, list: Symbolic): Term {
  return list.kind === 'free' ? lengthOfFree(context, list) : countOf(context, slotsOfList(context, list));
}

/** The number of elements of whichever list it is. */
export function sizeOfLists(context: Context, lists: readonly Alternative[]): Symbolic {
  return choose(
    context,
    lists.map(({ guard, value }) => ({ guard, value: numberValue(sizeOfList(context, value)) })),
  );
}
