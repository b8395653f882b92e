// Decides the static type of a schema: the shape of the values it admits, as far as rules need to know it.

import type { Value } from '../base/value.ts';
import { isInteger } from '../base/number.ts';
import { isList, isNumber, isObject } from '../base/value.ts';
import type { JsonType, Schema, SchemaRef, Schemas } from './schema.ts';
import { BOOLEAN, DYN, type Field, INTEGER, listOf, NEVER, NULL, NUMBER, type ObjectType, STRING, type Type, type TypeScope } from './type.ts';
import { membersOf, unionOf } from './types.ts';

const MAX_LITERALS = 64;

/** The types of a contract's schemas; each named schema's is computed once. */
export function typeScope(schemas: Schemas): TypeScope {
  const known = new Map<SchemaRef, Type>();
  const inProgress = new Set<SchemaRef>();
  const scope: TypeScope = {
    resolve(ref) {
      const type = known.get(ref);
      if (type) return type;
      const schema = schemas.get(ref);
      // A schema that is nothing but a reference to itself admits anything.
      if (!schema || inProgress.has(ref)) return DYN;
      inProgress.add(ref);
      const computed = named(typeOf(scope, schemas, schema), ref);
      inProgress.delete(ref);
      known.set(ref, computed);
      return computed;
    },
    typeOf: (schema) => typeOf(scope, schemas, schema),
  };
  return scope;
}

function named(type: Type, ref: SchemaRef): Type {
  const name = ref.split('/').at(-1);
  return type.kind === 'object' && name ? { ...type, name } : type;
}

function typeOf(scope: TypeScope, schemas: Schemas, schema: Schema): Type {
  if (schema.ref !== undefined && !constrainsShape(schema)) return { kind: 'ref', ref: schema.ref };
  if (schema.const !== undefined) return typeOfValue(schema.const);
  if (schema.enum && schema.enum.length <= MAX_LITERALS) return unionOf(schema.enum.map(typeOfValue));
  const parts: Type[] = [];
  if (schema.ref !== undefined) parts.push({ kind: 'ref', ref: schema.ref });
  for (const part of schema.allOf ?? []) parts.push(typeOf(scope, schemas, part));
  for (const options of [schema.oneOf, schema.anyOf]) {
    if (options && options.length > 0) parts.push(unionOf(options.map((option) => opened(scope, typeOf(scope, schemas, option)))));
  }
  const own = ownType(scope, schemas, schema);
  if (own) parts.push(own);
  return parts.reduce<Type | null>((a, b) => (a === null ? b : intersect(scope, a, b)), null) ?? DYN;
}

// An alternative is opened so that its null, and the literal values of a discriminator, are visible in the union.
function opened(scope: TypeScope, type: Type): Type {
  const members = membersOf(scope, type);
  return members.length === 1 && members[0]?.kind === 'object' ? type : unionOf(members);
}

function constrainsShape(schema: Schema): boolean {
  return Boolean(schema.types ?? schema.enum ?? schema.properties ?? schema.allOf ?? schema.oneOf ?? schema.anyOf ?? schema.items ?? schema.const);
}

function ownType(scope: TypeScope, schemas: Schemas, schema: Schema): Type | null {
  const types = schema.types ?? impliedTypes(schema);
  return types === null ? null : unionOf(types.map((type) => typeOfKind(scope, schemas, schema, type)));
}

function impliedTypes(schema: Schema): readonly JsonType[] | null {
  if (schema.properties || schema.required) return ['object'];
  if (schema.items || schema.prefixItems) return ['array'];
  return null;
}

function typeOfKind(scope: TypeScope, schemas: Schemas, schema: Schema, type: JsonType): Type {
  switch (type) {
    case 'null':
      return NULL;
    case 'boolean':
      return BOOLEAN;
    case 'integer':
      return INTEGER;
    case 'number':
      return NUMBER;
    case 'string':
      return schema.format === undefined ? STRING : { kind: 'string', format: schema.format };
    case 'array':
      return schema.prefixItems && !schema.items
        ? { kind: 'tuple', items: schema.prefixItems.map((item) => typeOf(scope, schemas, item)) }
        : listOf(schema.items ? typeOf(scope, schemas, schema.items) : DYN);
    case 'object':
      return objectType(scope, schemas, schema);
  }
}

