// Decides what an object schema says about its properties: which are required, and the schema of one, through references and `allOf`.

import type { Schema, Schemas } from '../../contract/schema.ts';

/** References and `allOf`s that are followed into each other. */
const MAX_HOPS = 64;

/** The schema itself and every schema that a value must also fit: through `$ref` and `allOf`, not through alternatives. Each once. */
function conjuncts(schemas: Schemas, schema: Schema): readonly Schema[] {
  const found = new Set<Schema>();
  gather(schemas, schema, found, 0);
  return [...found];
}

function gather(schemas: Schemas, schema: Schema, found: Set<Schema>, hops: number): void {
  if (found.has(schema) || hops > MAX_HOPS) return;
  found.add(schema);
  const target = schema.ref === undefined ? undefined : schemas.get(schema.ref);
  if (target !== undefined) gather(schemas, target, found, hops + 1);
  for (const part of schema.allOf ?? []) gather(schemas, part, found, hops + 1);
}

/** Names of the required properties, each once, in order of declaration. */
export function requiredProperties(schemas: Schemas, schema: Schema): readonly string[] {
  return [...new Set(conjuncts(schemas, schema).flatMap((part) => part.required ?? []))];
}

/** What a property must fit: all that is declared for it, or what is said of additional properties where nothing is. */
export function propertySchema(schemas: Schemas, schema: Schema, name: string): Schema {
  const parts = conjuncts(schemas, schema).flatMap((part) => part.properties?.get(name) ?? additional(part, name));
  const [only, ...others] = parts;
  if (only === undefined) return {};
  return others.length === 0 ? only : { allOf: parts };
}

function additional(part: Schema, name: string): readonly Schema[] {
  const covered = part.properties?.has(name) === true || part.patternProperties !== undefined;
  return covered || part.additionalProperties === undefined ? [] : [part.additionalProperties];
}
