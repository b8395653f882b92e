// Decides all values of a schema where these are few and easy to list: constants, enumerations, booleans, short ranges of integers.

import { ceiling, compareNumbers, floor, subtract } from '../../base/number.ts';
import { randomAt } from '../../base/random.ts';
import type { Value } from '../../base/value.ts';
import type { JsonType, Schema, Schemas } from '../../contract/schema.ts';
import { resolve } from './resolve.ts';

/** Longest range that is listed. */
const MAX_RANGE = 10_000;

/** Values among which all that fit the schema are; null if they are not known to be few. Alternatives and conditions are not listed. */
export function enumerate(schemas: Schemas, schema: Schema): readonly Value[] | null {
  if (hasAlternatives(schemas, schema, 0)) return null;
  // Without alternatives nothing is drawn, so any source of randomness will do.
  const shape = resolve(schemas, schema, randomAt(0, 'enumerate'));
  if (shape === null) return null;
  if (shape.const !== undefined) return [shape.const];
  if (shape.enum !== undefined) return shape.enum;
  const values: Value[] = [];
  for (const type of shape.types ?? []) {
    const more = valuesOfType(shape, type);
    if (more === null) return null;
    values.push(...more);
  }
  return shape.types === undefined ? null : values;
}

const MAX_HOPS = 64;

function hasAlternatives(schemas: Schemas, schema: Schema, hops: number): boolean {
  if (hops > MAX_HOPS || schema.anyOf !== undefined || schema.oneOf !== undefined || schema.if !== undefined) return true;
  const target = schema.ref === undefined ? undefined : schemas.get(schema.ref);
  if (target !== undefined && hasAlternatives(schemas, target, hops + 1)) return true;
  return schema.allOf?.some((part) => hasAlternatives(schemas, part, hops + 1)) ?? false;
}

function valuesOfType(shape: Schema, type: JsonType): readonly Value[] | null {
  if (type === 'null') return [null];
  if (type === 'boolean') return [false, true];
  return type === 'integer' ? integersOf(shape) : null;
}

function integersOf(shape: Schema): readonly Value[] | null {
  const low = shape.minimum ?? shape.exclusiveMinimum;
  const high = shape.maximum ?? shape.exclusiveMaximum;
  if (low === undefined || high === undefined || compareNumbers(subtract(high, low), MAX_RANGE) > 0) return null;
  const first = ceiling(low);
  const last = floor(high);
  if (typeof first !== 'number' || typeof last !== 'number') return null;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}
