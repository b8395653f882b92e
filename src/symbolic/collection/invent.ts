// Decides how a reading of a whole unknown collection is bounded: its base becomes a list of invented keys, as long as its unknown size.

import type { Collection } from '../../contract/contract.ts';
import type { Context } from '../context.ts';
import { equalSymbolic } from '../equality.ts';
import type { Sort, Term } from '../term.ts';
import type { ScalarKind, Symbolic, UnknownRecords } from '../value.ts';
import { scalar } from '../values.ts';
import { baseSize, presenceTerm } from './base.ts';
import { keyOfParts, keyText } from './key.ts';
import { keyScalars } from './key-terms.ts';

/** A key of the base where `present` holds. */
export interface InventedKey {
  readonly key: Symbolic;
  readonly present: Term;
}

/**
 * The keys of an unknown base in its order, whatever that is: at most `limits.scope`, which the context records as a bound. From now on the
 * base has no other keys.
 */
export function inventKeys(context: Context, collection: Collection, unknown: UnknownRecords): readonly InventedKey[] {
  unknown.invented ??= invent(context, collection, unknown);
  return [...unknown.invented.values()].map((key, i) => ({ key, present: isWithin(context, collection, i) }));
}

/** What follows for a key from a bounded reading: the base has it only if it is one of the invented keys. */
export function assumeInvented(context: Context, collection: Collection, invented: ReadonlyMap<string, Symbolic>, key: Symbolic): void {
  const { factory } = context;
  const present = presenceTerm(context, collection, key) ?? factory.false;
  const isOne = [...invented.values()].map((other, i) =>
    factory.and([isWithin(context, collection, i), equalSymbolic(context, key, other)]),
  );
  context.assume(factory.implies(present, factory.or(isOne)));
}

function invent(context: Context, collection: Collection, unknown: UnknownRecords): ReadonlyMap<string, Symbolic> {
  const { factory, limits } = context;
  const most = keysAtMost(context, collection);
  const length = Math.min(limits.scope, most);
  const isWithinLength = factory.lessOrEqual(baseSize(context, collection), factory.int(length));
  // Where there are no more keys than that, nothing is left out.
  if (most <= limits.scope) context.assume(isWithinLength);
  else context.bounded(`collection ${collection.name}`, limits.scope, isWithinLength);
  const keys = Array.from({ length }, (_, i) => inventedKey(context, collection, i));
  keys.forEach((key, i) => {
    const present = presenceTerm(context, collection, key) ?? factory.false;
    context.assume(factory.implies(isWithin(context, collection, i), present));
    // All of them differ, also those past the size, which name nothing: so no read has to ask whether two are one.
    for (const other of keys.slice(0, i)) context.assume(factory.not(equalSymbolic(context, key, other)));
  });
  const invented = new Map(keys.map((key) => [keyText(key), key]));
  for (const key of unknown.occurring.values()) assumeInvented(context, collection, invented, key);
  return invented;
}

/** How many different keys there can be: truth values are two, and of them no more can be assumed to differ. */
function keysAtMost(context: Context, collection: Collection): number {
  const kinds = keyScalars(context, collection);
  return kinds.every((kind) => kind === 'boolean') ? 2 ** kinds.length : Number.POSITIVE_INFINITY;
}

function isWithin(context: Context, collection: Collection, index: number): Term {
  return context.factory.less(context.factory.int(index), baseSize(context, collection));
}

function inventedKey(context: Context, collection: Collection, index: number): Symbolic {
  const parts = keyScalars(context, collection).map((kind, part) =>
    scalar(kind, context.factory.apply(`key(${collection.name}, ${index}, ${part})`, sortOf(kind), [])),
  );
  return keyOfParts(parts);
}

function sortOf(kind: ScalarKind): Sort {
  switch (kind) {
    case 'boolean':
      return 'bool';
    case 'number':
      return 'real';
    case 'string':
      return 'string';
    default:
      return 'int';
  }
}