function objectType(scope: TypeScope, schemas: Schemas, schema: Schema): Type {
  const additional = schema.additionalProperties;
  const rest = additional === undefined ? null : isNothing(additional) ? null : typeOf(scope, schemas, additional);
  const required = new Set(schema.required ?? []);
  const names = new Set([...(schema.properties?.keys() ?? []), ...required]);
  if (names.size === 0) {
    if (additional !== undefined && rest === null) return { kind: 'object', fields: new Map(), rest: null };
    return { kind: 'map', key: STRING, value: rest ?? DYN };
  }
  const fields = new Map<string, Field>();
  for (const name of names) {
    const property = schema.properties?.get(name);
    fields.set(name, { type: property ? typeOf(scope, schemas, property) : DYN, required: required.has(name) });
  }
  return { kind: 'object', fields, rest, ...(schema.title ? { name: schema.title } : {}) };
}

function isNothing(schema: Schema): boolean {
  return schema.not !== undefined && Object.keys(schema.not).every((key) => key === 'source');
}

/** The type of one value; strings are literal types, so that comparing with them narrows. */
export function typeOfValue(value: Value): Type {
  if (value === null) return NULL;
  if (typeof value === 'boolean') return BOOLEAN;
  if (typeof value === 'string') return { kind: 'string', literal: value };
  if (isNumber(value)) return isInteger(value) ? INTEGER : NUMBER;
  if (isList(value)) return listOf(unionOf(value.map(typeOfValue)));
  if (!isObject(value)) return DYN;
  const fields = new Map([...value].map(([key, item]) => [String(key), { type: typeOfValue(item), required: true }] as const));
  return { kind: 'object', fields, rest: null };
}

/** Values of both types: fields of both objects, members of a union that fit the other type. */
function intersect(scope: TypeScope, a: Type, b: Type): Type {
  if (a.kind === 'dyn') return b;
  if (b.kind === 'dyn') return a;
  const pairs = membersOf(scope, a).flatMap((x) => membersOf(scope, b).map((y) => intersectOne(scope, x, y)));
  return unionOf(pairs.filter((t) => t.kind !== 'never'));
}

function intersectOne(scope: TypeScope, a: Type, b: Type): Type {
  if (a.kind === 'dyn') return b;
  if (b.kind === 'dyn') return a;
  if (a.kind === 'object' && b.kind === 'object') return mergeObjects(scope, a, b);
  if (a.kind === 'object' && b.kind === 'map') return { ...a, rest: a.rest };
  if (a.kind === 'map' && b.kind === 'object') return { ...b, rest: b.rest ?? (b.fields.size > 0 ? null : a.value) };
  if (a.kind === 'integer' && b.kind === 'number') return a;
  if (a.kind === 'number' && b.kind === 'integer') return b;
  if (a.kind === 'string' && b.kind === 'string') return a.literal !== undefined ? (b.literal === undefined || a.literal === b.literal ? a : NEVER) : b;
  if (a.kind === 'list' && b.kind === 'list') return listOf(intersect(scope, a.element, b.element));
  if (a.kind === 'map' && b.kind === 'map') return { kind: 'map', key: STRING, value: intersect(scope, a.value, b.value) };
  return a.kind === b.kind ? a : NEVER;
}

function mergeObjects(scope: TypeScope, a: ObjectType, b: ObjectType): ObjectType {
  const fields = new Map<string, Field>(a.fields);
  for (const [name, field] of b.fields) {
    const other = fields.get(name);
    fields.set(name, other ? { type: intersect(scope, other.type, field.type), required: other.required || field.required } : field);
  }
  const name = a.name ?? b.name;
  return { kind: 'object', fields, rest: a.rest && b.rest ? intersect(scope, a.rest, b.rest) : null, ...(name ? { name } : {}) };
}
