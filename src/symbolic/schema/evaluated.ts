// Decides which properties and elements a schema has evaluated, for `unevaluatedProperties` and `unevaluatedItems` (JSON Schema 2020-12, core, 11).

import type { Schema } from '../../contract/schema.ts';
import type { Context } from '../context.ts';
import { equalScalars } from '../equal-scalars.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { asText } from '../kinds.ts';
import { known, numberValue } from '../normal.ts';
import { entryOf } from '../objects.ts';
import type { Term } from '../term.ts';
import type { Symbolic } from '../value.ts';
import { patternTerm } from './pattern.ts';
import { referred } from './structure.ts';
import type { Validation } from './validation.ts';

/** Whether the key is one of the names. */
export function isOneOf(context: Context, key: Symbolic, names: Iterable<string>): Term {
  return context.factory.or([...names].map((name) => equalScalars(context, key, known(name))));
}

/** Whether one of the patterns matches the key. */
export function matchesOneOf(context: Context, key: Symbolic, patterns: Iterable<string>): Term {
  const { factory } = context;
  const { term, error } = asText(context, key);
  if (error === factory.true) return factory.false;
  return factory.and([factory.not(error), factory.or([...patterns].map((pattern) => patternTerm(context, pattern, term)))]);
}

/** Whether the schema, which the object fits, evaluates its property at that key. */
export function evaluatedProperty(validation: Validation, schema: Schema, value: Symbolic, key: Symbolic): Term {
  const { context } = validation;
  const { factory } = context;
  if (schema.additionalProperties !== undefined || schema.unevaluatedProperties !== undefined) return factory.true;
  const dependent = [...(schema.dependentSchemas ?? [])].map(([name, branch]) =>
    factory.and([entryOf(context, value, known(name)).present, evaluatedProperty(validation, branch, value, key)]),
  );
  return factory.or([
    evaluatedByUnknown(context, schema, key),
    isOneOf(context, key, schema.properties?.keys() ?? []),
    matchesOneOf(context, key, schema.patternProperties?.keys() ?? []),
    ...dependent,
    inComposition(validation, schema, value, (branch) => evaluatedProperty(validation, branch, value, key)),
  ]);
}

/** Whether the schema, which the list fits, evaluates its element at that position. */
export function evaluatedItem(validation: Validation, schema: Schema, list: Symbolic, position: number, item: Symbolic): Term {
  const { factory } = validation.context;
  if (schema.items !== undefined || schema.unevaluatedItems !== undefined) return factory.true;
  if (position < (schema.prefixItems?.length ?? 0)) return factory.true;
  return factory.or([
    evaluatedByUnknown(validation.context, schema, numberValue(factory.int(position))),
    schema.contains === undefined ? factory.false : validation.part(schema.contains, item),
    inComposition(validation, schema, list, (branch) => evaluatedItem(validation, branch, list, position, item)),
  ]);
}

/** A keyword without meaning may evaluate anything. */
function evaluatedByUnknown(context: Context, schema: Schema, key: Symbolic): Term {
  if (schema.unsupported === undefined) return context.factory.false;
  const { text, terms } = fingerprintOf(key);
  return context.opaque(
    `schema keyword ${schema.unsupported.join(', ')}`,
    'bool',
    terms,
    `what schema ${context.parts.numberOf(schema)} evaluates at ${text}`,
  );
}

/** Whether one of the schemas that apply in place, and that the value fits, evaluates it. */
function inComposition(validation: Validation, schema: Schema, value: Symbolic, below: (branch: Schema) => Term): Term {
  const { context } = validation;
  const { factory } = context;
  const certain = [...referred(context.schemas, schema), ...(schema.allOf ?? [])].map(below);
  const possible = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map((branch) =>
    factory.and([validation.same(branch, value), below(branch)]),
  );
  return factory.or([...certain, ...possible, inCondition(validation, schema, value, below)]);
}

function inCondition(validation: Validation, schema: Schema, value: Symbolic, below: (branch: Schema) => Term): Term {
  const { factory } = validation.context;
  if (schema.if === undefined) return factory.false;
  const test = validation.same(schema.if, value);
  const then = schema.then === undefined ? factory.false : below(schema.then);
  const otherwise = schema.else === undefined ? factory.false : below(schema.else);
  return factory.or([factory.and([test, factory.or([below(schema.if), then])]), factory.and([factory.not(test), otherwise])]);
}
