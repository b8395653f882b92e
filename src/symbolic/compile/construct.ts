// Decides literals of lists and objects, and names for values.

import { isInteger } from '../../base/number.ts';
import type { ObjectKey, Value } from '../../base/value.ts';
import { asObject } from '../collection-equality.ts';
import type { Context } from '../context.ts';
import { equalScalars } from '../equal-scalars.ts';
import { alternativesOf, scalarClass, termOf } from '../merge.ts';
import { failed, listValue } from '../normal.ts';
import type { Term } from '../term.ts';
import type { MapWrite, Result, Symbolic } from '../value.ts';
import { normalMap } from '../write.ts';
import type { Compiling, Node } from './compiling.ts';

/** A value as part of another: a collection becomes an object. */
export function asPart(context: Context, value: Symbolic): Symbolic {
  return value.kind === 'collection' ? asObject(context, value) : value;
}

export function compileList({ context, compile }: Compiling, { items }: Node<'list'>): Result {
  const { factory } = context;
  const results = items.map(compile);
  if (results.some((result) => result.error === factory.true)) return failed(context);
  return {
    value: listValue(results.map((result) => asPart(context, result.value))),
    error: factory.or(results.map((result) => result.error)),
  };
}

export function compileObject({ context, compile }: Compiling, { entries }: Node<'object'>): Result {
  const { factory } = context;
  const errors: Term[] = [];
  const log: MapWrite[] = [];
  for (const entry of entries) {
    const key = compile(entry.key);
    const value = compile(entry.value);
    errors.push(key.error, value.error);
    log.push({ guard: factory.true, key: key.value, value: asPart(context, value.value) });
  }
  if (errors.includes(factory.true)) return failed(context);
  const { value, error } = objectOf(context, log);
  return { value, error: factory.or([...errors, error]) };
}

/** The object of the entries whose guards hold; an error where a key is no key, or two are equal. */
export function objectOf(context: Context, entries: readonly MapWrite[]): Result {
  const { factory } = context;
  const errors: Term[] = [];
  const seen = new Set<Value>();
  for (const [i, { guard, key }] of entries.entries()) {
    errors.push(factory.and([guard, factory.not(isKey(context, key))]));
    if (isFirst(key, seen)) continue;
    for (const other of entries.slice(0, i)) errors.push(factory.and([guard, other.guard, equalScalars(context, other.key, key)]));
  }
  const error = factory.or(errors);
  return error === factory.true ? failed(context) : { value: normalMap(context, { kind: 'map', base: null, log: entries }), error };
}

/** Whether all keys so far are known, and this is another one. */
function isFirst(key: Symbolic, seen: Set<Value>): boolean {
  if (key.kind !== 'known' || seen.has(null)) {
    seen.add(null);
    return false;
  }
  if (seen.has(key.value)) return false;
  seen.add(key.value);
  return true;
}

/** Strings, booleans, and integers within the safe range are keys. */
function isKey(context: Context, key: Symbolic): Term {
  const { factory } = context;
  const cases = alternativesOf(context, key).map(({ guard, value }) => factory.and([guard, isKeyAlternative(context, value)]));
  return factory.or(cases);
}

function isKeyAlternative(context: Context, value: Symbolic): Term {
  const { factory } = context;
  if (value.kind === 'known') return factory.bool(isObjectKey(value.value));
  const kind = scalarClass(value);
  if (kind !== 'number') return factory.bool(kind === 'string' || kind === 'boolean');
  const x = termOf(context, value);
  const most = factory.int(Number.MAX_SAFE_INTEGER);
  const least = factory.int(-Number.MAX_SAFE_INTEGER);
  const integral = x.sort === 'int' ? factory.true : factory.equal(factory.toReal(factory.floor(x)), x);
  return factory.and([integral, factory.lessOrEqual(least, x), factory.lessOrEqual(x, most)]);
}

function isObjectKey(value: Value): value is ObjectKey {
  return typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && isInteger(value));
}

export function compileLet({ compile, frame }: Compiling, { slot, value, body }: Node<'let'>): Result {
  frame.locals[slot] = compile(value);
  return compile(body);
}

export function compileDefinition({ compile, frame }: Compiling, { args, slots, body }: Node<'definition'>): Result {
  const values = args.map(compile);
  for (const [i, slot] of slots.entries()) {
    const value = values[i];
    if (value !== undefined) frame.locals[slot] = value;
  }
  return compile(body);
}
