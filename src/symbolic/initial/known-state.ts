// Decides how a given state is read: the records of each collection by key, and the variables. Whether they are legal is left to others.

import type { Checked, Diagnostic } from '../../base/diagnostic.ts';
import { isList, isObject, type ObjectValue, type Value } from '../../base/value.ts';
import type { Collection, Contract } from '../../contract/contract.ts';
import { keyOfRecord, knownKeyText } from '../collection/key.ts';
import type { KnownRecord } from '../value.ts';

/** Records by the text of their keys, in order. */
export type KnownRecords = ReadonlyMap<string, KnownRecord>;

export interface KnownState {
  readonly collections: ReadonlyMap<string, KnownRecords>;
  readonly variables: ReadonlyMap<string, Value>;
}

/** The state at reset. */
export function resetState(contract: Contract): Checked<KnownState> {
  return readKnownState(contract, new Map([...contract.collections.values()].map((c) => [c.name, c.initial])));
}

/**
 * The state that a value describes: by name, a collection as a list of records or an object of them, and variables. Missing collections
 * are empty, missing variables have their initial value. Records without key, repeated keys and unknown names are errors.
 */
export function readKnownState(contract: Contract, state: Value): Checked<KnownState> {
  if (!isObject(state)) return failed('state-not-object', 'an initial state is an object of collections and variables');
  const diagnostics: Diagnostic[] = [...unknownNames(contract, state)];
  const collections = new Map<string, KnownRecords>();
  for (const collection of contract.collections.values()) {
    const read = indexRecords(collection, state.get(collection.name) ?? []);
    diagnostics.push(...read.diagnostics);
    collections.set(collection.name, read.value ?? new Map());
  }
  const variables = new Map(
    [...contract.variables.values()].map((v) => [v.name, state.has(v.name) ? (state.get(v.name) ?? null) : v.initial]),
  );
  return { value: diagnostics.length > 0 ? null : { collections, variables }, diagnostics };
}

function unknownNames(contract: Contract, state: ObjectValue): readonly Diagnostic[] {
  const unknown = [...state.keys()].filter(
    (name) => typeof name !== 'string' || !(contract.collections.has(name) || contract.variables.has(name)),
  );
  return unknown.map((name) => ({
    code: 'unknown-root',
    severity: 'error',
    message: `the contract has no collection or variable '${String(name)}'`,
  }));
}

function indexRecords(collection: Collection, value: Value): Checked<KnownRecords> {
  if (!isList(value) && !isObject(value))
    return failed('records-not-list', `the records of ${collection.name} are a list, or an object by key`);
  const records = new Map<string, KnownRecord>();
  for (const record of value.values()) {
    const key = keyOfRecord(collection, record);
    if (key === null) return failed('record-without-key', `a record of ${collection.name} has no ${collection.key.join(', ')}`);
    const text = knownKeyText(key);
    if (records.has(text)) return failed('repeated-key', `two records of ${collection.name} have the key ${text}`);
    records.set(text, { key, record });
  }
  return { value: records, diagnostics: [] };
}

function failed(code: string, message: string): Checked<never> {
  return { value: null, diagnostics: [{ code, severity: 'error', message }] };
}
