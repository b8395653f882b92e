// Decides the static type of a schema: the shape of the values it admits, as far as rules need to know it.

import { isInteger } from '../base/number.ts';
import { isList, isNumber, isObject, type Value } from '../base/value.ts';
import type { Discriminator, JsonType, Schema, SchemaRef, Schemas } from './schema.ts';
import { BOOLEAN, DYN, INTEGER, listOf, NEVER, NULL, NUMBER, STRING, type Type, type TypeScope } from './type.ts';
import { intersect } from './type-intersection.ts';
import { objectType } from './type-of-object.ts';
import { nonNull, unionOf } from './types.ts';
import { isNothing, type Typing } from './typing.ts';

/** Values of an `enum` that become literal types; of a longer one, the kinds. */
const MAX_LITERALS = 100;

/** The types of a contract's schemas; each named schema's is computed once, when it is first asked for. */
export function typeScope(schemas: Schemas): TypeScope {
  const known = new Map<SchemaRef, Type>();
  const scope: TypeScope = {
    resolve(ref) {
      const type = known.get(ref);
      if (type) return type;
      const schema = schemas.get(ref);
      if (!schema || typing.inProgress.has(ref)) return DYN;
      typing.inProgress.add(ref);
      const computed = named(typeOf(typing, schema), ref);
      typing.inProgress.delete(ref);
      known.set(ref, computed);
      return computed;
    },
    typeOf: (schema) => typeOf(typing, schema),
  };
  const typing: Typing = { scope, schemas, inProgress: new Set() };
  return scope;
}

function named(type: Type, ref: SchemaRef): Type {
  const name = ref.split('/').at(-1);
  return type.kind === 'object' && name ? { ...type, name } : type;
}

/** The type of a schema. References in it stay references, so that recursive schemas have finite types. */
function typeOf(typing: Typing, schema: Schema): Type {
  if (schema.const !== undefined) return enumType([schema.const], schema.types);
  if (schema.enum) return enumType(schema.enum, schema.types);
  const parts: Type[] = [];
  if (schema.ref !== undefined) parts.push({ kind: 'ref', ref: schema.ref });
  for (const part of schema.allOf ?? []) parts.push(typeOf(typing, part));
  for (const options of [schema.oneOf, schema.anyOf]) {
    if (options && options.length > 0) parts.push(unionOf(options.map((option) => alternative(typing, option, schema.discriminator))));
  }
  const own = ownType(typing, schema);
  if (own) parts.push(own);
  if (isNothing(schema)) return NEVER;
  return parts.reduce<Type | null>((a, b) => (a === null ? b : intersect(typing, a, b)), null) ?? DYN;
}

function enumType(values: readonly Value[], types: readonly JsonType[] | undefined): Type {
  const possible = types === undefined ? values : values.filter((value) => types.some((type) => hasType(value, type)));
  // A `number` that happens to be whole is divided exactly all the same (ruling 3).
  const exact = types?.includes('number') === true && !types.includes('integer');
  const members = possible.map((value) => {
    const type = typeOfValue(value);
    return type.kind === 'integer' && exact ? NUMBER : type;
  });
  return unionOf(possible.length <= MAX_LITERALS ? members : members.map((m) => (m.kind === 'string' ? STRING : m)));
}

function hasType(value: Value, type: JsonType): boolean {
  const { kind } = typeOfValue(value);
  if (type === 'number') return kind === 'integer' || kind === 'number';
  return kind === (type === 'array' ? 'list' : type);
}

// The discriminator says which values its property has in this alternative, so that comparing with them narrows.
function alternative(typing: Typing, option: Schema, discriminator: Discriminator | undefined): Type {
  const type = typeOf(typing, option);
  if (!discriminator || type.kind !== 'ref' || typing.inProgress.has(type.ref)) return type;
  const values = [...discriminator.mapping].filter(([, ref]) => ref === type.ref).map(([value]) => value);
  const [only, second] = nonNull(typing.scope, type);
  if (values.length === 0 || only?.kind !== 'object' || second) return type;
  const field = only.fields.get(discriminator.property);
  const literals = unionOf(values.map((literal) => ({ kind: 'string', literal })));
  const narrowed = field ? intersect(typing, field.type, literals) : NEVER;
  if (!field || narrowed.kind === 'never') return type;
  return { ...only, fields: new Map(only.fields).set(discriminator.property, { ...field, type: narrowed }) };
}

function ownType(typing: Typing, schema: Schema): Type | null {
  const types = schema.types ?? impliedTypes(schema);
  return types === null ? null : unionOf(types.map((type) => typeOfKind(typing, schema, type)));
}

// A schema that speaks of properties admits other values, too, if it names no type; what is meant is the object.
function impliedTypes(schema: Schema): readonly JsonType[] | null {
  const { properties, required, additionalProperties, patternProperties } = schema;
  if (properties || required || additionalProperties || patternProperties) return ['object'];
  return schema.items || schema.prefixItems ? ['array'] : null;
}

function typeOfKind(typing: Typing, schema: Schema, type: JsonType): Type {
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
      return arrayType(typing, schema);
    case 'object':
      return objectType(typing, schema, typeOf);
  }
}

function arrayType(typing: Typing, schema: Schema): Type {
  const prefix = schema.prefixItems?.map((item) => typeOf(typing, item)) ?? [];
  const closed = schema.items ? isNothing(schema.items) : schema.maxItems !== undefined && schema.maxItems <= prefix.length;
  if (prefix.length > 0 && closed) return { kind: 'tuple', items: prefix };
  return listOf(unionOf([...prefix, schema.items ? typeOf(typing, schema.items) : DYN]));
}

/** The type of one value; strings are literal types, so that comparing with them narrows. */
export function typeOfValue(value: Value): Type {
  if (value === null) return NULL;
  if (typeof value === 'boolean') return BOOLEAN;
  if (typeof value === 'string') return { kind: 'string', literal: value };
  if (isNumber(value)) return isInteger(value) ? INTEGER : NUMBER;
  if (isList(value)) return listOf(unionOf(value.map(typeOfValue)));
  if (!isObject(value)) return { kind: value.kind };
  const fields = new Map([...value].map(([key, item]) => [String(key), { type: typeOfValue(item), required: true }] as const));
  return { kind: 'object', fields, rest: null };
}
