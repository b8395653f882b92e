// Decides how two lists become one: slot by slot, so that merging again and again never makes it longer than the longest.

import { isList } from '../base/value.ts';
import type { Context } from './context.ts';
import { known, listOfGuarded } from './normal.ts';
import type { Term } from './term.ts';
import type { Alternative, Symbolic } from './value.ts';

/** Known lists with more elements than this stay alternatives of a union: nothing is gained by choosing each element. */
const MAX_MERGED_KNOWN = 64;

type Ite = (context: Context, guard: Term, a: Symbolic, b: Symbolic) => Symbolic;

/** `a` where the guard holds, else `b`; null if one is no list with elements at hand, or both are known and long. */
export function mergeLists(context: Context, guard: Term, a: Symbolic, b: Symbolic, ite: Ite): Symbolic | null {
  const left = elementsAtHand(context, a);
  const right = elementsAtHand(context, b);
  if (left === null || right === null) return null;
  const size = Math.max(left.length, right.length);
  if (size > MAX_MERGED_KNOWN && a.kind === 'known' && b.kind === 'known') return null;
  const { factory } = context;
  const slots = Array.from({ length: size }, (_, i): Alternative => {
    const x = left[i];
    const y = right[i];
    const there = factory.ite(guard, x?.guard ?? factory.false, y?.guard ?? factory.false);
    return { guard: there, value: either(context, guard, x, y, ite) };
  });
  return listOfGuarded(context, slots);
}

/** The value of a slot, which is meaningless where the slot is not there. */
function either(context: Context, guard: Term, x: Alternative | undefined, y: Alternative | undefined, ite: Ite): Symbolic {
  if (x === undefined || y === undefined) return (x ?? y)?.value ?? known(null);
  return sameValue(x.value, y.value) ? x.value : ite(context, guard, x.value, y.value);
}

function sameValue(a: Symbolic, b: Symbolic): boolean {
  if (a === b) return true;
  if (a.kind === 'scalar' && b.kind === 'scalar') return a.term === b.term && a.scalar === b.scalar;
  return a.kind === 'known' && b.kind === 'known' && a.value === b.value;
}

/** The elements of a list that does not come from an unknown value; null for what is no such list. */
export function elementsAtHand(context: Context, value: Symbolic): readonly Alternative[] | null {
  const guard = context.factory.true;
  if (value.kind === 'sparse') return value.slots;
  if (value.kind === 'list') return value.items.map((item) => ({ guard, value: item }));
  if (value.kind !== 'known' || !isList(value.value)) return null;
  return value.value.map((item) => ({ guard, value: known(item) }));
}
