// Decides what a symbolic value is: the shape of a JSON value on our side, with terms at its leaves.

import type { Map as PersistentMap } from 'immutable';
import type { Value } from '../base/value.ts';
import type { Collection } from '../contract/contract.ts';
import type { Schema } from '../contract/schema.ts';
import type { Term } from './term.ts';

/** Sort of a scalar, finer than the sort of its term: `timestamp` and `duration` are nanoseconds in an int term. */
export type ScalarKind = 'boolean' | 'integer' | 'number' | 'string' | 'timestamp' | 'duration';

/**
 * A value that depends on unknowns. Build them with `values.ts`, which keeps the normal form: what holds no term is `known`,
 * unions are flat with exclusive guards, and their alternatives are no unions.
 */
export type Symbolic =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'scalar'; readonly scalar: ScalarKind; readonly term: Term }
  /** A list of known length. */
  | { readonly kind: 'list'; readonly items: readonly Symbolic[] }
  /** A list of the values whose guards hold, in order; the guards are independent of each other, and not all of them are true. */
  | { readonly kind: 'sparse'; readonly slots: readonly Alternative[] }
  | SymbolicMap
  /** One of several values; the guards exclude each other and, wherever the value is used without error, cover all cases. */
  | { readonly kind: 'union'; readonly alternatives: readonly Alternative[] }
  | Free
  | SymbolicCollection
  | Layered;

export interface Alternative {
  readonly guard: Term;
  readonly value: Symbolic;
}

/**
 * An object or a map: a base, and writes on it, the newest last. `base` null is the empty object. A read walks the
 * log from its end, stops at a key that is syntactically equal, passes by one that is certainly different, and
 * branches where two keys may be equal.
 */
export interface SymbolicMap {
  readonly kind: 'map';
  readonly base: Extract<Symbolic, { kind: 'known' }> | Free | null;
  readonly log: readonly MapWrite[];
}

/** Where `guard` holds, the entry `key` becomes `value`, or disappears (null). */
export interface MapWrite {
  readonly guard: Term;
  readonly key: Symbolic;
  readonly value: Symbolic | null;
  /** It is not known in which order this write and its neighbours of this kind came; their keys are strings and differ. */
  readonly unordered?: true;
}

/**
 * A value about which only its schema is known, expanded one level at a time as it is read: a record of an unknown state, a hole, a
 * choice of the server. It stands for `name` applied to `args` (the keys and indices on the way), so that reading it twice
 * at equal keys gives equal terms. Its schema is assumed, where `exists` holds, for every part that is read.
 */
export interface Free {
  readonly kind: 'free';
  readonly origin: Origin;
  readonly path: readonly FreeStep[];
  readonly schema: Schema;
  /** When the value is there at all; `true` for a hole, presence of the record and of each optional property on the way else. */
  readonly exists: Term;
}

/** Where an unknown comes from. Its text begins the names of the functions that stand for its parts. */
export type Origin =
  | { readonly kind: 'collection'; readonly name: string; readonly key: readonly Term[] }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'hole'; readonly name: string }
  /** Chosen by the server at a step (an index, or null for the initial state), at a place named as `simulate` names it. */
  | { readonly kind: 'choice'; readonly step: number; readonly place: string };

export type FreeStep =
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'entry'; readonly key: Term }
  | { readonly kind: 'item'; readonly index: Term };

/** The result of evaluating an expression: a value, meaningless wherever `error` holds. */
export interface Result {
  readonly value: Symbolic;
  readonly error: Term;
}

/**
 * A collection of the state: a base and the writes since. `collection/read.ts` reads it. It is what a root of a rule evaluates to
 * and never part of another value.
 */
export interface SymbolicCollection {
  readonly kind: 'collection';
  readonly collection: Collection;
  readonly base: CollectionBase;
  readonly log: CollectionLog;
}

/**
 * An object that several writes may have changed, at keys that may have been equal: the record that the collection had (no layers itself),
 * and the writes on it, the oldest first. It is read property by property, which costs one branch per layer.
 */
export interface Layered {
  readonly kind: 'layers';
  readonly base: Symbolic;
  readonly layers: readonly Layer[];
}

/** Where `guard` holds, the object as a whole (`property` null) or the property becomes `value`, or disappears (null). */
export interface Layer {
  readonly guard: Term;
  readonly property: string | null;
  readonly value: Symbolic | null;
}

/** `known`: these records, by the text of their keys, in insertion order. `unknown`: any finite set of records that fits the contract. */
export type CollectionBase =
  | { readonly kind: 'known'; readonly records: ReadonlyMap<string, KnownRecord> }
  | { readonly kind: 'unknown'; readonly unknown: UnknownRecords };

export interface KnownRecord {
  readonly key: Value;
  readonly record: Value;
}

/** What is known of the records of an unknown base: the only mutable part of a state, growing as a proof proceeds. */
export interface UnknownRecords {
  /** Keys at which the base was read, by their text; none with a variable of a quantifier. */
  readonly occurring: Map<string, Symbolic>;
  /** Names for all keys of the base, in order, by their text, once a reading was bounded to so many; null as long as none was. */
  invented: ReadonlyMap<string, Symbolic> | null;
  /** Assumes what the contract promises of a record at the key, unless that was done. */
  readonly promise: (key: Symbolic, keyText: string) => void;
}

/** A persistent list of writes with an index, so that a read at a key walks only the writes whose keys may equal it. */
export interface CollectionLog {
  /** The newest write; null for none. */
  readonly head: CollectionWrite | null;
  /** Number of writes. */
  readonly size: number;
  /** The newest write by the text of its key (equal texts: syntactically equal keys). */
  readonly byKey: PersistentMap<string, CollectionWrite>;
  /** The newest write whose key is not known. */
  readonly symbolicHead: CollectionWrite | null;
  /** Keys that `fresh` issued or the server generated, by their text: they differ from all keys before. */
  readonly issued: PersistentMap<string, Issue>;
  /** Number of records, an int. */
  readonly count: Term;
}

/** When a key was issued: in which step, and how many writes the log had by then. Keys issued in one step differ from each other. */
export interface Issue {
  readonly step: number;
  readonly size: number;
}

/** Where `guard` holds, the record at `key`, or one property of it, becomes `value`, or disappears (null). */
export interface CollectionWrite {
  /** Position in the log, from 0. */
  readonly at: number;
  readonly guard: Term;
  readonly key: Symbolic;
  readonly keyText: string;
  /** Null: the record as a whole. */
  readonly property: string | null;
  readonly value: Symbolic | null;
  /** When the write adds a record to the collection, at the end of its order. */
  readonly adds: Term;
  readonly previous: CollectionWrite | null;
  /** The write before this one with the same text of key. */
  readonly previousSame: CollectionWrite | null;
  /** The newest write before this one whose key is not known. */
  readonly previousSymbolic: CollectionWrite | null;
}
