// Decides how a write is put on a collection, in time and space that do not depend on the length of its log.

import { Map as PersistentMap } from 'immutable';
import type { Factory } from '../factory.ts';
import type { Term } from '../term.ts';
import type { CollectionLog, CollectionWrite, Symbolic, SymbolicCollection } from '../value.ts';
import { isKnownKey, keyText } from './key.ts';

/** What a write says; the log adds the links. */
export interface NewWrite {
  readonly guard: Term;
  readonly key: Symbolic;
  readonly property: string | null;
  readonly value: Symbolic | null;
  /** When it adds a record; false unless the record as a whole is written. */
  readonly adds: Term;
}

/** The log of a collection that nobody has written to; `count` is the number of records of its base. */
export function emptyLog(count: Term): CollectionLog {
  return { head: null, size: 0, byKey: PersistentMap(), symbolicHead: null, issued: PersistentMap(), count };
}

/** The collection after the write. A write that never happens leaves it as it is. */
export function appendWrite(factory: Factory, to: SymbolicCollection, write: NewWrite): SymbolicCollection {
  if (write.guard === factory.false) return to;
  const { log } = to;
  const text = keyText(write.key);
  const node: CollectionWrite = {
    at: log.size,
    guard: write.guard,
    key: write.key,
    keyText: text,
    property: write.property,
    value: write.value,
    adds: write.adds,
    previous: log.head,
    previousSame: log.byKey.get(text) ?? null,
    previousSymbolic: log.symbolicHead,
  };
  const after: CollectionLog = {
    head: node,
    size: log.size + 1,
    byKey: log.byKey.set(text, node),
    symbolicHead: isKnownKey(write.key) ? log.symbolicHead : node,
    issued: log.issued,
    count: countAfter(factory, log.count, write),
  };
  return { kind: 'collection', collection: to.collection, base: to.base, log: after };
}

/** The collection with the key recorded as issued by that step now: it differs from every key that the collection has had so far. */
export function issueKey(to: SymbolicCollection, key: Symbolic, step: number): SymbolicCollection {
  return { ...to, log: { ...to.log, issued: to.log.issued.set(keyText(key), { step, size: to.log.size }) } };
}

// A removal is only ever written where the record is there.
function countAfter(factory: Factory, count: Term, write: NewWrite): Term {
  if (write.adds !== factory.false) return factory.add(count, factory.ite(write.adds, factory.int(1), factory.int(0)));
  if (write.property !== null || write.value !== null) return count;
  return factory.add(count, factory.ite(write.guard, factory.int(-1), factory.int(0)));
}
