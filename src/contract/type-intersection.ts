// Decides the type of values that are of two types at once, as `allOf` demands.

import type { SchemaRef } from './schema.ts';
import { type Field, listOf, NEVER, type ObjectType, OPAQUE, type Type, type TypeScope } from './type.ts';
import { membersOf, unionOf } from './types.ts';

/** Alternatives of one type, times those of another; beyond, nobody knows. */
const MAX_PAIRS = 1_000;

/** Where references lead, and which of them lead to a type that is not known yet. */
interface Resolving {
  readonly scope: TypeScope;
  readonly inProgress: ReadonlySet<SchemaRef>;
}

/**
 * Values of both types: fields of both objects, members of a union that fit the other type. `never` if there is none.
 * Of a reference to a type that is being computed, which a recursive schema can lead to, only the reference is kept.
 */
export function intersect(resolving: Resolving, a: Type, b: Type): Type {
  if (a.kind === 'dyn') return a.opaque ? a : b;
  if (b.kind === 'dyn') return b.opaque ? b : a;
  const unknown = [a, b].find((type) => type.kind === 'ref' && resolving.inProgress.has(type.ref));
  if (unknown) return unknown;
  const others = membersOf(resolving.scope, b);
  const own = membersOf(resolving.scope, a);
  if (own.length * others.length > MAX_PAIRS) return OPAQUE;
  const pairs = own.flatMap((x) => others.map((y) => intersectOne(resolving, x, y)));
  return unionOf(pairs);
}

function intersectOne(resolving: Resolving, a: Type, b: Type): Type {
  if (a.kind === 'dyn') return a.opaque ? a : b;
  if (b.kind === 'dyn') return b.opaque ? b : a;
  if (a.kind === 'object' && b.kind === 'object') return intersectObjects(resolving, a, b);
  if (a.kind === 'object' && b.kind === 'map') return withRest(resolving, a, b.value);
  if (a.kind === 'map' && b.kind === 'object') return withRest(resolving, b, a.value);
  if (a.kind === 'integer' && b.kind === 'number') return a;
  if (a.kind === 'number' && b.kind === 'integer') return b;
  if (a.kind === 'string' && b.kind === 'string') return intersectText(a, b);
  if (a.kind === 'list' && b.kind === 'list') return listOf(intersect(resolving, a.element, b.element));
  if (a.kind === 'tuple' && b.kind === 'list') return a;
  if (a.kind === 'list' && b.kind === 'tuple') return b;
  if (a.kind === 'map' && b.kind === 'map') return { kind: 'map', key: a.key, value: intersect(resolving, a.value, b.value) };
  return a.kind === b.kind ? a : NEVER;
}

function intersectText(a: Type & { kind: 'string' }, b: Type & { kind: 'string' }): Type {
  if (a.literal !== undefined && b.literal !== undefined) return a.literal === b.literal ? a : NEVER;
  if (a.literal !== undefined || b.literal !== undefined) return a.literal !== undefined ? a : b;
  return a.format !== undefined ? a : b;
}

function intersectObjects(resolving: Resolving, a: ObjectType, b: ObjectType): ObjectType {
  const fields = new Map<string, Field>(a.fields);
  for (const [name, field] of b.fields) {
    const other = fields.get(name);
    fields.set(name, other ? bothFields(resolving, other, field) : field);
  }
  const name = a.name ?? b.name;
  return { kind: 'object', fields, rest: bothRests(resolving, a.rest, b.rest), ...(name ? { name } : {}) };
}

function bothFields(resolving: Resolving, a: Field, b: Field): Field {
  return { type: intersect(resolving, a.type, b.type), required: a.required || b.required };
}

// That a part lists no more properties does not forbid what another part speaks of.
function bothRests(resolving: Resolving, a: Type | null, b: Type | null): Type | null {
  return a && b ? intersect(resolving, a, b) : (a ?? b);
}

// `type: object` beside the listed properties says nothing about others.
function withRest(resolving: Resolving, type: ObjectType, value: Type): ObjectType {
  return value.kind === 'dyn' ? type : { ...type, rest: bothRests(resolving, type.rest, value) };
}
