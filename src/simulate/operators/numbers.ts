// Decides exact arithmetic as rules see it: base/number.ts computes, this file adds the errors and the bound on digits.

import { absolute, add, ceiling, compareNumbers, divide, floor, multiply, negate, roundTo, subtract, truncate } from '../../base/number.ts';
import type { OperatorName } from '../../contract/operators.ts';
import { failure } from '../evaluation-error.ts';
import { evaluateArithmetic } from './arithmetic.ts';
import { asIndex, boundedNumber, type Evaluate, strict } from './define.ts';

type Names =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'divideInteger'
  | 'remainder'
  | 'negate'
  | 'absolute'
  | 'sign'
  | 'floor'
  | 'ceiling'
  | 'truncate'
  | 'round'
  | 'arithmetic';

/** `round` accepts from -30 to 30 decimal places. */
const MAX_PLACES = 30;
const DIVISION_BY_ZERO = 'division by zero';

export const numberOperators: Readonly<Record<Extract<OperatorName, Names>, Evaluate>> = {
  add: strict(['number', 'number'], (a, b) => boundedNumber(add(a, b))),
  subtract: strict(['number', 'number'], (a, b) => boundedNumber(subtract(a, b))),
  multiply: strict(['number', 'number'], (a, b) => boundedNumber(multiply(a, b))),
  divide: strict(['number', 'number'], (a, b) => {
    const quotient = divide(a, b);
    return quotient === null ? failure('division-by-zero', DIVISION_BY_ZERO) : boundedNumber(quotient);
  }),
  divideInteger: strict(['integer', 'integer'], (a, b) => {
    const quotient = divide(a, b);
    return quotient === null ? failure('division-by-zero', DIVISION_BY_ZERO) : truncate(quotient);
  }),
  remainder: strict(['integer', 'integer'], (a, b) => {
    const quotient = divide(a, b);
    return quotient === null ? failure('division-by-zero', DIVISION_BY_ZERO) : subtract(a, multiply(b, truncate(quotient)));
  }),
  negate: strict(['number'], negate),
  absolute: strict(['number'], absolute),
  sign: strict(['number'], (a) => Math.sign(compareNumbers(a, 0))),
  floor: strict(['number'], floor),
  ceiling: strict(['number'], ceiling),
  truncate: strict(['number'], truncate),
  round: strict(['number', 'integer'], (a, places) => {
    const decimals = asIndex(places);
    if (Math.abs(decimals) > MAX_PLACES) return failure('out-of-range', `cannot round to ${decimals} places`);
    return roundTo(a, decimals);
  }),
  arithmetic: strict(['string'], evaluateArithmetic),
};
