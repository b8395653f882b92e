// Decides how symbolic values are made, in normal form: what holds no unknown is known. Merging alternatives is `merge.ts`'s.

import { isInteger, numeratorOf, ofBigInt } from '../base/number.ts';
import { isList, isNumber, isObject, type Num, type ObjectValue, type Value } from '../base/value.ts';
import type { Context } from './context.ts';
import type { Term } from './term.ts';
import type { Alternative, Result, ScalarKind, Symbolic } from './value.ts';

export type Known = Extract<Symbolic, { readonly kind: 'known' }>;

const TRUE_VALUE: Known = { kind: 'known', value: true };
const FALSE_VALUE: Known = { kind: 'known', value: false };

/** The value null; also what stands for a value where there is none. */
export const NULL_VALUE: Known = { kind: 'known', value: null };

/** The object without entries. */
export const EMPTY_OBJECT: Known = { kind: 'known', value: new Map() };

export function known(value: Value): Known {
  if (value === true) return TRUE_VALUE;
  if (value === false) return FALSE_VALUE;
  return value === null ? NULL_VALUE : { kind: 'known', value };
}

/** A scalar of that kind; known if the term is a constant. A number may come as a term of sort int. */
export function scalar(kind: ScalarKind, term: Term): Symbolic {
  if (term.kind !== 'constant') return { kind: 'scalar', scalar: kind === 'number' && term.sort === 'int' ? 'integer' : kind, term };
  if (kind !== 'timestamp' && kind !== 'duration') return known(term.value);
  if (typeof term.value === 'boolean' || typeof term.value === 'string') throw new Error('a time is a number of nanoseconds');
  return known({ kind, nanos: numeratorOf(term.value) });
}

export function booleanValue(term: Term): Symbolic {
  return scalar('boolean', term);
}

/** A number from a term of sort int or real. */
export function numberValue(term: Term): Symbolic {
  return scalar(term.sort === 'int' ? 'integer' : 'number', term);
}

export function textValue(term: Term): Symbolic {
  return scalar('string', term);
}

/** The constant for a known boolean, number, string or time (in nanoseconds); null for other values. */
export function constantOf(context: Context, value: Value): Term | null {
  const { factory } = context;
  if (typeof value === 'boolean') return factory.bool(value);
  if (typeof value === 'string') return factory.text(value);
  if (value === null) return null;
  if (isNumber(value)) return numberConstant(context, value);
  if (isList(value) || isObject(value) || (value.kind !== 'timestamp' && value.kind !== 'duration')) return null;
  return factory.int(ofBigInt(value.nanos));
}

/** An int constant for an integer, else a real one. */
export function numberConstant(context: Context, value: Num): Term {
  return isInteger(value) ? context.factory.int(value) : context.factory.real(value);
}

/** A list of known length. */
export function listValue(items: readonly Symbolic[]): Symbolic {
  const values: Value[] = [];
  for (const item of items) {
    if (item.kind !== 'known') return { kind: 'list', items };
    values.push(item.value);
  }
  return known(values);
}

/** The list of the values whose guards hold, in order. */
export function listOfGuarded(context: Context, slots: readonly Alternative[]): Symbolic {
  const { factory } = context;
  const possible = slots.filter((slot) => slot.guard !== factory.false);
  if (possible.every((slot) => slot.guard === factory.true)) return listValue(possible.map((slot) => slot.value));
  return { kind: 'sparse', slots: possible };
}

/** An object with these entries; the keys are known and differ. */
export function objectValue(entries: Iterable<readonly [string | number | boolean, Symbolic]>, context: Context): Symbolic {
  const all = [...entries];
  const values = new Map<string | number | boolean, Value>();
  for (const [key, value] of all) {
    if (value.kind !== 'known')
      return { kind: 'map', base: null, log: all.map(([k, v]) => ({ guard: context.factory.true, key: known(k), value: v })) };
    values.set(key, value.value);
  }
  return known(values satisfies ObjectValue);
}

/** A value without error. */
export function ok(context: Context, value: Symbolic): Result {
  return { value, error: context.factory.false };
}

/** An error, whatever the unknowns are. */
export function failed(context: Context): Result {
  return { value: NULL_VALUE, error: context.factory.true };
}
