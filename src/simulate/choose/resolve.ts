// Decides one shape out of those that a schema allows: references followed, `allOf` merged, an alternative picked.

import type { Random } from '../../base/random.ts';
import type { Schema, Schemas } from '../../contract/schema.ts';
import { intersect } from './intersect.ts';

/** References and combinators that are followed into each other. */
const MAX_HOPS = 64;

/** A schema without `ref`, `allOf`, `anyOf`, `oneOf`, `if` at its top, every value of which probably fits the given one; null if it goes too deep. */
export function resolve(schemas: Schemas, schema: Schema, random: Random): Schema | null {
  const known = fixed.get(schemas) ?? new WeakMap<Schema, Schema | null>();
  fixed.set(schemas, known);
  const before = known.get(schema);
  if (before !== undefined) return before;
  let draws = 0;
  const draw = <T>(drawn: T): T => {
    draws += 1;
    return drawn;
  };
  const counted: Random = { next: () => draw(random.next()), integer: (min, max) => draw(random.integer(min, max)) };
  const shape = resolveWithin(schemas, schema, counted, 0);
  if (draws === 0) known.set(schema, shape);
  return shape;
}

// Where nothing was picked the shape is always the same one.
const fixed = new WeakMap<Schemas, WeakMap<Schema, Schema | null>>();

function resolveWithin(schemas: Schemas, schema: Schema, random: Random, hops: number): Schema | null {
  if (hops > MAX_HOPS) return null;
  const { ref, allOf, anyOf, oneOf, if: condition, then: onTrue, else: onFalse, ...own } = schema;
  let shape: Schema = own;
  for (const part of partsOf(schemas, schema, random)) {
    const resolved = resolveWithin(schemas, part, random, hops + 1);
    if (resolved === null) return null;
    shape = intersect(shape, resolved);
  }
  return shape;
}

function partsOf(schemas: Schemas, schema: Schema, random: Random): readonly Schema[] {
  const target = schema.ref === undefined ? undefined : schemas.get(schema.ref);
  const parts: (Schema | undefined)[] = [target, ...(schema.allOf ?? []), pick(schema.anyOf, random), pick(schema.oneOf, random)];
  if (schema.if !== undefined) parts.push(...branch(schema, schema.if, random));
  return parts.filter((part) => part !== undefined);
}

function branch(schema: Schema, condition: Schema, random: Random): readonly (Schema | undefined)[] {
  return random.next() < 0.5 ? [condition, schema.then] : [schema.else];
}

export function pick<T>(choices: readonly T[] | undefined, random: Random): T | undefined {
  return choices === undefined || choices.length === 0 ? undefined : choices[random.integer(0, choices.length - 1)];
}
