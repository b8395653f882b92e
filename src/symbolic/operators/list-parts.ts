// Decides the operators that make lists of a wanted length or depth: `range`, `slice`, `flatten`.

import { isList, type ListValue, type Num } from '../../base/value.ts';
import type { Context } from '../context.ts';
import { freeItem } from '../free/list.ts';
import { kindOfAlternative } from '../kinds.ts';
import { ranksOf } from '../lists.ts';
import { alternativesOf, choose } from '../merge.ts';
import { listOfGuarded, numberValue } from '../normal.ts';
import type { Term } from '../term.ts';
import { slotsOfList } from '../unroll.ts';
import type { Alternative, Result, Symbolic } from '../value.ts';
import { checkSize } from './bounds.ts';
import { type CompileOperator, define } from './define.ts';
import { sizeOfList, slotsOfLists } from './list-slots.ts';

export const compileRange: CompileOperator = define(
  ['integer'],
  (size) => rangeKnown(size),
  (context, size) => {
    const { factory, limits } = context;
    context.bounded('list that lists.range gives', limits.scope, factory.lessOrEqual(size, factory.int(limits.scope)));
    const slots = Array.from({ length: limits.scope }, (_, i) => ({
      guard: factory.less(factory.int(i), size),
      value: numberValue(factory.int(i)),
    }));
    return { value: listOfGuarded(context, slots), error: factory.less(size, factory.int(0)) };
  },
);

function rangeKnown(size: Num): ListValue | undefined {
  if (typeof size !== 'number') checkSize(size.numerator > 0n ? Number.MAX_SAFE_INTEGER : 0);
  if (typeof size !== 'number' || size < 0) return undefined;
  checkSize(size);
  return Array.from({ length: size }, (_, i) => i);
}

export const compileSlice: CompileOperator = define(
  ['list', 'integer', 'integer'],
  (list, start, end) => {
    if (typeof start !== 'number' || typeof end !== 'number') return undefined;
    return start >= 0 && start <= end && end <= list.length ? list.slice(start, end) : undefined;
  },
  (context, lists, start, end) => {
    const { factory } = context;
    const parts = lists.map(({ guard, value }) => ({ guard, ...sliceOf(context, value, start, end) }));
    const wrong = parts.map((part) => factory.and([part.guard, part.error]));
    return { value: choose(context, parts), error: factory.or(wrong) };
  },
);

function sliceOf(context: Context, list: Symbolic, start: Term, end: Term): Result {
  const { factory } = context;
  const size = sizeOfList(context, list);
  const error = factory.or([factory.less(start, factory.int(0)), factory.less(end, start), factory.less(size, end)]);
  if (error === factory.true) return { value: listOfGuarded(context, []), error };
  return { value: listOfGuarded(context, sliceSlots(context, list, start, end)), error };
}

function sliceSlots(context: Context, list: Symbolic, start: Term, end: Term): readonly Alternative[] {
  const { factory } = context;
  const [from, to] = [start, end].map((term) => (term.kind === 'constant' && typeof term.value === 'number' ? term.value : null));
  if (list.kind === 'free' && typeof from === 'number' && typeof to === 'number') {
    const indices = Array.from({ length: Math.max(0, to - from) }, (_, i) => factory.int(from + i));
    return indices.map((index) => ({ guard: factory.true, value: freeItem(context, list, index) }));
  }
  const slots = slotsOfList(context, list);
  const ranks = ranksOf(context, slots);
  return slots.map((slot, i) => {
    const rank = ranks[i] ?? start;
    return { guard: factory.and([slot.guard, factory.lessOrEqual(start, rank), factory.less(rank, end)]), value: slot.value };
  });
}

export const compileFlatten: CompileOperator = define(
  ['list', 'integer'],
  (list, depth) => flattenKnown(list, depth),
  (context, lists, depth) => {
    const { factory } = context;
    return { value: flattenSlots(context, slotsOfLists(context, lists), depth), error: factory.less(depth, factory.int(0)) };
  },
);

function flattenKnown(list: ListValue, depth: Num): ListValue | undefined {
  if (typeof depth === 'number' ? depth < 0 : depth.numerator < 0n) return undefined;
  let flat = list;
  for (let level = 0; (typeof depth !== 'number' || level < depth) && flat.some(isList); level += 1)
    flat = flat.flatMap((item) => (isList(item) ? item : [item]));
  return flat;
}

/** Levels of an unknown depth that are followed; no value of a contract nests lists deeper, or the proof is bounded. */
function flattenSlots(context: Context, slots: readonly Alternative[], depth: Term): Symbolic {
  const { factory, limits } = context;
  const levels = depth.kind === 'constant' ? Number(depth.value) : limits.scope;
  if (depth.kind !== 'constant') context.bounded('depth that flatten removes', levels, factory.lessOrEqual(depth, factory.int(levels)));
  let flat = slots;
  const results: Alternative[] = [{ guard: factory.lessOrEqual(depth, factory.int(0)), value: listOfGuarded(context, flat) }];
  for (let level = 1; level <= levels; level += 1) {
    const next = flat.flatMap((slot) => flattenSlot(context, slot));
    const done = next.length === flat.length && next.every((slot, i) => slot === flat[i]);
    flat = next;
    const here = level === levels || done ? factory.lessOrEqual(factory.int(level), depth) : factory.equal(depth, factory.int(level));
    results.push({ guard: here, value: listOfGuarded(context, flat) });
    if (done) break;
  }
  return choose(context, results);
}

function flattenSlot(context: Context, slot: Alternative): readonly Alternative[] {
  const { factory } = context;
  const parts = alternativesOf(context, slot.value);
  if (parts.every((part) => kindOfAlternative(part.value) !== 'list')) return [slot];
  return parts.flatMap((part): readonly Alternative[] => {
    const guard = factory.and([slot.guard, part.guard]);
    if (kindOfAlternative(part.value) !== 'list') return [{ guard, value: part.value }];
    return slotsOfList(context, part.value).map((inner) => ({ guard: factory.and([guard, inner.guard]), value: inner.value }));
  });
}
