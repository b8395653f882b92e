// Decides what becomes of alternatives: they are merged into one value where that costs nothing later, and stay apart else.

import { equalValues } from '../base/equality.ts';
import { isList, isNumber, isObject } from '../base/value.ts';
import type { Context } from './context.ts';
import { mergeLists } from './merge-lists.ts';
import { mergeMaps } from './merge-maps.ts';
import { constantOf, NULL_VALUE, scalar } from './normal.ts';
import type { Term } from './term.ts';
import type { Alternative, ScalarKind, Symbolic } from './value.ts';

/** The sorts of scalars that are one in the language: integers are numbers. */
export type ScalarClass = Exclude<ScalarKind, 'integer'>;

/** `a` where the guard holds, else `b`. */
export function ite(context: Context, guard: Term, a: Symbolic, b: Symbolic): Symbolic {
  const { factory } = context;
  if (guard === factory.true || a === b) return a;
  if (guard === factory.false) return b;
  const merged = mergeTwo(context, guard, a, b);
  if (merged !== null) return merged;
  return choose(context, [...restrict(context, guard, a), ...restrict(context, factory.not(guard), b)]);
}

/** One of several values. The guards exclude each other; where none holds, the value is meaningless. */
export function choose(context: Context, alternatives: readonly Alternative[]): Symbolic {
  const { factory } = context;
  let merged: Alternative[] = [];
  for (const alternative of alternatives) {
    if (alternative.guard === factory.true) return alternative.value;
    if (alternative.guard === factory.false) continue;
    for (const flat of restrict(context, alternative.guard, alternative.value)) merged = addAlternative(context, merged, flat);
  }
  const [only] = merged;
  if (only === undefined) return NULL_VALUE;
  return merged.length === 1 ? only.value : { kind: 'union', alternatives: merged };
}

function addAlternative(context: Context, to: Alternative[], added: Alternative): Alternative[] {
  for (const [i, other] of to.entries()) {
    const value = mergeTwo(context, added.guard, added.value, other.value);
    if (value !== null) return to.with(i, { guard: context.factory.or([other.guard, added.guard]), value });
  }
  to.push(added);
  return to;
}

/** The alternatives of a value, with the guard added to each. */
function restrict(context: Context, guard: Term, value: Symbolic): readonly Alternative[] {
  if (value.kind !== 'union') return [{ guard, value }];
  return value.alternatives
    .map((alternative) => ({ guard: context.factory.and([guard, alternative.guard]), value: alternative.value }))
    .filter((alternative) => alternative.guard !== context.factory.false);
}

/** The alternatives of any value: itself, if it is no union. */
export function alternativesOf(context: Context, value: Symbolic): readonly Alternative[] {
  return value.kind === 'union' ? value.alternatives : [{ guard: context.factory.true, value }];
}

/** `a` where the guard holds, else `b`, as one value without alternatives at the top; null if there is none. */
function mergeTwo(context: Context, guard: Term, a: Symbolic, b: Symbolic): Symbolic | null {
  if (a === b) return a;
  if (a.kind === 'union' || b.kind === 'union') return null;
  if (a.kind === 'known' && b.kind === 'known' && equalValues(a.value, b.value)) return a;
  const sort = scalarClass(a);
  if (sort !== null) return sort === scalarClass(b) ? mergeScalars(context, guard, sort, a, b) : null;
  return mergeLists(context, guard, a, b, ite) ?? mergeMaps(context, guard, a, b, ite);
}

function mergeScalars(context: Context, guard: Term, kind: ScalarClass, a: Symbolic, b: Symbolic): Symbolic {
  const { factory } = context;
  const x = termOf(context, a);
  const y = termOf(context, b);
  if (x.sort === y.sort) return scalar(kind, factory.ite(guard, x, y));
  return scalar(kind, factory.ite(guard, factory.toReal(x), factory.toReal(y)));
}

/** The class of a scalar that is no union; null for what is no scalar. */
export function scalarClass(value: Symbolic): ScalarClass | null {
  if (value.kind === 'scalar') return value.scalar === 'integer' ? 'number' : value.scalar;
  if (value.kind !== 'known') return null;
  const v = value.value;
  if (typeof v === 'boolean' || typeof v === 'string') return typeof v as 'boolean' | 'string';
  if (v === null || isList(v) || isObject(v)) return null;
  if (isNumber(v)) return 'number';
  return v.kind === 'timestamp' || v.kind === 'duration' ? v.kind : null;
}

/** The term of a scalar that is no union. */
export function termOf(context: Context, value: Symbolic): Term {
  const term = value.kind === 'scalar' ? value.term : value.kind === 'known' ? constantOf(context, value.value) : null;
  if (term === null) throw new Error(`a ${value.kind} value is no scalar`);
  return term;
}
