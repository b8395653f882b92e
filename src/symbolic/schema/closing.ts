// Decides what `unevaluatedProperties` and `unevaluatedItems` come to for an unknown value: more about its parts, where it is plain from the
// schema alone which are evaluated, else a condition on the value as a whole.

import { ANYTHING, type Schema } from '../../contract/schema.ts';

const closings = new WeakMap<Schema, Schema>();

/**
 * A schema that says of the unlisted properties what `unevaluatedProperties` says, given all schemas that hold beside it; where that
 * depends on the value, and for `unevaluatedItems`, the schema once more (`wholeOf`). Null without these keywords.
 */
export function closingConjunct(schema: Schema, conjuncts: readonly Schema[]): Schema | null {
  if (schema.unevaluatedProperties === undefined && schema.unevaluatedItems === undefined) return null;
  const before = closings.get(schema);
  if (before !== undefined) return before;
  const closing =
    schema.unevaluatedItems === undefined && conjuncts.every(isPlain)
      ? closed(schema.unevaluatedProperties ?? ANYTHING, conjuncts)
      : whole(schema);
  closings.set(schema, closing);
  return closing;
}

const wholes = new WeakMap<Schema, Schema>();

/** The schema as one condition, which is not taken apart. */
function whole(schema: Schema): Schema {
  const copy = { ...schema };
  wholes.set(copy, schema);
  return copy;
}

/** The schema which the conjunct says of the value as a whole, as what it says of one part depends on the others; null if it does not. */
export function wholeOf(conjunct: Schema): Schema | null {
  return wholes.get(conjunct) ?? null;
}

function isPlain(conjunct: Schema): boolean {
  const { anyOf, oneOf, if: test, dependentSchemas, unsupported } = conjunct;
  return [anyOf, oneOf, test, dependentSchemas, unsupported].every((keyword) => keyword === undefined);
}

function closed(rest: Schema, conjuncts: readonly Schema[]): Schema {
  if (conjuncts.some((conjunct) => conjunct.additionalProperties !== undefined)) return ANYTHING;
  const names = conjuncts.flatMap((conjunct) => [...(conjunct.properties?.keys() ?? [])]);
  const patterns = conjuncts.flatMap((conjunct) => [...(conjunct.patternProperties?.keys() ?? [])]);
  const any = (keys: readonly string[]): ReadonlyMap<string, Schema> => new Map(keys.map((key) => [key, ANYTHING]));
  return { properties: any(names), ...(patterns.length > 0 ? { patternProperties: any(patterns) } : {}), additionalProperties: rest };
}
