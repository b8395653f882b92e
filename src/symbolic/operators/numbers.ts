// Decides exact arithmetic on symbolic numbers.

import { absolute, add, ceiling, compareNumbers, divide, floor, multiply, negate, roundTo, subtract, truncate } from '../../base/number.ts';
import type { Num, Value } from '../../base/value.ts';
import { byCases } from '../cases.ts';
import type { Context } from '../context.ts';
import { numberConstant, numberValue, ok } from '../normal.ts';
import type { Term } from '../term.ts';
import type { Result } from '../value.ts';
import { evaluateDecimal } from './arithmetic.ts';
import { boundedNumber } from './bounds.ts';
import { type CompileOperator, define } from './define.ts';

type OnTerms = (context: Context, ...terms: readonly Term[]) => Term;

function number(context: Context, term: Term): Result {
  return ok(context, numberValue(term));
}

export const compileAdd: CompileOperator = define(
  ['number', 'number'],
  (a, b) => boundedNumber(add(a, b)),
  (context, a, b) => number(context, context.factory.add(a, b)),
);

export const compileSubtract: CompileOperator = define(
  ['number', 'number'],
  (a, b) => boundedNumber(subtract(a, b)),
  (context, a, b) => number(context, context.factory.subtract(a, b)),
);

export const compileMultiply: CompileOperator = define(
  ['number', 'number'],
  (a, b) => boundedNumber(multiply(a, b)),
  (context, a, b) => number(context, context.factory.multiply(a, b)),
);

/** A quotient where the divisor is not zero, an error where it is. */
function quotient(context: Context, divisor: Term, value: Term): Result {
  const { factory } = context;
  return { value: numberValue(value), error: factory.equal(divisor, factory.int(0)) };
}

export const compileDivide: CompileOperator = define(
  ['number', 'number'],
  (a, b) => checked(divide(a, b)),
  (context, a, b) => quotient(context, b, context.factory.divide(a, b)),
);

function checked(x: Num | null): Num | undefined {
  return x === null ? undefined : boundedNumber(x);
}

export const compileDivideInteger: CompileOperator = define(
  ['integer', 'integer'],
  (a, b) => truncated(a, b),
  (context, a, b) => quotient(context, b, context.factory.quotient(a, b)),
);

function truncated(a: Num, b: Num): Num | undefined {
  const exact = divide(a, b);
  return exact === null ? undefined : truncate(exact);
}

export const compileRemainder: CompileOperator = define(
  ['integer', 'integer'],
  (a, b) => {
    const whole = truncated(a, b);
    return whole === undefined ? undefined : subtract(a, multiply(b, whole));
  },
  (context, a, b) => quotient(context, b, context.factory.remainder(a, b)),
);

/** An operator on one number without errors. */
function unary(onKnown: (a: Num) => Num, onTerm: OnTerms): CompileOperator {
  return define(['number'], onKnown, (context, a) => number(context, onTerm(context, a)));
}

export const compileNegate: CompileOperator = unary(negate, ({ factory }, a = factory.int(0)) => factory.negate(a));

export const compileAbsolute: CompileOperator = unary(absolute, ({ factory }, a = factory.int(0)) =>
  factory.ite(factory.less(a, factory.int(0)), factory.negate(a), a),
);

export const compileSign: CompileOperator = unary(
  (a) => Math.sign(compareNumbers(a, 0)),
  ({ factory }, a = factory.int(0)) => {
    const zero = factory.int(0);
    return factory.ite(factory.less(a, zero), factory.int(-1), factory.ite(factory.less(zero, a), factory.int(1), zero));
  },
);

export const compileFloor: CompileOperator = unary(floor, ({ factory }, a = factory.int(0)) => factory.floor(a));

export const compileCeiling: CompileOperator = unary(ceiling, (context, a = context.factory.int(0)) => ceilingTerm(context, a));

export const compileTruncate: CompileOperator = unary(truncate, (context, a = context.factory.int(0)) => truncateTerm(context, a));

function ceilingTerm({ factory }: Context, a: Term): Term {
  return factory.negate(factory.floor(factory.negate(a)));
}

/** The next integer toward zero. */
export function truncateTerm(context: Context, a: Term): Term {
  const { factory } = context;
  return a.sort === 'int' ? a : factory.ite(factory.less(a, factory.int(0)), ceilingTerm(context, a), factory.floor(a));
}

/** `round` accepts from -30 to 30 decimal places. */
const MAX_PLACES = 30;

export const compileRound: CompileOperator = define(
  ['number', 'integer'],
  (a, places) => (typeof places === 'number' && Math.abs(places) <= MAX_PLACES ? roundTo(a, places) : undefined),
  (context, a, places) => {
    const { factory } = context;
    const outside = factory.or([factory.less(places, factory.int(-MAX_PLACES)), factory.less(factory.int(MAX_PLACES), places)]);
    const value = byCases(context, places, (part) => {
      if (part.kind !== 'constant')
        return factory.toReal(context.opaque('round to an unknown number of places', 'real', [factory.toReal(a), part]));
      return typeof part.value === 'number' && Math.abs(part.value) <= MAX_PLACES ? roundTerm(context, a, part.value) : factory.int(0);
    });
    return { value: numberValue(value), error: outside };
  },
);

/** Ties away from zero; an integer for places up to 0. */
function roundTerm(context: Context, a: Term, places: number): Term {
  const { factory } = context;
  if (a.sort === 'int' && places >= 0) return a;
  const half = factory.real({ kind: 'number', numerator: 1n, denominator: 2n });
  const scale = numberConstant(context, power(10, Math.abs(places)));
  const scaled = places >= 0 ? factory.multiply(a, scale) : factory.divide(a, scale);
  const down = ceilingTerm(context, factory.subtract(scaled, half));
  const rounded = factory.ite(factory.less(a, factory.int(0)), down, factory.floor(factory.add(scaled, half)));
  return places > 0 ? factory.divide(rounded, scale) : factory.multiply(rounded, scale);
}

function power(base: Num, exponent: number): Num {
  let result: Num = 1;
  for (let i = 0; i < exponent; i += 1) result = multiply(result, base);
  return result;
}

export const compileArithmetic: CompileOperator = define(
  ['string'],
  (text): Value | undefined => evaluateDecimal(text),
  (context, text) => {
    const { factory } = context;
    const value = byCases(context, text, (part) => {
      if (part.kind !== 'constant') return context.opaque('arithmetic of an unknown text', 'real', [part]);
      return numberConstant(context, evaluateDecimal(String(part.value)) ?? 0);
    });
    const fails = byCases(context, text, (part) => {
      if (part.kind !== 'constant') return context.opaque('whether arithmetic of an unknown text fails', 'bool', [part]);
      return factory.bool(evaluateDecimal(String(part.value)) === undefined);
    });
    return { value: numberValue(value), error: fails };
  },
);
