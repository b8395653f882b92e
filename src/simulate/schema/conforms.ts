// Decides whether a value fits a schema, exactly: our own evaluator, since numbers are exact, lengths count code points, and code must not be generated.

import { DEFAULT_LIMITS, type Limits } from '../../base/limits.ts';
import type { Value } from '../../base/value.ts';
import type { Schema, Schemas } from '../../contract/schema.ts';
import { arrayKeywords, unevaluatedItems } from './arrays.ts';
import { combinators } from './combinators.ts';
import type { Keywords } from './keyword.ts';
import { type Nonconformity, undecidable, worse } from './nonconformity.ts';
import { objectKeywords, unevaluatedProperties } from './objects.ts';
import { numberKeywords, textKeywords, valueKeywords } from './scalars.ts';
import { type Direction, type Evaluated, nothingEvaluated, type Site, type Validation } from './site.ts';

/** Schemas that may be applied inside each other. The default stack takes about twice as many, before the code is optimised. */
const MAX_APPLICATIONS_NESTED = 600;

/**
 * Null if the value fits the schema (JSON Schema 2020-12, formats `date-time`, `int32`, `int64` asserted), else the first violation in keyword
 * order, or why it cannot be said.
 */
export function conforms(
  schemas: Schemas,
  schema: Schema,
  value: Value,
  direction: Direction,
  limits: Limits = DEFAULT_LIMITS,
): Nonconformity | null {
  return apply(schema, value, { schemas, direction, depth: 0, maxDepth: MAX_APPLICATIONS_NESTED, budget: limits.maxEvaluationSteps }, null);
}

/** Keywords that describe and do not constrain. */
const annotations: Keywords<'discriminator' | 'readOnly' | 'writeOnly' | 'default' | 'examples' | 'title' | 'description' | 'source'> = {
  discriminator: null,
  readOnly: null,
  writeOnly: null,
  default: null,
  examples: null,
  title: null,
  description: null,
  source: null,
};

/** The meaning of every keyword, in the order in which violations are found. `unevaluated…` come last: they ask what the others looked at. */
const KEYWORDS: Keywords<keyof Schema> = {
  ...valueKeywords,
  ...numberKeywords,
  ...textKeywords,
  ...arrayKeywords,
  ...objectKeywords,
  ...combinators,
  ...unevaluatedItems,
  ...unevaluatedProperties,
  ...annotations,
};

type Check = (site: Site) => Nonconformity | null;

/** What a schema demands, ready to run, and whether it needs to know what was evaluated. */
interface Plan {
  readonly checks: readonly Check[];
  readonly tracks: boolean;
}

const plans = new WeakMap<Schema, Plan>();

function planOf(schema: Schema): Plan {
  let plan = plans.get(schema);
  if (plan === undefined) {
    const checks = (Object.keys(KEYWORDS) as (keyof Schema)[]).flatMap((name) => checkOf(schema, name) ?? []);
    plan = { checks, tracks: schema.unevaluatedItems !== undefined || schema.unevaluatedProperties !== undefined };
    plans.set(schema, plan);
  }
  return plan;
}

function checkOf<K extends keyof Schema>(schema: Schema, name: K): Check | null {
  const demand = schema[name];
  const keyword: Keywords<K>[K] = KEYWORDS[name];
  return demand === undefined || keyword === null ? null : (site) => keyword(demand, site);
}

function apply(schema: Schema, value: Value, validation: Validation, evaluated: Evaluated | null): Nonconformity | null {
  const { checks, tracks } = planOf(schema);
  validation.budget -= 1;
  if (validation.depth >= validation.maxDepth || validation.budget < 0) return endless(schema, validation);
  validation.depth += 1;
  const site: Site = { schema, value, evaluated: evaluated ?? (tracks ? nothingEvaluated() : null), validation, apply };
  let failure: Nonconformity | null = null;
  for (const check of checks) {
    failure = worse(failure, check(site));
    if (failure?.kind === 'violation') break;
  }
  validation.depth -= 1;
  return failure;
}

/** Ends the whole validation: what applies to itself without end, in several branches, would take forever to find that out in each. */
function endless(schema: Schema, validation: Validation): Nonconformity {
  validation.budget = 0;
  return undecidable(schema, '$ref', 'schemas apply inside each other without end, or too deeply to say');
}
