// All values of small schemas, all states of small contracts.

import { equalValues } from '../../src/base/equality.ts';
import { isList, isNumber, isObject, type Value } from '../../src/base/value.ts';
import type { Collection, Contract } from '../../src/contract/contract.ts';
import type { Schema, Schemas } from '../../src/contract/schema.ts';

/** All values that a schema admits; null where these are too many, or where the schema has more to it than the made ones have. */
export function valuesOfSchema(schemas: Schemas, schema: Schema, most: number): readonly Value[] | null {
  if (schema.ref !== undefined) {
    const target = schemas.get(schema.ref);
    return target === undefined ? null : valuesOfSchema(schemas, target, most);
  }
  if (schema.allOf !== undefined) return intersection(schemas, schema.allOf, most);
  if (schema.enum !== undefined) return schema.enum;
  const found: Value[] = [];
  for (const type of schema.types ?? []) {
    const values = valuesOfType(schemas, schema, type, most);
    if (values === null) return null;
    found.push(...values);
  }
  return schema.types === undefined || found.length > most ? null : found;
}

function intersection(schemas: Schemas, all: readonly Schema[], most: number): readonly Value[] | null {
  const lists = all.map((one) => valuesOfSchema(schemas, one, most)).filter((values) => values !== null);
  const [first, ...others] = lists;
  if (first === undefined || lists.length < all.length) return null;
  return first.filter((value) => others.every((values) => values.some((other) => equalValues(value, other))));
}

function valuesOfType(schemas: Schemas, schema: Schema, type: string, most: number): readonly Value[] | null {
  switch (type) {
    case 'null':
      return [null];
    case 'boolean':
      return [false, true];
    case 'integer': {
      const { minimum: min, maximum: max } = schema;
      if (typeof min !== 'number' || typeof max !== 'number') return null;
      return Array.from({ length: max - min + 1 }, (_, i) => min + i);
    }
    case 'object':
      return recordsOfSchema(schemas, schema, most);
    default:
      return null;
  }
}

function recordsOfSchema(schemas: Schemas, { properties, required = [] }: Schema, most: number): readonly Value[] | null {
  let records: readonly ReadonlyMap<string, Value>[] = [new Map()];
  for (const [name, property] of properties ?? []) {
    const values = valuesOfSchema(schemas, property, most);
    if (values === null || records.length * values.length > most) return null;
    const extended = records.flatMap((record) => values.map((value) => new Map(record).set(name, value)));
    records = required.includes(name) ? extended : [...records, ...extended];
  }
  return records;
}

/** All states, with the records of a collection in every order; null where they are more than `most`. Illegal ones are among them. */
export function statesOf(contract: Contract, most: number): readonly Value[] | null {
  let states: readonly ReadonlyMap<string, Value>[] = [new Map()];
  const parts: (readonly [string, readonly Value[] | null])[] = [
    ...[...contract.collections.values()].map((c) => [c.name, contentsOf(contract, c, most)] as const),
    ...[...contract.variables.values()].map((v) => [v.name, valuesOfSchema(contract.schemas, v.schema, most)] as const),
  ];
  for (const [name, values] of parts) {
    if (values === null || states.length * values.length > most) return null;
    states = states.flatMap((state) => values.map((value) => new Map(state).set(name, value)));
  }
  return states;
}

function contentsOf({ schemas }: Contract, { schema, key }: Collection, most: number): readonly Value[] | null {
  const records = valuesOfSchema(schemas, schema, most);
  if (records === null) return null;
  let contents: readonly (readonly Value[])[] = [[]];
  let last = contents;
  while (last.length > 0) {
    last = last.flatMap((before) =>
      records.filter((r) => before.every((other) => keyOf(other, key) !== keyOf(r, key))).map((r) => [...before, r]),
    );
    contents = [...contents, ...last];
    if (contents.length > most) return null;
  }
  return contents;
}

function keyOf(record: Value, key: readonly string[]): string {
  return JSON.stringify(key.map((property) => (isObject(record) ? record.get(property) : null)));
}

/** Every way to give each name one of its values. */
export function assignments(domains: ReadonlyMap<string, readonly Value[]>): readonly ReadonlyMap<string, Value>[] {
  let found: readonly ReadonlyMap<string, Value>[] = [new Map()];
  for (const [name, values] of domains) found = found.flatMap((known) => values.map((value) => new Map(known).set(name, value)));
  return found;
}

/** Values without regard to the order of the records of a collection, to compare whole collections by. */
export function unordered(value: Value | undefined, key: readonly string[]): string {
  if (value === undefined || !isList(value)) return shown(value ?? null);
  return value
    .map((record) => `${keyOf(record, key)}=${shown(record)}`)
    .sort()
    .join(';');
}

function shown(value: Value): string {
  if (isObject(value))
    return `{${[...value]
      .map(([name, part]) => `${String(name)}:${shown(part)}`)
      .sort()
      .join(',')}}`;
  if (isList(value)) return `[${value.map(shown).join(',')}]`;
  return isNumber(value) && typeof value !== 'number' ? `${value.numerator}/${value.denominator}` : JSON.stringify(value);
}
