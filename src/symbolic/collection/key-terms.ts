// Decides which terms stand for a key of an unknown collection: one for each key property, of the sort that its schema gives.

import { kindOf } from '../../base/value.ts';
import type { Collection } from '../../contract/contract.ts';
import type { JsonType, Schema, Schemas } from '../../contract/schema.ts';
import { DYN, type Type } from '../../contract/type.ts';
import { typeScope } from '../../contract/type-of.ts';
import type { Context } from '../context.ts';
import { asBoolean, asInteger, asNumber, asText } from '../kinds.ts';
import { partsOf, schemaBelow } from '../request/position.ts';
import type { Term } from '../term.ts';
import type { ScalarKind, Symbolic } from '../value.ts';
import { keyParts } from './key.ts';

/** `fits`: whether the value is a key at all; elsewhere the terms mean nothing. */
export interface KeyTerms {
  readonly fits: Term;
  readonly terms: readonly Term[];
}

/** The terms of a key; null if it can be none, as a list of the wrong length. */
export function keyTerms(context: Context, collection: Collection, key: Symbolic): KeyTerms | null {
  const { factory } = context;
  const scalars = keyScalars(context, collection);
  const parts = keyParts(collection, key);
  if (parts === null) return null;
  const found = parts.map((part, i) => scalarTerm(context, part, scalars[i] ?? 'string'));
  return { fits: factory.and(found.map((f) => factory.not(f.error))), terms: found.map((f) => f.term) };
}

/** The kind of each part of a key. */
export function keyScalars(context: Context, collection: Collection): readonly ScalarKind[] {
  return collection.key.map((property) => keyScalar(context.schemas, collection, property) ?? 'string');
}

/** The one kind of scalar that a key property can be; null if its schema admits several kinds, or none. */
export function keyScalar(schemas: Schemas, collection: Collection, property: string): ScalarKind | null {
  const known = scalars.get(collection) ?? new Map<string, ScalarKind | null>();
  scalars.set(collection, known);
  const found = known.get(property);
  if (found !== undefined) return found;
  const scalar = scalarOf(schemas, collection, property);
  known.set(property, scalar);
  return scalar;
}

// Keys are read often.
const scalars = new WeakMap<Collection, Map<string, ScalarKind | null>>();

function scalarOf(schemas: Schemas, collection: Collection, property: string): ScalarKind | null {
  const types = typesOf(schemas, schemaBelow(schemas, collection.schema, property), MAX_NESTING);
  if (types === null) return staticScalar(schemas, collection, property);
  if (types.has('number')) return types.size === 1 || (types.size === 2 && types.has('integer')) ? 'number' : null;
  const [only] = types;
  return types.size === 1 && (only === 'string' || only === 'integer' || only === 'boolean') ? only : null;
}

const MAX_NESTING = 64;

/** The one kind that the static type of the property leaves, as where all alternatives of a record agree. */
function staticScalar(schemas: Schemas, { recordType }: Collection, property: string): ScalarKind | null {
  const fields = alternativesOf(schemas, recordType, MAX_NESTING).flatMap((record): readonly Type[] => {
    const field = record.kind === 'object' ? record.fields.get(property) : undefined;
    return field === undefined ? [DYN] : alternativesOf(schemas, field.type, MAX_NESTING);
  });
  const [only, ...others] = new Set(fields.map(({ kind }) => kind));
  return others.length === 0 && (only === 'string' || only === 'integer' || only === 'number' || only === 'boolean') ? only : null;
}

function alternativesOf(schemas: Schemas, type: Type, nesting: number): readonly Type[] {
  if (nesting === 0) return [DYN];
  if (type.kind === 'ref') return alternativesOf(schemas, typeScope(schemas).resolve(type.ref), nesting - 1);
  return type.kind === 'union' ? type.members.flatMap((member) => alternativesOf(schemas, member, nesting - 1)) : [type];
}

/** The JSON types that a schema admits by `type`, `enum` and `const`; null if it does not say. */
function typesOf(schemas: Schemas, schema: Schema, nesting: number): Types {
  if (nesting === 0) return null;
  return [ownTypes(schema), ...partsOf(schemas, schema).map((part) => typesOf(schemas, part, nesting - 1))].reduce(bothTypes, null);
}

type Types = ReadonlySet<JsonType> | null;

function bothTypes(a: Types, b: Types): Types {
  if (a === null || b === null) return a ?? b;
  const shared = new Set([...a, ...b].filter((type) => admits(a, type) && admits(b, type)));
  if (shared.has('number')) shared.delete('integer');
  return shared;
}

function admits(types: ReadonlySet<JsonType>, type: JsonType): boolean {
  return types.has(type) || (type === 'integer' && types.has('number'));
}

function ownTypes(schema: Schema): Types {
  if (schema.types !== undefined) return new Set(schema.types);
  const values = schema.const !== undefined ? [schema.const] : schema.enum;
  if (values === undefined) return null;
  const kinds = new Set(values.map((value) => kindOf(value)));
  const [only] = kinds;
  return kinds.size === 1 && (only === 'string' || only === 'number' || only === 'boolean') ? new Set([only]) : null;
}

function scalarTerm(context: Context, part: Symbolic, scalar: ScalarKind): { readonly term: Term; readonly error: Term } {
  switch (scalar) {
    case 'boolean':
      return asBoolean(context, part);
    case 'integer':
      return asInteger(context, part);
    case 'number': {
      const { term, error } = asNumber(context, part);
      return { term: term.sort === 'int' ? context.factory.toReal(term) : term, error };
    }
    default:
      return asText(context, part);
  }
}
