// Decides when a value is valid because of where it comes from: an unknown value fits its own schema.

import type { Schema, Schemas } from '../../contract/schema.ts';
import type { Direction } from './direction.ts';
import { structureOf } from './structure.ts';

const fits = new WeakMap<Schema, readonly Schema[]>();

/** Takes note of schemas without `ref` and `allOf` that every value fits which fits `schema`, though they are not among its conjuncts. */
export function noteFits(schema: Schema, others: readonly Schema[]): void {
  fits.set(schema, others);
}

/** What `noteFits` noted. */
export function fitsOf(schema: Schema): readonly Schema[] {
  return fits.get(schema) ?? [];
}

/** Whether a value that fits `own` on its way in one direction certainly fits `other` in the other. False says nothing. */
export function isImplied(schemas: Schemas, own: Schema, from: Direction, other: Schema, to: Direction): boolean {
  const known = new Set([...structureOf(schemas, own).conjuncts, ...fitsOf(own)]);
  const { conjuncts } = structureOf(schemas, other);
  return conjuncts.every((conjunct) => known.has(conjunct)) && (from === to || !asksByDirection(schemas, other));
}

const asking = new WeakMap<Schema, boolean>();

/** Whether the schema, or one for a part of the value, asks for more in one direction than in another. */
function asksByDirection(schemas: Schemas, schema: Schema): boolean {
  const before = asking.get(schema);
  if (before !== undefined) return before;
  const seen = new Set<Schema>([schema]);
  // The set grows while it is walked.
  for (const part of seen) for (const below of partsOf(schemas, part)) seen.add(below);
  const asks = [...seen].some((part) => part.readOnly === true || part.writeOnly === true);
  asking.set(schema, asks);
  return asks;
}

function partsOf(schemas: Schemas, schema: Schema): readonly Schema[] {
  const target = schema.ref === undefined ? undefined : schemas.get(schema.ref);
  const single = [
    target,
    schema.items,
    schema.contains,
    schema.unevaluatedItems,
    schema.additionalProperties,
    schema.unevaluatedProperties,
  ];
  const others = [schema.propertyNames, schema.not, schema.if, schema.then, schema.else];
  const several = [schema.prefixItems, schema.allOf, schema.anyOf, schema.oneOf].flatMap((all) => all ?? []);
  const named = [schema.properties, schema.patternProperties, schema.dependentSchemas].flatMap((all) => [...(all?.values() ?? [])]);
  return [...single, ...others].filter((part) => part !== undefined).concat(several, named);
}
