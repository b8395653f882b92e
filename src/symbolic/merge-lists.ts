// Decides how two lists become one: element by element where their lengths agree, else as one list with guarded elements.

import { isList } from '../base/value.ts';
import type { Context } from './context.ts';
import { known, listOfGuarded } from './normal.ts';
import type { Term } from './term.ts';
import type { Alternative, Symbolic } from './value.ts';

/** Lists with more elements than this stay alternatives of a union. */
const MAX_MERGED_LENGTH = 64;

type Ite = (context: Context, guard: Term, a: Symbolic, b: Symbolic) => Symbolic;

/** `a` where the guard holds, else `b`; null if one is no list with elements at hand, or they are too long. */
export function mergeLists(context: Context, guard: Term, a: Symbolic, b: Symbolic, ite: Ite): Symbolic | null {
  const left = elementsAtHand(context, a);
  const right = elementsAtHand(context, b);
  if (left === null || right === null || left.length + right.length > MAX_MERGED_LENGTH) return null;
  if (left.length === right.length && left.every((slot, i) => slot.guard === right[i]?.guard)) {
    const slots = left.map((slot, i) => ({ guard: slot.guard, value: ite(context, guard, slot.value, right[i]?.value ?? slot.value) }));
    return listOfGuarded(context, slots);
  }
  return listOfGuarded(context, interleave(context, guard, left, right));
}

/** The elements of a list that does not come from an unknown value; null for what is no such list. */
export function elementsAtHand(context: Context, value: Symbolic): readonly Alternative[] | null {
  const guard = context.factory.true;
  if (value.kind === 'sparse') return value.slots;
  if (value.kind === 'list') return value.items.map((item) => ({ guard, value: item }));
  if (value.kind !== 'known' || !isList(value.value)) return null;
  return value.value.map((item) => ({ guard, value: known(item) }));
}

/** The common beginning, then the rest of the one and of the other under opposite guards. */
function interleave(context: Context, guard: Term, left: readonly Alternative[], right: readonly Alternative[]): readonly Alternative[] {
  const { factory } = context;
  let common = 0;
  while (common < left.length && common < right.length && sameSlot(left[common], right[common])) common += 1;
  const under = (condition: Term, slots: readonly Alternative[]): readonly Alternative[] =>
    slots.slice(common).map((slot) => ({ guard: factory.and([condition, slot.guard]), value: slot.value }));
  return [...left.slice(0, common), ...under(guard, left), ...under(factory.not(guard), right)];
}

function sameSlot(a: Alternative | undefined, b: Alternative | undefined): boolean {
  if (a === undefined || b === undefined || a.guard !== b.guard) return false;
  if (a.value === b.value) return true;
  if (a.value.kind === 'scalar' && b.value.kind === 'scalar') return a.value.term === b.value.term && a.value.scalar === b.value.scalar;
  return a.value.kind === 'known' && b.value.kind === 'known' && a.value.value === b.value.value;
}
