// Decides how the parts of a state that a proof looked at become a whole state: required fields and referenced records are added.

import { isList, isObject, type ObjectKey, type ObjectValue, type Value } from '../base/value.ts';
import type { Collection, Contract } from '../contract/contract.ts';
import type { Schema } from '../contract/schema.ts';
import { type Chooser, isNoChoice } from '../simulate/choose/chooser.ts';
import { seededChooser } from '../simulate/choose/seeded.ts';
import { keyOf, keyText } from '../simulate/key.ts';
import { stateOf } from '../simulate/read-state.ts';
import type { State } from '../simulate/state.ts';
import type { UnknownReason } from './verdict.ts';

/** Records that completing may add before it gives up: cyclic references that never close. */
const MAX_ADDED_RECORDS = 1000;
/** Attempts in a row at another record that gave none: there may be no more keys. */
const MAX_MISSES = 200;
const MAX_DEPTH = 32;
const BEFORE_THE_FIRST_STEP = -1;

export type CompletedState = { readonly state: State; readonly value: Value } | { readonly reason: UnknownReason };

/** Fills in parts that a proof did not look at, with values of their schema. */
export function completer(contract: Contract, seed: number): (schema: Schema, path: string) => Value | undefined {
  const chooser = seededChooser(contract, seed, BEFORE_THE_FIRST_STEP);
  return (schema, path) => {
    const chosen = chooser({ place: path, schema, direction: 'stored', taken: null });
    return isNoChoice(chosen) ? undefined : chosen;
  };
}

/**
 * A state of the contract that agrees with the partial one, `{collection: [records], variable: value}`, on everything in it. Where a collection is
 * to have more records than are given (`sizes`), others are added.
 */
export function completeState(
  contract: Contract,
  partial: Value,
  seed: number,
  sizes: ReadonlyMap<string, number> = new Map(),
): CompletedState {
  const chooser = seededChooser(contract, seed, BEFORE_THE_FIRST_STEP);
  const given = partial !== null && isObject(partial) ? partial : new Map<ObjectKey, Value>();
  const records = new Map<string, Value[]>();
  for (const collection of contract.collections.values()) {
    const list = given.get(collection.name);
    records.set(
      collection.name,
      list !== undefined && isList(list)
        ? list.map((r, i) => complete(contract, chooser, collection.schema, r, `${collection.name}[${i}]`, 0))
        : [],
    );
  }
  for (const [name, size] of sizes) addOthers(contract, chooser, records, name, size);
  addReferenced(contract, chooser, records);
  const value = new Map<ObjectKey, Value>(records);
  for (const variable of contract.variables.values()) {
    const known = given.get(variable.name);
    value.set(
      variable.name,
      known === undefined ? variable.initial : complete(contract, chooser, variable.schema, known, variable.name, 0),
    );
  }
  const read = stateOf(contract, value);
  if (read.value) return { state: read.value, value };
  const message = `the initial state found by the solver cannot be completed: ${read.diagnostics[0]?.message ?? ''}`;
  return { reason: { kind: 'not-realisable', message, constructs: [] } };
}

function complete(contract: Contract, chooser: Chooser, schema: Schema, value: Value, place: string, depth: number): Value {
  if (depth > MAX_DEPTH || value === null) return value;
  const parts = conjuncts(contract, schema, 0);
  if (isList(value)) {
    const items = parts.find((s) => s.items)?.items;
    return items ? value.map((item, i) => complete(contract, chooser, items, item, `${place}[${i}]`, depth + 1)) : value;
  }
  return isObject(value) ? completeObject(contract, chooser, parts, value, place, depth) : value;
}

