// Decides how tests write schemas: JSON Schema as people write it, turned into the contract's normal form.

import { fromPlain } from '../../src/base/json.ts';
import type { Value } from '../../src/base/value.ts';
import type { JsonType, Schema, Schemas } from '../../src/contract/schema.ts';

/** JSON Schema 2020-12 as plain data; `$ref` is a key of the schemas it stands among. */
export type PlainSchema = boolean | { readonly [keyword: string]: unknown };

const SCHEMA_KEYWORDS = new Set([
  'items',
  'contains',
  'unevaluatedItems',
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
]);
const SCHEMA_LISTS = new Set(['prefixItems', 'allOf', 'anyOf', 'oneOf']);
const SCHEMA_MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas']);
const VALUES = new Set(['const', 'default', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']);
const VALUE_LISTS = new Set(['enum', 'examples']);

export function schemaOf(plain: PlainSchema): Schema {
  if (typeof plain === 'boolean') return plain ? {} : { not: {} };
  return Object.fromEntries(Object.entries(plain).map(([keyword, demand]) => convert(keyword, demand)));
}

export function schemasOf(plain: Readonly<Record<string, PlainSchema>>): Schemas {
  return new Map(Object.entries(plain).map(([name, schema]) => [name, schemaOf(schema)]));
}

function convert(keyword: string, demand: unknown): readonly [string, unknown] {
  if (keyword === 'type') return ['types', (Array.isArray(demand) ? demand : [demand]) as readonly JsonType[]];
  if (keyword === '$ref') return ['ref', demand];
  if (SCHEMA_KEYWORDS.has(keyword)) return [keyword, schemaOf(demand as PlainSchema)];
  if (SCHEMA_LISTS.has(keyword)) return [keyword, (demand as PlainSchema[]).map(schemaOf)];
  if (SCHEMA_MAPS.has(keyword)) return [keyword, mapOf(demand as Record<string, PlainSchema>, schemaOf)];
  if (keyword === 'dependentRequired') return [keyword, mapOf(demand as Record<string, readonly string[]>, (names) => names)];
  if (VALUES.has(keyword)) return [keyword, valueOf(demand)];
  if (VALUE_LISTS.has(keyword)) return [keyword, (demand as unknown[]).map(valueOf)];
  return [keyword, demand];
}

function mapOf<T, U>(record: Readonly<Record<string, T>>, each: (item: T) => U): ReadonlyMap<string, U> {
  return new Map(Object.entries(record).map(([name, item]) => [name, each(item)]));
}

/** The value of plain data; a test that writes something else is wrong. */
export function valueOf(plain: unknown): Value {
  const value = fromPlain(plain);
  if (value === undefined) throw new Error(`not a value: ${String(plain)}`);
  return value;
}
