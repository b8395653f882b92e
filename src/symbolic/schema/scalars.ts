// Decides validity as far as kinds, listed values, numbers and strings go.

import { compareNumbers, isInteger } from '../../base/number.ts';
import type { Num } from '../../base/value.ts';
import type { JsonType, Schema } from '../../contract/schema.ts';
import type { Context } from '../context.ts';
import { equalSymbolic } from '../equality.ts';
import { kindOfAlternative } from '../kinds.ts';
import { termOf } from '../merge.ts';
import { known } from '../normal.ts';
import type { Term } from '../term.ts';
import { isTimestampText } from '../time-terms.ts';
import type { Symbolic } from '../value.ts';
import { patternTerm } from './pattern.ts';
import type { ValidateKeyword } from './validation.ts';

export const validateTypes: ValidateKeyword = ({ context }, { types = [] }, value) => {
  const { factory } = context;
  const kind = kindOfAlternative(value);
  if (kind !== 'number') return factory.bool(types.some((type) => KIND_OF_TYPE[type] === kind));
  if (types.includes('number')) return factory.true;
  return types.includes('integer') ? isIntegral(context, termOf(context, value)) : factory.false;
};

const KIND_OF_TYPE: Readonly<Record<JsonType, string>> = {
  null: 'null',
  boolean: 'boolean',
  integer: 'number',
  number: 'number',
  string: 'string',
  array: 'list',
  object: 'object',
};

function isIntegral(context: Context, term: Term): Term {
  const { factory } = context;
  return term.sort === 'int' ? factory.true : factory.equal(factory.toReal(factory.floor(term)), term);
}

export const validateEnum: ValidateKeyword = ({ context }, { enum: values = [] }, value) =>
  context.factory.or(values.map((one) => equalSymbolic(context, value, known(one))));

export const validateConst: ValidateKeyword = ({ context }, schema, value) =>
  schema.const === undefined ? context.factory.true : equalSymbolic(context, value, known(schema.const));

/** A keyword that says something of numbers only. */
function ofNumbers(
  limit: (schema: Schema) => Num | undefined,
  holds: (context: Context, number: Term, limit: Term) => Term,
): ValidateKeyword {
  return ({ context }, schema, value) => {
    const bound = limit(schema);
    if (bound === undefined || kindOfAlternative(value) !== 'number') return context.factory.true;
    return holds(context, termOf(context, value), isInteger(bound) ? context.factory.int(bound) : context.factory.real(bound));
  };
}

export const validateMinimum: ValidateKeyword = ofNumbers(
  (s) => s.minimum,
  ({ factory }, x, limit) => factory.lessOrEqual(limit, x),
);

export const validateMaximum: ValidateKeyword = ofNumbers(
  (s) => s.maximum,
  ({ factory }, x, limit) => factory.lessOrEqual(x, limit),
);

export const validateExclusiveMinimum: ValidateKeyword = ofNumbers(
  (s) => s.exclusiveMinimum,
  ({ factory }, x, limit) => factory.less(limit, x),
);

export const validateExclusiveMaximum: ValidateKeyword = ofNumbers(
  (s) => s.exclusiveMaximum,
  ({ factory }, x, limit) => factory.less(x, limit),
);

/** A quotient without fraction. A divisor that is not positive is no schema; nothing is its multiple but zero. */
export const validateMultipleOf: ValidateKeyword = ofNumbers(
  (s) => s.multipleOf,
  (context, x, limit) => {
    const { factory } = context;
    if (
      limit.kind === 'constant' &&
      typeof limit.value !== 'boolean' &&
      typeof limit.value !== 'string' &&
      compareNumbers(limit.value, 0) === 0
    ) {
      return factory.equal(x, factory.int(0));
    }
    if (x.sort === 'int' && limit.sort === 'int') return factory.equal(factory.remainder(x, limit), factory.int(0));
    return isIntegral(context, factory.divide(x, limit));
  },
);

/** A keyword that says something of strings only. */
function ofStrings(holds: (context: Context, text: Term, schema: Schema) => Term): ValidateKeyword {
  return ({ context }, schema, value) =>
    kindOfAlternative(value) === 'string' ? holds(context, termOf(context, value), schema) : context.factory.true;
}

/** Not empty is said without the length, which a solver that takes strings for atoms does not know. */
export const validateMinLength: ValidateKeyword = ofStrings(({ factory }, text, { minLength = 0 }) => {
  if (minLength <= 0) return factory.true;
  if (minLength === 1) return factory.not(factory.equal(text, factory.text('')));
  return factory.lessOrEqual(factory.int(minLength), factory.length(text));
});

export const validateMaxLength: ValidateKeyword = ofStrings(({ factory }, text, { maxLength }) => {
  if (maxLength === undefined) return factory.true;
  if (maxLength === 0) return factory.equal(text, factory.text(''));
  return factory.lessOrEqual(factory.length(text), factory.int(maxLength));
});

export const validatePattern: ValidateKeyword = ofStrings((context, text, { pattern }) =>
  pattern === undefined ? context.factory.true : patternTerm(context, pattern, text),
);

const RANGES: Readonly<Record<string, readonly [Num, Num]>> = {
  int32: [-2147483648, 2147483647],
  int64: [
    { kind: 'number', numerator: -9223372036854775808n, denominator: 1n },
    { kind: 'number', numerator: 9223372036854775807n, denominator: 1n },
  ],
};

export const validateFormat: ValidateKeyword = ({ context }, { format }, value) => {
  const { factory } = context;
  const kind = kindOfAlternative(value);
  if (format === 'date-time') return kind === 'string' ? isTimestampText(context, termOf(context, value)) : factory.true;
  const range = format === undefined ? undefined : RANGES[format];
  if (range === undefined || kind !== 'number') return factory.true;
  return isIntegerWithin(context, value, range);
};

function isIntegerWithin(context: Context, value: Symbolic, [least, most]: readonly [Num, Num]): Term {
  const { factory } = context;
  const x = termOf(context, value);
  return factory.and([isIntegral(context, x), factory.lessOrEqual(factory.int(least), x), factory.lessOrEqual(x, factory.int(most))]);
}
