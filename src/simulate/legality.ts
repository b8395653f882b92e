// Decides whether a state is one of the contract's: schemas, references, parents, invariants. Keys are right by construction of `State`.

import { DEFAULT_LIMITS, type Limits } from '../base/limits.ts';
import { DEFAULT_NOW } from '../base/time.ts';
import type { Timestamp, Value } from '../base/value.ts';
import type { Collection, Contract } from '../contract/contract.ts';
import type { Cause } from '../contract/outcome.ts';
import type { Schema } from '../contract/schema.ts';
import { recordCause, referenceCause } from './cause.ts';
import { environmentOf } from './evaluate/environment.ts';
import { type PlacePath, showKey, showPlace } from './place-path.ts';
import { entriesOf } from './records.ts';
import { danglingKey } from './references.ts';
import { firstFailing } from './requirements.ts';
import { conforms } from './schema/conforms.ts';
import { pointerOf } from './schema/nonconformity.ts';
import type { State } from './state.ts';
import { type Undecided, undecided } from './undecided.ts';

/** What is wrong with a state. */
export interface Illegal {
  readonly kind: 'illegal';
  readonly cause: Cause;
  /** The part that is wrong; null for an invariant, which is about all of it. */
  readonly place: PlacePath | null;
}

export interface LegalityOptions {
  readonly now?: Timestamp;
  /** Whether what is referred to must exist; true unless given. */
  readonly references?: boolean;
  readonly limits?: Limits;
}

/** Null for a state that fits the contract; else the first reason why not, in the order schemas, references and parents, invariants. */
export function isLegal(contract: Contract, state: State, options: LegalityOptions = {}): Illegal | Undecided | null {
  const limits = options.limits ?? DEFAULT_LIMITS;
  const misfit = firstMisfit(contract, state, limits);
  if (misfit !== null) return misfit;
  const dangling = options.references === false ? null : firstDangling(contract, state);
  if (dangling !== null) return dangling;
  const failing = firstFailing(contract.invariants, environmentOf(state, { now: options.now ?? DEFAULT_NOW, limits }));
  return failing?.kind === 'failing' ? { kind: 'illegal', cause: failing.cause, place: null } : failing;
}

function firstMisfit(contract: Contract, state: State, limits: Limits): Illegal | Undecided | null {
  for (const { name, schema } of contract.collections.values()) {
    const records = state.collections.get(name);
    for (const { key, record } of records === undefined ? [] : entriesOf(records)) {
      const misfit = storedMisfit(contract, schema, { root: name, path: [key] }, record, limits);
      if (misfit !== null) return misfit;
    }
  }
  for (const { name, schema } of contract.variables.values()) {
    const misfit = storedMisfit(contract, schema, { root: name, path: [] }, state.variables.get(name) ?? null, limits);
    if (misfit !== null) return misfit;
  }
  return null;
}

/** Why a stored value does not fit its schema; null if it does. */
export function storedMisfit(
  contract: Contract,
  schema: Schema,
  place: PlacePath,
  value: Value,
  limits: Limits,
): Illegal | Undecided | null {
  const failure = conforms(contract.schemas, schema, value, 'stored', limits);
  if (failure === null) return null;
  if (failure.kind === 'violation') {
    const part = { root: place.root, path: [...place.path, ...failure.path] };
    return { kind: 'illegal', cause: recordCause(contract, place, failure), place: part };
  }
  return undecided('unsupported-schema', `${showPlace(place)}${pointerOf(failure)}: ${failure.message}`, [failure.keyword]);
}

function firstDangling(contract: Contract, state: State): Illegal | null {
  for (const collection of contract.collections.values()) {
    const illegal = danglingIn(contract, state, collection);
    if (illegal !== null) return illegal;
  }
  return null;
}

function danglingIn(contract: Contract, state: State, collection: Collection): Illegal | null {
  const links = Array.from(collection.references, ([property, reference]) => ({ property, reference }));
  const { parent } = collection;
  if (parent !== null) {
    links.push({ property: parent.property, reference: { collection: parent.collection, onDelete: 'ignore', source: collection.source } });
  }
  const records = state.collections.get(collection.name);
  if (records === undefined || links.length === 0) return null;
  for (const { key, record } of entriesOf(records)) {
    for (const { property, reference } of links) {
      const missing = danglingKey(contract, reference.collection, state.collections.get(reference.collection), record, property);
      if (missing === undefined) continue;
      const place = { root: collection.name, path: [key, property] };
      const message = `${showPlace(place)} refers to ${reference.collection}[${showKey(missing)}], which does not exist`;
      return { kind: 'illegal', cause: referenceCause(collection.name, property, reference, message), place };
    }
  }
  return null;
}
