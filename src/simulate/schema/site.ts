// Decides what a keyword is given to look at: a value, the schema it stands in, and the validation under way.

import type { Value } from '../../base/value.ts';
import type { Schema, Schemas } from '../../contract/schema.ts';
import type { Nonconformity } from './nonconformity.ts';

/**
 * Which way the value travels. In a `request` a required `readOnly` property may be missing, in a `response` a required `writeOnly` one;
 * what is `stored` needs both.
 */
export type Direction = 'request' | 'response' | 'stored';

/** One validation under way. */
export interface Validation {
  readonly schemas: Schemas;
  readonly direction: Direction;
  /** Schemas being applied inside each other at this moment. */
  depth: number;
  readonly maxDepth: number;
  /** Applications of a schema that may still be made: schemas can branch without end. */
  budget: number;
}

/** One application of a schema to a value. */
export interface Site {
  readonly schema: Schema;
  readonly value: Value;
  /** What is known to be evaluated at this value so far; null unless an `unevaluated…` keyword will ask. */
  readonly evaluated: Evaluated | null;
  readonly validation: Validation;
  /** Applies a schema to this value, or a part of it. Parts have no `evaluated` of their own. */
  readonly apply: (schema: Schema, value: Value, validation: Validation, evaluated: Evaluated | null) => Nonconformity | null;
}

/** Properties and items that a schema has looked at (JSON Schema 2020-12, section 11). */
export interface Evaluated {
  readonly properties: Set<string>;
  readonly items: Set<number>;
  /** Items below this index. */
  itemsBelow: number;
  /** Whether a subschema that may have looked at more was undecided. */
  uncertain: boolean;
}

/** Applies a subschema to a part of the value. */
export function applyToPart(site: Site, schema: Schema, part: Value): Nonconformity | null {
  return site.apply(schema, part, site.validation, null);
}

/** Applies a subschema to the value itself. What it evaluates counts only if the value fits it. */
export function applyInPlace(site: Site, schema: Schema): Nonconformity | null {
  if (site.evaluated === null) return site.apply(schema, site.value, site.validation, null);
  const own = nothingEvaluated();
  const failure = site.apply(schema, site.value, site.validation, own);
  if (failure === null) addEvaluated(site.evaluated, own);
  else if (failure.kind === 'undecided') site.evaluated.uncertain = true;
  return failure;
}

export function nothingEvaluated(): Evaluated {
  return { properties: new Set(), items: new Set(), itemsBelow: 0, uncertain: false };
}

function addEvaluated(to: Evaluated, from: Evaluated): void {
  for (const name of from.properties) to.properties.add(name);
  for (const index of from.items) to.items.add(index);
  to.itemsBelow = Math.max(to.itemsBelow, from.itemsBelow);
  to.uncertain ||= from.uncertain;
}
