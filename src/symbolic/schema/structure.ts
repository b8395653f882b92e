// Decides what a schema says about the shape of its values: which kinds of value it may admit, and which schemas all have to hold.

import { isInteger } from '../../base/number.ts';
import { isNumber, kindOf, type Value } from '../../base/value.ts';
import type { JsonType, Schema, Schemas } from '../../contract/schema.ts';
import { closingConjunct, wholeOf } from './closing.ts';

export type JsonKind = 'null' | 'boolean' | 'number' | 'string' | 'list' | 'object';

const JSON_KINDS: readonly JsonKind[] = ['null', 'boolean', 'number', 'string', 'list', 'object'];

export interface Structure {
  /** Schemas without `ref` and `allOf`, all of which have to hold. */
  readonly conjuncts: readonly Schema[];
  /** No value of another kind is valid. (A value of one of these need not be.) */
  readonly kinds: ReadonlySet<JsonKind>;
  /** Every valid number is an integer. */
  readonly integral: boolean;
}

const structures = new WeakMap<Schemas, WeakMap<Schema, Structure>>();

/** The structure of a schema; the same object for the same schema, so that conjuncts can be compared by identity. */
export function structureOf(schemas: Schemas, schema: Schema): Structure {
  let cache = structures.get(schemas);
  if (cache === undefined) {
    cache = new WeakMap();
    structures.set(schemas, cache);
  }
  return structureIn(schemas, cache, schema, new Set());
}

type Cache = WeakMap<Schema, Structure>;

function structureIn(schemas: Schemas, cache: Cache, schema: Schema, within: ReadonlySet<Schema>): Structure {
  const before = cache.get(schema);
  if (before !== undefined) return before;
  const whole = wholeOf(schema);
  if (whole !== null) return { ...structureIn(schemas, cache, whole, within), conjuncts: [schema] };
  // A schema that refers to itself in place says nothing by that reference.
  if (within.has(schema)) return { conjuncts: [], kinds: new Set(JSON_KINDS), integral: false };
  const inside = new Set([...within, schema]);
  const below = (other: Schema): Structure => structureIn(schemas, cache, other, inside);
  const parts = [...referred(schemas, schema), ...(schema.allOf ?? [])].map(below);
  const own = ownConjunct(schema);
  const all = [...new Set([...(own === null ? [] : [own]), ...parts.flatMap((part) => part.conjuncts)])];
  const closing = closingConjunct(schema, all);
  const structure: Structure = {
    conjuncts: closing === null ? all : [...all, closing],
    kinds: intersection([ownKinds(schema, below), ...parts.map((part) => part.kinds)]),
    integral: ownIntegral(schema) || parts.some((part) => part.integral),
  };
  if (within.size === 0) cache.set(schema, structure);
  return structure;
}

/** The schema that `ref` names. One that is missing is reported as a keyword without meaning. */
export function referred(schemas: Schemas, schema: Schema): readonly Schema[] {
  if (schema.ref === undefined) return [];
  return [schemas.get(schema.ref) ?? { unsupported: [`$ref ${schema.ref}`] }];
}

const conjuncts = new WeakMap<Schema, Schema | null>();

/** The schema without what other conjuncts say; null if nothing is left. The same object each time. */
function ownConjunct(schema: Schema): Schema | null {
  if (COMPOSING.every((keyword) => schema[keyword] === undefined)) return schema;
  const before = conjuncts.get(schema);
  if (before !== undefined) return before;
  const rest = Object.entries(schema).filter(([keyword]) => !COMPOSING.includes(keyword as keyof Schema));
  const own: Schema | null = rest.some(([keyword]) => !ANNOTATIONS.has(keyword)) ? Object.fromEntries(rest) : null;
  conjuncts.set(schema, own);
  return own;
}

const COMPOSING: readonly (keyof Schema)[] = ['ref', 'allOf', 'unevaluatedProperties', 'unevaluatedItems'];

const ANNOTATIONS: ReadonlySet<string> = new Set([
  'title',
  'description',
  'default',
  'examples',
  'source',
  'readOnly',
  'writeOnly',
  'discriminator',
]);

/** Whether every value fits the schema, as no keyword of it constrains. */
export function admitsAnything(schema: Schema): boolean {
  return Object.keys(schema).every((keyword) => ANNOTATIONS.has(keyword));
}

function ownKinds(schema: Schema, below: (schema: Schema) => Structure): ReadonlySet<JsonKind> {
  const sets: ReadonlySet<JsonKind>[] = [new Set(JSON_KINDS)];
  if (schema.types !== undefined) sets.push(new Set(schema.types.map(kindOfType)));
  if (schema.const !== undefined) sets.push(kindsOfValues([schema.const]));
  if (schema.enum !== undefined) sets.push(kindsOfValues(schema.enum));
  for (const branches of [schema.anyOf, schema.oneOf]) {
    if (branches !== undefined) sets.push(new Set(branches.flatMap((branch) => [...below(branch).kinds])));
  }
  if (schema.not !== undefined && admitsAnything(schema.not)) sets.push(new Set());
  return intersection(sets);
}

function kindOfType(type: JsonType): JsonKind {
  switch (type) {
    case 'integer':
      return 'number';
    case 'array':
      return 'list';
    default:
      return type;
  }
}

function kindsOfValues(values: readonly Value[]): ReadonlySet<JsonKind> {
  const kinds: ReadonlySet<string> = new Set(values.map(kindOf));
  return new Set(JSON_KINDS.filter((kind) => kinds.has(kind)));
}

function ownIntegral(schema: Schema): boolean {
  if (schema.types?.includes('integer') && !schema.types.includes('number')) return true;
  if (schema.format === 'int32' || schema.format === 'int64') return true;
  const values = schema.const === undefined ? schema.enum : [schema.const];
  return values?.every((value) => !isNumber(value) || isInteger(value)) ?? false;
}

function intersection(sets: readonly ReadonlySet<JsonKind>[]): ReadonlySet<JsonKind> {
  return new Set(JSON_KINDS.filter((kind) => sets.every((set) => set.has(kind))));
}