function completeObject(
  contract: Contract,
  chooser: Chooser,
  parts: readonly Schema[],
  value: ObjectValue,
  place: string,
  depth: number,
): Value {
  const result = new Map(value);
  const properties = new Map(parts.flatMap((s) => [...(s.properties ?? [])]));
  for (const name of new Set(parts.flatMap((s) => s.required ?? []))) {
    const schema = properties.get(name) ?? {};
    if (result.has(name)) continue;
    const chosen = chooser({ place: `${place}.${name}`, schema, direction: 'stored', taken: null });
    if (!isNoChoice(chosen)) result.set(name, chosen);
  }
  for (const [name, item] of value) {
    const schema = properties.get(String(name)) ?? parts.find((s) => s.additionalProperties)?.additionalProperties;
    if (schema) result.set(name, complete(contract, chooser, schema, item, `${place}.${name}`, depth + 1));
  }
  return result;
}

function conjuncts(contract: Contract, schema: Schema, depth: number): readonly Schema[] {
  if (depth > MAX_DEPTH) return [];
  const referred = schema.ref === undefined ? undefined : contract.schemas.get(schema.ref);
  const below = [...(referred ? [referred] : []), ...(schema.allOf ?? [])];
  return [schema, ...below.flatMap((s) => conjuncts(contract, s, depth + 1))];
}

/** Records at keys that nothing asked for, until there are so many (within reason). */
function addOthers(contract: Contract, chooser: Chooser, records: Map<string, Value[]>, name: string, size: number): void {
  const collection = contract.collections.get(name);
  if (!collection) return;
  const list = records.get(name) ?? [];
  records.set(name, list);
  let missed = 0;
  for (let attempt = 0; list.length < size && list.length < MAX_ADDED_RECORDS && missed < MAX_MISSES; attempt += 1) {
    const place = `${name}[other ${attempt}]`;
    const made = chooser({ place, schema: collection.schema, direction: 'stored', taken: null });
    if (isNoChoice(made)) return;
    const key = keyOf(collection, made);
    const isNew = key !== undefined && !list.some((r) => sameKey(keyOf(collection, r), key));
    if (isNew) list.push(made);
    missed = isNew ? 0 : missed + 1;
  }
}

function addReferenced(contract: Contract, chooser: Chooser, records: Map<string, Value[]>): void {
  const queue = [...records].flatMap(([name, list]) => list.map((record) => ({ name, record })));
  for (let added = 0; queue.length > 0 && added < MAX_ADDED_RECORDS; ) {
    const next = queue.shift();
    const collection = next && contract.collections.get(next.name);
    if (!next || !collection) continue;
    for (const { target, key } of referredKeys(contract, collection, next.record)) {
      const list = records.get(target.name) ?? [];
      if (list.some((r) => sameKey(keyOf(target, r), key))) continue;
      const record = complete(contract, chooser, target.schema, keyedRecord(target, key), `${target.name}[${keyText(key)}]`, 0);
      records.set(target.name, [...list, record]);
      queue.push({ name: target.name, record });
      added += 1;
    }
  }
}

function sameKey(a: Value | undefined, b: Value): boolean {
  return a !== undefined && keyText(a) === keyText(b);
}

/** The record of which the key alone is known. */
export function keyedRecord(collection: Collection, key: Value): ObjectValue {
  const parts = collection.key.length > 1 && isList(key) ? key : [key];
  return new Map(collection.key.map((name, i) => [name, parts[i] ?? null] as const));
}

function referredKeys(
  contract: Contract,
  collection: Collection,
  record: Value,
): readonly { readonly target: Collection; readonly key: Value }[] {
  if (record === null || !isObject(record)) return [];
  const links = [...collection.references].map(([property, r]) => [property, r.collection] as const);
  if (collection.parent) links.push([collection.parent.property, collection.parent.collection]);
  return links.flatMap(([property, name]) => {
    const target = contract.collections.get(name);
    const key = record.get(property);
    if (!target || key === undefined || key === null) return [];
    const several = isList(key) && target.key.length === 1 ? key : [key];
    return several.map((k) => ({ target, key: k }));
  });
}
