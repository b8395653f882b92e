// Decides what a collection had before the log: known records, or functions of the key about which only the contract is known.

import type { Collection } from '../../contract/contract.ts';
import type { Context } from '../context.ts';
import { writeMember } from '../entries.ts';
import { equalSymbolic } from '../equality.ts';
import { freeValue } from '../free.ts';
import type { Term } from '../term.ts';
import type { Alternative, KnownRecord, Symbolic, SymbolicCollection, UnknownRecords } from '../value.ts';
import { known, NULL_VALUE } from '../values.ts';
import { isKnownKey, keyParts, keyText } from './key.ts';
import { keyTerms } from './key-terms.ts';

/** Whether the base has the key. A key that was issued since is one that it does not have. */
export function basePresent(context: Context, c: SymbolicCollection, key: Symbolic): Term {
  const { factory } = context;
  if (c.log.issued.has(keyText(key))) return factory.false;
  if (c.base.kind === 'unknown') return unknownPresent(context, c.collection, c.base.unknown, key);
  if (isKnownKey(key)) return factory.bool(c.base.records.has(keyText(key)));
  return factory.or(candidatesFor(context, c.base.records, key).map((candidate) => candidate.guard));
}

/** The record of the base at the key; meaningless where there is none. */
export function baseRecord(context: Context, c: SymbolicCollection, key: Symbolic): Symbolic {
  if (c.base.kind === 'unknown') return unknownRecord(context, c.collection, key);
  if (isKnownKey(key)) return known(c.base.records.get(keyText(key))?.record ?? null);
  // Different known objects are never merged, so the union is made directly: in linear time.
  const alternatives = candidatesFor(context, c.base.records, key);
  const [only] = alternatives;
  if (only === undefined) return NULL_VALUE;
  return alternatives.length === 1 ? only.value : { kind: 'union', alternatives };
}

type KnownRecords = ReadonlyMap<string, KnownRecord>;

const candidates = new WeakMap<Context, WeakMap<KnownRecords, Map<string, readonly Alternative[]>>>();

/** The known records that may be at a key that is not known. */
function candidatesFor(context: Context, records: KnownRecords, key: Symbolic): readonly Alternative[] {
  const ofContext = candidates.get(context) ?? new WeakMap<KnownRecords, Map<string, readonly Alternative[]>>();
  candidates.set(context, ofContext);
  const byKey = ofContext.get(records) ?? new Map<string, readonly Alternative[]>();
  ofContext.set(records, byKey);
  const text = keyText(key);
  const before = byKey.get(text);
  if (before !== undefined) return before;
  const found = [...records.values()].map((record) => ({
    guard: equalSymbolic(context, known(record.key), key),
    value: known(record.record),
  }));
  const possible = found.filter((candidate) => candidate.guard !== context.factory.false);
  byKey.set(text, possible);
  return possible;
}

/** Whether the base can be one of several known records at the key. */
export function baseIsAmbiguous(c: SymbolicCollection, key: Symbolic): boolean {
  return c.base.kind === 'known' && !isKnownKey(key) && !c.log.issued.has(keyText(key));
}

/** Name of the function from a key to whether the unknown base of the collection has it. */
export function presenceName(collection: Collection): string {
  return `present(${collection.name})`;
}

/** Name of the number of records of the unknown base. */
export function sizeName(collection: Collection): string {
  return `size(${collection.name})`;
}

/** The number of records of the unknown base: an integer about which no more is said here. */
export function baseSize(context: Context, collection: Collection): Term {
  return context.factory.apply(sizeName(collection), 'int', []);
}

/** The term for whether an unknown base has the key, without discovering it. Null if it cannot be a key. */
export function presenceTerm(context: Context, collection: Collection, key: Symbolic): Term | null {
  const found = keyTerms(context, collection, key);
  if (found === null)
    return isWrittenAsParts(key)
      ? null
      : context.opaque(`a composite key of ${collection.name} whose parts are not written out`, 'bool', []);
  return context.factory.and([found.fits, context.factory.apply(presenceName(collection), 'bool', found.terms)]);
}

// A known value or an object that is no tuple of parts is no key; of other values it is not known.
function isWrittenAsParts(key: Symbolic): boolean {
  return key.kind !== 'free' && key.kind !== 'union' && key.kind !== 'sparse';
}

function unknownPresent(context: Context, collection: Collection, unknown: UnknownRecords, key: Symbolic): Term {
  const present = presenceTerm(context, collection, key);
  if (present === null || present === context.factory.false) return context.factory.false;
  const text = keyText(key);
  if (!unknown.occurring.has(text) && !context.isOpen(present)) unknown.occurring.set(text, key);
  unknown.promise(key, text);
  return present;
}

/** The record, whose key property is the key itself. */
function unknownRecord(context: Context, collection: Collection, key: Symbolic): Symbolic {
  const found = keyTerms(context, collection, key);
  const parts = keyParts(collection, key);
  const exists = presenceTerm(context, collection, key);
  if (found === null || parts === null || exists === null) return NULL_VALUE;
  const origin = { kind: 'collection', name: collection.name, key: found.terms } as const;
  const record = freeValue(context, { origin, schema: collection.schema, exists });
  return collection.key.reduce(
    (written, property, i) => writeMember(context, written, known(property), context.factory.true, parts[i] ?? NULL_VALUE),
    record,
  );
}
