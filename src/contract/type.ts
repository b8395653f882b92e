// Decides the static types of rules. What a schema's type is, is `typeOf`'s; what an operator accepts is the operator table's.

import type { Schema, SchemaRef } from './schema.ts';

/**
 * The static type of an expression.
 * `string` with `format: 'date-time'` is a JSON string that is read as a timestamp where an operator wants one.
 * `ref` stands for the type of a named schema, so that recursive schemas have finite types.
 * `union` is a value of one of several types (`oneOf`, nullable, an enum of mixed kinds).
 * `dyn` is a value about which nothing is known; every access is checked when it happens. An `opaque` one has more alternatives than are
 * kept apart: what else is known of the value does not make it known.
 * `never` is the element type of an empty list and the type of an expression that is always an error.
 */
export type Type =
  | { readonly kind: 'dyn'; readonly opaque?: true }
  | { readonly kind: 'never' }
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer' }
  | { readonly kind: 'number' }
  | { readonly kind: 'string'; readonly format?: string; readonly literal?: string }
  | { readonly kind: 'bytes' }
  | { readonly kind: 'timestamp' }
  | { readonly kind: 'duration' }
  | { readonly kind: 'type' }
  | { readonly kind: 'list'; readonly element: Type }
  | { readonly kind: 'tuple'; readonly items: readonly Type[] }
  | { readonly kind: 'map'; readonly key: Type; readonly value: Type }
  | ObjectType
  | { readonly kind: 'union'; readonly members: readonly Type[] }
  | { readonly kind: 'ref'; readonly ref: SchemaRef }
  /** A collection of the state: a map from key to record, which may also be created in and deleted from. */
  | { readonly kind: 'collection'; readonly name: string; readonly key: Type; readonly record: Type };

export interface ObjectType {
  readonly kind: 'object';
  /** For messages: `Order`. */
  readonly name?: string;
  readonly fields: ReadonlyMap<string, Field>;
  /** Type of properties that are not listed; null if there can be none. */
  readonly rest: Type | null;
}

export interface Field {
  readonly type: Type;
  readonly required: boolean;
}

/** What a type can be resolved against: the named schemas of a contract. */
export interface TypeScope {
  /** The type behind a reference, computed once. */
  resolve(ref: SchemaRef): Type;
  /** The type of the values that a schema admits. */
  typeOf(schema: Schema): Type;
}

export const DYN: Type = { kind: 'dyn' };
export const OPAQUE: Type = { kind: 'dyn', opaque: true };
export const NEVER: Type = { kind: 'never' };
export const NULL: Type = { kind: 'null' };
export const BOOLEAN: Type = { kind: 'boolean' };
export const INTEGER: Type = { kind: 'integer' };
export const NUMBER: Type = { kind: 'number' };
export const STRING: Type = { kind: 'string' };
export const BYTES: Type = { kind: 'bytes' };
export const TIMESTAMP: Type = { kind: 'timestamp' };
export const DURATION: Type = { kind: 'duration' };
export const TYPE: Type = { kind: 'type' };

export function listOf(element: Type): Type {
  return { kind: 'list', element };
}
