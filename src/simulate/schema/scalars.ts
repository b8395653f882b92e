// Decides the keywords on values as such, on numbers and on strings.

import { compareNumbers, divide, isInteger, showNumber } from '../../base/number.ts';
import { compilePattern } from '../../base/pattern.ts';
import { textLength } from '../../base/text.ts';
import { parseTimestamp } from '../../base/time.ts';
import { isNumber, kindOf, type Num, type Value } from '../../base/value.ts';
import type { JsonType, Schema } from '../../contract/schema.ts';
import { type KeyText, keyText } from '../key.ts';
import type { Keywords } from './keyword.ts';
import { type Nonconformity, undecidable, violation } from './nonconformity.ts';

export const valueKeywords: Keywords<'types' | 'enum' | 'const'> = {
  types: (types, { schema, value }) => {
    return types.some((type) => hasType(type, value))
      ? null
      : violation(schema, 'type', `must be ${types.join(' or ')}, not ${kindOf(value)}`);
  },
  enum: (allowed, { schema, value }) =>
    keysOf(allowed).has(keyText(value)) ? null : violation(schema, 'enum', 'must be one of the listed values'),
  const: (only, { schema, value }) =>
    keyText(only) === keyText(value) ? null : violation(schema, 'const', 'must be the one value allowed'),
};

function hasType(type: JsonType, value: Value): boolean {
  switch (type) {
    case 'integer':
      return isNumber(value) && isInteger(value);
    case 'array':
      return kindOf(value) === 'list';
    default:
      return kindOf(value) === type;
  }
}

const enumKeys = new WeakMap<readonly Value[], ReadonlySet<KeyText>>();

function keysOf(allowed: readonly Value[]): ReadonlySet<KeyText> {
  let keys = enumKeys.get(allowed);
  if (keys === undefined) {
    keys = new Set(allowed.map(keyText));
    enumKeys.set(allowed, keys);
  }
  return keys;
}

type NumberKeyword = 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum' | 'multipleOf';

export const numberKeywords: Keywords<NumberKeyword> = {
  minimum: bound('minimum', 'at least', (order) => order >= 0),
  maximum: bound('maximum', 'at most', (order) => order <= 0),
  exclusiveMinimum: bound('exclusiveMinimum', 'more than', (order) => order > 0),
  exclusiveMaximum: bound('exclusiveMaximum', 'less than', (order) => order < 0),
  multipleOf: (unit, { schema, value }) => {
    if (!isNumber(value)) return null;
    const quotient = divide(value, unit);
    if (quotient === null) return undecidable(schema, 'multipleOf', 'a multiple of zero has no meaning');
    return isInteger(quotient) ? null : violation(schema, 'multipleOf', `must be a multiple of ${showNumber(unit)}`);
  },
};

function bound(
  keyword: NumberKeyword,
  words: string,
  accept: (order: number) => boolean,
): (limit: Num, site: { schema: Schema; value: Value }) => Nonconformity | null {
  return (limit, { schema, value }) => {
    if (!isNumber(value) || accept(compareNumbers(value, limit))) return null;
    return violation(schema, keyword, `must be ${words} ${showNumber(limit)}`);
  };
}

export const textKeywords: Keywords<'minLength' | 'maxLength' | 'pattern' | 'format'> = {
  minLength: (least, { schema, value }) => {
    // UTF-16 units are never fewer than code points, so the cheap length decides most cases.
    if (typeof value !== 'string' || (value.length >= least && textLength(value) >= least)) return null;
    return violation(schema, 'minLength', `must have at least ${least} characters`);
  },
  maxLength: (most, { schema, value }) => {
    if (typeof value !== 'string' || value.length <= most || textLength(value) <= most) return null;
    return violation(schema, 'maxLength', `must have at most ${most} characters`);
  },
  pattern: (source, { schema, value }) => (typeof value === 'string' ? matchPattern(schema, 'pattern', source, value) : null),
  format: (format, { schema, value }) => FORMATS.get(format)?.(schema, value) ?? null,
};

/** Whether a text matches an ECMA-262 pattern somewhere; undecided for a pattern that cannot be read. */
export function matchPattern(schema: Schema, keyword: string, source: string, text: string): Nonconformity | null {
  const pattern = compilePattern(source);
  if (!('test' in pattern)) return undecidable(schema, keyword, pattern.message);
  return pattern.test(text) ? null : violation(schema, keyword, `must match ${source}`);
}

type FormatCheck = (schema: Schema, value: Value) => Nonconformity | null;

/** The formats that constrain; all others are annotations. */
const FORMATS: ReadonlyMap<string, FormatCheck> = new Map<string, FormatCheck>([
  ['date-time', dateTime],
  ['int32', integerWithin(-(2n ** 31n), 2n ** 31n - 1n)],
  ['int64', integerWithin(-(2n ** 63n), 2n ** 63n - 1n)],
]);

function dateTime(schema: Schema, value: Value): Nonconformity | null {
  if (typeof value !== 'string' || parseTimestamp(value) !== null) return null;
  return violation(schema, 'format', 'must be an RFC 3339 date-time');
}

function integerWithin(least: bigint, most: bigint): FormatCheck {
  return (schema, value) => {
    if (!isNumber(value)) return null;
    const exact = typeof value === 'number' ? BigInt(value) : value.numerator;
    const fits = isInteger(value) && exact >= least && exact <= most;
    return fits ? null : violation(schema, 'format', `must be an integer from ${least} to ${most}`);
  };
}
