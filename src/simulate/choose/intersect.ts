// Decides a schema that asks for what two schemas ask for, keyword by keyword, as far as a generator needs it. What it drops (`not`, a second `pattern`) is left to checking.

import { compareNumbers, divide, isInteger, multiply } from '../../base/number.ts';
import type { Num } from '../../base/value.ts';
import type { JsonType, Schema } from '../../contract/schema.ts';
import { keyText } from '../key.ts';

/** Both schemas in one. Their `ref`, `allOf`, `anyOf`, `oneOf` and `if` must have been resolved before; those of `b` are dropped. */
export function intersect(a: Schema, b: Schema): Schema {
  return defined({
    ...b,
    ...a,
    types: both(a.types, b.types, intersectTypes),
    enum: both(a.enum, b.enum, (x, y) => x.filter((value) => y.some((other) => keyText(other) === keyText(value)))),
    minimum: both(a.minimum, b.minimum, greater),
    exclusiveMinimum: both(a.exclusiveMinimum, b.exclusiveMinimum, greater),
    maximum: both(a.maximum, b.maximum, lesser),
    exclusiveMaximum: both(a.exclusiveMaximum, b.exclusiveMaximum, lesser),
    multipleOf: both(a.multipleOf, b.multipleOf, commonMultiple),
    minLength: both(a.minLength, b.minLength, Math.max),
    maxLength: both(a.maxLength, b.maxLength, Math.min),
    items: both(a.items, b.items, allOf),
    minItems: both(a.minItems, b.minItems, Math.max),
    maxItems: both(a.maxItems, b.maxItems, Math.min),
    properties: intersectProperties(a, b),
    additionalProperties: both(a.additionalProperties, b.additionalProperties, allOf),
    propertyNames: both(a.propertyNames, b.propertyNames, allOf),
    required: both(a.required, b.required, (x, y) => [...new Set([...x, ...y])]),
    minProperties: both(a.minProperties, b.minProperties, Math.max),
    maxProperties: both(a.maxProperties, b.maxProperties, Math.min),
  });
}

type Loose = { readonly [K in keyof Schema]: Schema[K] | undefined };

/** Absent keywords are absent, not undefined. */
function defined(schema: Loose): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([, demand]) => demand !== undefined));
}

function both<T>(a: T | undefined, b: T | undefined, combine: (a: T, b: T) => T): T | undefined {
  return a === undefined ? b : b === undefined ? a : combine(a, b);
}

function allOf(a: Schema, b: Schema): Schema {
  return { allOf: [a, b] };
}

function greater(a: Num, b: Num): Num {
  return compareNumbers(a, b) >= 0 ? a : b;
}

function lesser(a: Num, b: Num): Num {
  return compareNumbers(a, b) <= 0 ? a : b;
}

/** A multiple of both: the larger if it already is one of the smaller, else their product. */
function commonMultiple(a: Num, b: Num): Num {
  const large = greater(a, b);
  const small = lesser(a, b);
  const quotient = divide(large, small);
  return quotient !== null && isInteger(quotient) ? large : multiply(large, small);
}

function intersectTypes(a: readonly JsonType[], b: readonly JsonType[]): readonly JsonType[] {
  const narrower = (type: JsonType, others: readonly JsonType[]): readonly JsonType[] => {
    if (others.includes(type)) return [type];
    if (type === 'number' && others.includes('integer')) return ['integer'];
    return type === 'integer' && others.includes('number') ? ['integer'] : [];
  };
  return [...new Set(a.flatMap((type) => narrower(type, b)))];
}

function intersectProperties(a: Schema, b: Schema): ReadonlyMap<string, Schema> | undefined {
  if (a.properties === undefined && b.properties === undefined) return undefined;
  const names = new Set([...(a.properties?.keys() ?? []), ...(b.properties?.keys() ?? [])]);
  return new Map(Array.from(names, (name) => [name, { allOf: [demandOn(a, name), demandOn(b, name)] }]));
}

function demandOn(schema: Schema, name: string): Schema {
  const declared = schema.properties?.get(name);
  if (declared !== undefined) return declared;
  return schema.patternProperties === undefined ? (schema.additionalProperties ?? {}) : {};
}
