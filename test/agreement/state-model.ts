// A concrete state as a model of the functions that stand for an unknown one: what each of them is, in that state.

import { isList, isObject, type ObjectKey, type Value } from '../../src/base/value.ts';
import type { Contract } from '../../src/contract/contract.ts';
import type { Schema } from '../../src/contract/schema.ts';
import type { Model, ModelValue } from '../../src/symbolic/solver.ts';

/** Answers for the functions of unknown collections and variables whose schemas use types, enums, properties and items only. */
export function modelOfState(contract: Contract, state: ReadonlyMap<ObjectKey, Value>): Model {
  return { valueOf: (name, args) => answer(contract, state, name, args) };
}

/** More keys than are ever named of one object. */
const NAMED = 32;
const POSITION = ':position';

/** Where the key, the last argument, stands among the names. */
function positionOf(keyAt: (position: number) => ModelValue | null, key: ModelValue | undefined): ModelValue | null {
  for (let i = 0; i < NAMED; i += 1) if (keyAt(i) === key) return i;
  return null;
}

function answer(contract: Contract, state: ReadonlyMap<ObjectKey, Value>, name: string, args: readonly ModelValue[]): ModelValue | null {
  if (name.endsWith(POSITION)) {
    const keyAt = (i: number): ModelValue | null => answer(contract, state, name.slice(0, -POSITION.length), [...args.slice(0, -1), i]);
    return positionOf(keyAt, args.at(-1));
  }
  for (const collection of contract.collections.values()) {
    const records = state.get(collection.name);
    if (records === undefined || !isList(records)) continue;
    const keyOf = (record: Value): readonly Value[] =>
      collection.key.map((property) => (isObject(record) ? (record.get(property) ?? null) : null));
    const find = (key: readonly ModelValue[]): Value | undefined =>
      records.find((record) => keyOf(record).every((part, i) => part === key[i]));
    if (name === `size(${collection.name})`) return records.length;
    if (name === `present(${collection.name})`) return find(args) !== undefined;
    const invented = new RegExp(`^key\\(${collection.name}, (\\d+), (\\d+)\\)$`).exec(name);
    if (invented !== null) {
      const record = records[Number(invented[1])];
      const part = record === undefined ? `none ${invented[1] ?? ''}` : keyOf(record)[Number(invented[2])];
      return typeof part === 'string' || typeof part === 'number' ? part : null;
    }
    const prefix = `${collection.name}[]`;
    if (!name.startsWith(prefix)) continue;
    return aspect(
      find(args.slice(0, collection.key.length)),
      collection.schema,
      name.slice(prefix.length),
      args.slice(collection.key.length),
    );
  }
  for (const variable of contract.variables.values()) {
    const prefix = `variable ${variable.name}`;
    if (name.startsWith(prefix)) return aspect(state.get(variable.name), variable.schema, name.slice(prefix.length), args);
  }
  return null;
}

/** One aspect of the part at a path such as `.methods{}.balance:integer`; null where there is no such part. */
function aspect(from: Value | undefined, schema: Schema, text: string, args: readonly ModelValue[]): ModelValue | null {
  const colon = text.lastIndexOf(':');
  let value = from;
  let at: Schema = schema;
  const rest = [...args];
  for (const [step, property] of text.slice(0, colon).matchAll(/\.([A-Za-z_]\w*)|\{\}|\[\]/g)) {
    const key = property ?? rest.shift();
    at = (property === undefined ? undefined : at.properties?.get(property)) ?? (step === '[]' ? at.items : at.additionalProperties) ?? {};
    value = stepInto(value, key);
  }
  return shown(value, at, text.slice(colon + 1), rest);
}

function stepInto(value: Value | undefined, key: ModelValue | undefined): Value | undefined {
  if (value === undefined || key === undefined) return undefined;
  if (isList(value)) return typeof key === 'number' ? value[key] : undefined;
  return isObject(value) && typeof key !== 'object' ? value.get(key) : undefined;
}

function shown(value: Value | undefined, schema: Schema, name: string, args: readonly ModelValue[]): ModelValue | null {
  if (name === 'present') return value !== undefined;
  if (value === undefined) return null;
  if (name === 'null') return value === null;
  if (name === 'size') return isList(value) ? value.length : null;
  if (isObject(value) && (name === 'rest' || name === 'key' || name === 'order')) {
    const keys = [...value.keys()].filter((key) => name === 'order' || typeof key !== 'string' || schema.properties?.has(key) !== true);
    return name === 'rest' ? keys.length : (keys[Number(args[0])] ?? `none ${String(args[0])}`);
  }
  if (name === 'value') {
    const index = schema.enum?.indexOf(value) ?? -1;
    return schema.enum?.length === 2 ? index === 0 : index;
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
