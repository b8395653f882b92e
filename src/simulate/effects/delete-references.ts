// Decides what deleting records means for those that refer to them: they forbid it, go with them, or are left alone.

import type { Value } from '../../base/value.ts';
import type { Collection, Contract, Reference } from '../../contract/contract.ts';
import { referenceCause, referenceId } from '../cause.ts';
import { type KeyText, keyText } from '../key.ts';
import { showPlace } from '../place-path.ts';
import { changeRecords, type Entry, entriesOf, NO_RECORDS } from '../records.ts';
import { referredKeys } from '../references.ts';
import type { State } from '../state.ts';
import { conflict, type Stop } from '../stop.ts';
import type { Write } from './write.ts';

/** Keys of records deleted in this step, by collection. */
type Deleted = Map<string, Set<KeyText>>;

export interface Settled {
  readonly kind: 'settled';
  readonly state: State;
  /** The given writes and the removals that cascaded from them. */
  readonly writes: readonly Write[];
}

/** Follows the references to deleted records. The refusal names the first reference, in order of declaration, that a remaining record holds. */
export function settleReferences(contract: Contract, state: State, writes: readonly Write[]): Settled | Stop {
  const deleted: Deleted = new Map();
  for (const { root, path, after } of writes) {
    const [key, ...below] = path;
    if (after === undefined && key !== undefined && below.length === 0 && contract.collections.has(root)) addKey(deleted, root, key);
  }
  if (deleted.size === 0) return { kind: 'settled', state, writes };
  const settled = cascade(contract, { kind: 'settled', state, writes }, deleted);
  const stop = restriction(contract, settled.state, deleted);
  return stop ?? settled;
}

function addKey(deleted: Deleted, collection: string, key: Value): void {
  deleted.set(collection, (deleted.get(collection) ?? new Set()).add(keyText(key)));
}

/** Deletes referring records until no more follow. Each round deletes at least one record, so it ends. */
function cascade(contract: Contract, start: Settled, deleted: Deleted): Settled {
  let settled = start;
  for (let grew = true; grew; ) {
    grew = false;
    for (const { collection, property, reference } of referencesBy(contract, 'cascade')) {
      const entries = referring(contract, settled.state, collection, property, reference, deleted);
      if (entries.length === 0) continue;
      grew = true;
      for (const { key } of entries) addKey(deleted, collection.name, key);
      settled = without(settled, collection, property, entries);
    }
  }
  return settled;
}

function without({ state, writes }: Settled, { name }: Collection, property: string, entries: readonly Entry[]): Settled {
  const changes = entries.map(({ key }) => ({ key, record: undefined }));
  const collections = new Map(state.collections).set(name, changeRecords(state.collections.get(name) ?? NO_RECORDS, changes));
  const removals = entries.map(({ key, record }) => ({
    root: name,
    path: [key],
    before: record,
    after: undefined,
    effect: referenceId(name, property),
  }));
  return { kind: 'settled', state: { ...state, collections }, writes: [...writes, ...removals] };
}

function restriction(contract: Contract, state: State, deleted: Deleted): Stop | null {
  for (const { collection, property, reference } of referencesBy(contract, 'restrict')) {
    const [first] = referring(contract, state, collection, property, reference, deleted);
    if (first === undefined) continue;
    const place = showPlace({ root: collection.name, path: [first.key, property] });
    return conflict(referenceCause(collection.name, property, reference, `${place} still refers to a record of ${reference.collection}`));
  }
  return null;
}

interface Link {
  readonly collection: Collection;
  readonly property: string;
  readonly reference: Reference;
}

function referencesBy(contract: Contract, onDelete: Reference['onDelete']): readonly Link[] {
  return Array.from(contract.collections.values()).flatMap((collection) => {
    const links = Array.from(collection.references, ([property, reference]) => ({ collection, property, reference }));
    return links.filter(({ reference }) => reference.onDelete === onDelete);
  });
}

/** The records that refer to a deleted one through the property. */
function referring(
  contract: Contract,
  state: State,
  collection: Collection,
  property: string,
  reference: Reference,
  deleted: Deleted,
): readonly Entry[] {
  const gone = deleted.get(reference.collection);
  const records = state.collections.get(collection.name);
  if (gone === undefined || records === undefined) return [];
  return entriesOf(records).filter(({ record }) => {
    return referredKeys(contract, reference.collection, record, property).some((key) => gone.has(keyText(key)));
  });
}
