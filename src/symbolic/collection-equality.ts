// Decides when two operands are equal of which one may be a collection.

import { keyOfParts } from './collection/key.ts';
import { keyScalars } from './collection/key-terms.ts';
import { lookUp } from './collection/read.ts';
import { boundedSlots, slots } from './collection/slots.ts';
import type { Context } from './context.ts';
import { equalSymbolic } from './equality.ts';
import { scalar } from './normal.ts';
import type { BoundVariable, Sort, Term } from './term.ts';
import type { ScalarKind, Symbolic, SymbolicCollection } from './value.ts';

/** Equality by content; a collection equals one with equal records at equal keys, or an object that is the same map. */
export function equalOperands(context: Context, a: Symbolic, b: Symbolic): Term {
  if (a.kind === 'collection')
    return b.kind === 'collection' ? equalCollections(context, a, b) : equalSymbolic(context, asObject(context, a), b);
  return b.kind === 'collection' ? equalSymbolic(context, a, asObject(context, b)) : equalSymbolic(context, a, b);
}

/** The collection as an object from keys to records. An unknown one is restricted to the scope of the proof. */
export function asObject(context: Context, c: SymbolicCollection): Symbolic {
  const log = boundedSlots(context, c).map(({ key, present, record }) => ({ guard: present, key, value: record }));
  return { kind: 'map', base: null, log };
}

function equalCollections(context: Context, a: SymbolicCollection, b: SymbolicCollection): Term {
  const { factory } = context;
  if (a === b || (a.base === b.base && a.log.head === b.log.head)) return factory.true;
  if (a.base.kind === 'known' && b.base.kind === 'known') return factory.and([isWithin(context, a, b), isWithin(context, b, a)]);
  return forEveryKey(context, a, (key) => {
    const x = lookUp(context, a, key);
    const y = lookUp(context, b, key);
    return factory.and([factory.equal(x.present, y.present), factory.implies(x.present, equalSymbolic(context, x.record, y.record))]);
  });
}

/** Whether every record of the one is in the other. */
function isWithin(context: Context, a: SymbolicCollection, b: SymbolicCollection): Term {
  const { factory } = context;
  return factory.and(
    slots(context, a).slots.map(({ key, present, record }) => {
      const other = lookUp(context, b, key);
      return factory.implies(present, factory.and([other.present, equalSymbolic(context, record, other.record)]));
    }),
  );
}

const SORTS: Readonly<Record<ScalarKind, Sort>> = {
  boolean: 'bool',
  integer: 'int',
  number: 'real',
  string: 'string',
  timestamp: 'int',
  duration: 'int',
};

function forEveryKey(context: Context, c: SymbolicCollection, holds: (key: Symbolic) => Term): Term {
  return quantifyKeys(context, 'forall', c, (key) => ({ range: context.factory.true, holds: holds(key) }));
}

/** A quantifier over all values that a key of the collection may have. */
export function quantifyKeys(
  context: Context,
  quantifier: 'forall' | 'exists',
  c: SymbolicCollection,
  body: (key: Symbolic) => { readonly range: Term; readonly holds: Term },
): Term {
  const kinds = keyScalars(context, c.collection);
  const hints = kinds.map((kind) => ({ name: `${c.collection.name} key`, sort: SORTS[kind] }));
  return context.quantify(quantifier, hints, (variables) => body(keyOf(kinds, variables)));
}

function keyOf(kinds: readonly ScalarKind[], variables: readonly BoundVariable[]): Symbolic {
  return keyOfParts(kinds.flatMap((kind, i) => (variables[i] === undefined ? [] : [scalar(kind, variables[i])])));
}
