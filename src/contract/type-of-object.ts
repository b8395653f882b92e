// Decides the type of a schema's objects: which properties rules may read, and which of them are always there.

import type { Schema } from './schema.ts';
import { DYN, type Field, NEVER, STRING, type Type } from './type.ts';

import { unionOf } from './types.ts';
import { isNothing, type Typing } from './typing.ts';

type TypeOf = (typing: Typing, schema: Schema) => Type;

/**
 * An object with the listed properties; a map if none are listed. Properties that are not listed can be read only where the schema speaks of
 * them (`additionalProperties` other than absent or false, `patternProperties`, `unevaluatedProperties`).
 */
export function objectType(typing: Typing, schema: Schema, typeOf: TypeOf): Type {
  const rest = restType(typing, schema, typeOf);
  const required = new Set(schema.required ?? []);
  const fields = new Map<string, Field>();
  for (const [name, property] of schema.properties ?? [])
    fields.set(name, { type: typeOf(typing, property), required: required.has(name) });
  for (const name of required) if (!fields.has(name)) fields.set(name, { type: rest ?? DYN, required: true });
  addConditional(typing, schema, typeOf, fields);
  if (fields.size > 0) return { kind: 'object', fields, rest, ...(schema.title ? { name: schema.title } : {}) };
  if (rest === null && closed(schema)) return { kind: 'object', fields, rest };
  return { kind: 'map', key: STRING, value: rest ?? DYN };
}

function closed(schema: Schema): boolean {
  return [schema.additionalProperties, schema.unevaluatedProperties].some((rest) => rest !== undefined && isNothing(rest));
}

function restType(typing: Typing, schema: Schema, typeOf: TypeOf): Type | null {
  const rests = [schema.additionalProperties, schema.unevaluatedProperties, ...(schema.patternProperties?.values() ?? [])];
  const types = rests.filter((rest) => rest !== undefined && !isNothing(rest)).map((rest) => (rest ? typeOf(typing, rest) : NEVER));
  return types.length === 0 ? null : unionOf(types);
}

// What only a condition brings in (`then`, `dependentSchemas`) may be there: it can be read behind has().
function addConditional(typing: Typing, schema: Schema, typeOf: TypeOf, fields: Map<string, Field>): void {
  const conditional = [schema.then, schema.else, ...(schema.dependentSchemas?.values() ?? [])];
  for (const part of conditional) {
    for (const [name, property] of part?.properties ?? []) {
      if (!fields.has(name)) fields.set(name, { type: typeOf(typing, property), required: false });
    }
  }
}
