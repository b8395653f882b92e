// Decides how an unknown list becomes a list with guarded elements: whole if its schema bounds it closely, else up to the scope of the proof.

import type { Context } from './context.ts';
import { lengthOfFree } from './free/facts.ts';
import { freeItem } from './free/list.ts';
import { showPlace } from './free/name.ts';
import { elementsAtHand } from './merge-lists.ts';
import { structureOf } from './schema/structure.ts';
import type { Alternative, Free, Symbolic } from './value.ts';

/** A list of at most so many times `limits.scope` elements is unrolled as a whole. */
const WHOLE_SCOPES = 4;

/** The elements of a list that is no union, in order, with guards. Where the list is unknown and longer than the scope, the proof is bounded. */
export function slotsOfList(context: Context, list: Symbolic): readonly Alternative[] {
  const slots = elementsAtHand(context, list);
  if (slots !== null) return slots;
  return list.kind === 'free' ? unroll(context, list) : [];
}

function unroll(context: Context, free: Free): readonly Alternative[] {
  const { factory } = context;
  const length = lengthOfFree(context, free);
  const { size, whole } = sizeOf(context, free);
  if (!whole)
    context.bounded(`list ${showPlace(free)}`, size, factory.implies(free.exists, factory.lessOrEqual(length, factory.int(size))));
  return Array.from({ length: size }, (_, i) => ({
    guard: factory.less(factory.int(i), length),
    value: freeItem(context, free, factory.int(i)),
  }));
}

function sizeOf(context: Context, free: Free): { readonly size: number; readonly whole: boolean } {
  const { conjuncts } = structureOf(context.schemas, free.schema);
  const least = Math.max(0, ...conjuncts.map((conjunct) => conjunct.minItems ?? 0));
  const most = Math.min(...conjuncts.map((conjunct) => conjunct.maxItems ?? Number.POSITIVE_INFINITY));
  const { scope } = context.limits;
  if (most <= Math.max(scope * WHOLE_SCOPES, least)) return { size: most, whole: true };
  return { size: Math.min(Math.max(scope, least), most), whole: false };
}

/** Whether the unknown list is unrolled rather than quantified over: because it is short by its schema, or quantifiers are not wanted. */
export function isUnrolled(context: Context, free: Free): boolean {
  return context.quantifiers === 'bounded' || sizeOf(context, free).whole;
}
