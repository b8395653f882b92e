// Decides whether a symbolic value is valid: JSON Schema 2020-12 as far as `Schema` has it, one function per keyword.

import type { Schema } from '../../contract/schema.ts';
import type { Context } from '../context.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { directionOf } from '../free/leaf.ts';
import { LimitReached } from '../limit-reached.ts';
import { alternativesOf } from '../merge.ts';
import type { Term } from '../term.ts';
import type { Symbolic } from '../value.ts';
import { validateAllOf, validateAnyOf, validateIf, validateNot, validateOneOf, validateRef } from './composition.ts';
import type { Direction } from './direction.ts';
import { isImplied } from './implied.ts';
import {
  validateContains,
  validateItems,
  validateMaxItems,
  validateMinItems,
  validatePrefixItems,
  validateUnevaluatedItems,
  validateUniqueItems,
} from './lists.ts';
import {
  validateAdditionalProperties,
  validateDependentRequired,
  validateDependentSchemas,
  validateMaxProperties,
  validateMinProperties,
  validatePatternProperties,
  validateProperties,
  validatePropertyNames,
  validateRequired,
  validateUnevaluatedProperties,
} from './objects.ts';
import {
  validateConst,
  validateEnum,
  validateExclusiveMaximum,
  validateExclusiveMinimum,
  validateFormat,
  validateMaximum,
  validateMaxLength,
  validateMinimum,
  validateMinLength,
  validateMultipleOf,
  validatePattern,
  validateTypes,
} from './scalars.ts';
import { every, type ValidateKeyword, type Validation } from './validation.ts';

/** Keywords without meaning, or with meaning for another keyword only, are null. Cheap ones come first. */
const KEYWORDS: Readonly<Record<keyof Schema, ValidateKeyword | null>> = {
  types: validateTypes,
  const: validateConst,
  enum: validateEnum,
  minimum: validateMinimum,
  maximum: validateMaximum,
  exclusiveMinimum: validateExclusiveMinimum,
  exclusiveMaximum: validateExclusiveMaximum,
  multipleOf: validateMultipleOf,
  minLength: validateMinLength,
  maxLength: validateMaxLength,
  pattern: validatePattern,
  format: validateFormat,
  required: validateRequired,
  dependentRequired: validateDependentRequired,
  minItems: validateMinItems,
  maxItems: validateMaxItems,
  minProperties: validateMinProperties,
  maxProperties: validateMaxProperties,
  properties: validateProperties,
  patternProperties: validatePatternProperties,
  additionalProperties: validateAdditionalProperties,
  propertyNames: validatePropertyNames,
  dependentSchemas: validateDependentSchemas,
  prefixItems: validatePrefixItems,
  items: validateItems,
  contains: validateContains,
  minContains: null,
  maxContains: null,
  uniqueItems: validateUniqueItems,
  ref: validateRef,
  allOf: validateAllOf,
  anyOf: validateAnyOf,
  oneOf: validateOneOf,
  not: validateNot,
  if: validateIf,
  then: null,
  else: null,
  unevaluatedItems: validateUnevaluatedItems,
  unevaluatedProperties: validateUnevaluatedProperties,
  unsupported: validateUnsupported,
  discriminator: null,
  readOnly: null,
  writeOnly: null,
  default: null,
  examples: null,
  title: null,
  description: null,
  source: null,
};

/** How deep an unknown value is followed into a schema that was not its own; a schema may be circular, and an unknown value has no end. */
const MAX_FREE_DEPTH = 8;
/** How many parts of an unknown value are followed so in one validation. */
const MAX_FREE_PARTS = 128;
/** Schemas that may be applied inside each other. The default stack takes about three times as many. */
const MAX_NESTED = 300;
/** How often a schema may refer to another for the same value. */
const MAX_IN_PLACE = 64;

/** Whether the value is valid. A keyword without meaning makes that an unknown function of the value, named by the keyword. */
export function validity(context: Context, schema: Schema, value: Symbolic, direction: Direction): Term {
  return validate({ context, direction, freeLimit: null, budget: { left: MAX_FREE_PARTS }, inPlace: 0, nested: 0 }, schema, value);
}

interface Way {
  readonly context: Context;
  readonly direction: Direction;
  /** Steps from the origin of an unknown value past which it is not followed; null before the first. */
  readonly freeLimit: number | null;
  readonly budget: { left: number };
  readonly inPlace: number;
  readonly nested: number;
}

function validate(way: Way, schema: Schema, value: Symbolic): Term {
  const { context } = way;
  const { factory } = context;
  const keywords = keywordsOf(schema);
  if (keywords.length === 0) return factory.true;
  if (value.kind !== 'union') return validateAlternative(way, schema, keywords, value);
  return every(context, alternativesOf(context, value), (a) =>
    factory.implies(a.guard, validateAlternative(way, schema, keywords, a.value)),
  );
}

function validateAlternative(way: Way, schema: Schema, keywords: readonly ValidateKeyword[], value: Symbolic): Term {
  const { context, direction, budget } = way;
  const nested = way.nested + 1;
  if (nested > MAX_NESTED) throw new LimitReached('maxDepth', MAX_NESTED, 'schemas applied inside each other');
  let { freeLimit } = way;
  if (value.kind === 'free') {
    if (isImplied(context.schemas, value.schema, directionOf(value.origin), schema, direction)) return context.factory.true;
    freeLimit ??= value.path.length + MAX_FREE_DEPTH;
    budget.left -= 1;
    if (value.path.length > freeLimit || budget.left < 0)
      return opaqueValidity(context, schema, value, 'a schema followed deeply into an unknown value');
  }
  if (way.inPlace > MAX_IN_PLACE) return opaqueValidity(context, schema, value, 'a schema that refers to itself in place');
  const validation: Validation = {
    context,
    direction,
    part: (below, part) => validate({ context, direction, freeLimit, budget, inPlace: 0, nested }, below, part),
    same: (other, whole) => validate({ context, direction, freeLimit, budget, inPlace: way.inPlace + 1, nested }, other, whole),
  };
  return every(context, keywords, (keyword) => keyword(validation, schema, value));
}

const keywordLists = new WeakMap<Schema, readonly ValidateKeyword[]>();

function keywordsOf(schema: Schema): readonly ValidateKeyword[] {
  const before = keywordLists.get(schema);
  if (before !== undefined) return before;
  const present: readonly ValidateKeyword[] = Object.entries(KEYWORDS).flatMap(([name, keyword]) =>
    keyword === null || schema[name as keyof Schema] === undefined ? [] : [keyword],
  );
  keywordLists.set(schema, present);
  return present;
}

function validateUnsupported({ context }: Validation, schema: Schema, value: Symbolic): Term {
  return every(context, schema.unsupported ?? [], (keyword) => opaqueValidity(context, schema, value, `schema keyword ${keyword}`));
}

function opaqueValidity(context: Context, schema: Schema, value: Symbolic, construct: string): Term {
  const { text, terms } = fingerprintOf(value);
  return context.opaque(construct, 'bool', terms, `schema ${context.parts.numberOf(schema)} on ${text}`);
}
