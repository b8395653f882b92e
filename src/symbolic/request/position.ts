// Decides which schema a value has to fit at a position inside a larger value, so that holes and choices know what they may be.

import { ANYTHING, type Schema, type Schemas } from '../../contract/schema.ts';

/** Nesting of references and compositions past which a position counts as unconstrained. */
const MAX_NESTING = 64;

/**
 * What a value that fits the schema has at `step`: a property name of an object, an index of a list. Everything that the schema says of it by
 * `properties`, `items` and the like, through references and compositions; branches of `anyOf` and `oneOf` remain alternatives.
 */
export function schemaBelow(schemas: Schemas, schema: Schema, step: string | number): Schema {
  const steps = below.get(schema) ?? new Map<string | number, Schema>();
  below.set(schema, steps);
  const known = steps.get(step);
  if (known !== undefined) return known;
  const found = conjunction(constraintsBelow(schemas, schema, step, MAX_NESTING));
  steps.set(step, found);
  return found;
}

// The same object for the same question, so that others can remember what they find out about it.
const below = new WeakMap<Schema, Map<string | number, Schema>>();

/** The schema that a value fits exactly if it fits all. */
export function conjunction(parts: readonly Schema[]): Schema {
  const [only] = parts;
  if (only === undefined) return ANYTHING;
  return parts.length === 1 ? only : { allOf: parts };
}

/** Names of the properties that an object must have, through `allOf` and references. */
export function requiredProperties(schemas: Schemas, schema: Schema, nesting: number = MAX_NESTING): ReadonlySet<string> {
  const names = new Set(schema.required ?? []);
  if (nesting === 0) return names;
  for (const part of partsOf(schemas, schema)) {
    for (const name of requiredProperties(schemas, part, nesting - 1)) names.add(name);
  }
  return names;
}

/** The schemas that hold beside the keywords of this one: what it refers to and `allOf`. */
export function partsOf(schemas: Schemas, schema: Schema): readonly Schema[] {
  const target = schema.ref === undefined ? undefined : schemas.get(schema.ref);
  return [...(target === undefined ? [] : [target]), ...(schema.allOf ?? [])];
}

function constraintsBelow(schemas: Schemas, schema: Schema, step: string | number, nesting: number): readonly Schema[] {
  if (nesting === 0) return [];
  const found: Schema[] = [...ownConstraint(schema, step)];
  for (const part of partsOf(schemas, schema)) found.push(...constraintsBelow(schemas, part, step, nesting - 1));
  for (const branches of [schema.anyOf, schema.oneOf]) {
    if (branches === undefined) continue;
    const options = branches.map((branch) => conjunction(constraintsBelow(schemas, branch, step, nesting - 1)));
    if (!options.includes(ANYTHING)) found.push({ anyOf: options });
  }
  return found;
}

function ownConstraint(schema: Schema, step: string | number): readonly Schema[] {
  const own = typeof step === 'string' ? ownProperty(schema, step) : ownItem(schema, step);
  return own === undefined ? [] : [own];
}

function ownProperty(schema: Schema, name: string): Schema | undefined {
  const listed = schema.properties?.get(name);
  if (listed !== undefined || schema.patternProperties === undefined) return listed ?? schema.additionalProperties;
  return undefined;
}

function ownItem(schema: Schema, index: number): Schema | undefined {
  return schema.prefixItems?.[index] ?? schema.items;
}
