// Decides what `unevaluatedProperties` comes to where it is plain from the schema alone which properties are evaluated.

import { ANYTHING, type Schema } from '../../contract/schema.ts';

const closings = new WeakMap<Schema, Schema>();

/**
 * A schema that says of the unlisted properties what `unevaluatedProperties` says, given all schemas that hold beside it; where that
 * depends on the value, and for `unevaluatedItems`, a schema without meaning that says so. Null without these keywords.
 */
export function closingConjunct(schema: Schema, conjuncts: readonly Schema[]): Schema | null {
  if (schema.unevaluatedProperties === undefined && schema.unevaluatedItems === undefined) return null;
  const before = closings.get(schema);
  if (before !== undefined) return before;
  const closing =
    schema.unevaluatedItems === undefined && conjuncts.every(isPlain)
      ? closed(schema.unevaluatedProperties ?? ANYTHING, conjuncts)
      : undecided();
  closings.set(schema, closing);
  return closing;
}

// A new object each time: equal ones would pass for one condition.
function undecided(): Schema {
  return { unsupported: ['unevaluatedProperties or unevaluatedItems of an unknown value'] };
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
