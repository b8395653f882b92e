// Decides what every operator of terms computes on values.

import { add, compareNumbers, divide, equalNumbers, floor, multiply, negate, numeratorOf, ofBigInt } from '../base/number.ts';
import { compareText, textLength } from '../base/text.ts';
import { isNumber, type Num } from '../base/value.ts';
import type { ModelValue } from './model.ts';
import type { TermOperator } from './term.ts';
import { containsPart, cut, hasPrefix, hasSuffix, positionOf, replaceAll, replaceFirst } from './text-operations.ts';

type Operand = ModelValue | null;

/** The value of an operator at values, null being unknown: `and`, `or` and `ite` may be known nevertheless. */
export function interpretOperator(operator: TermOperator, args: readonly Operand[]): Operand {
  const [a = null, b = null, c = null] = args;
  if (operator === 'and') return args.includes(false) ? false : args.includes(null) ? null : true;
  if (operator === 'or') return args.includes(true) ? true : args.includes(null) ? null : false;
  if (operator === 'ite') return a === null ? (b !== null && c !== null && isEqual(b, c) ? b : null) : a === true ? b : c;
  const known = args.filter((arg) => arg !== null);
  return known.length === args.length ? interpretKnown(operator, known) : null;
}

function interpretKnown(operator: TermOperator, args: readonly ModelValue[]): ModelValue {
  const [a = false, b = false] = args;
  switch (operator) {
    case 'not':
      return a !== true;
    case 'equal':
      return isEqual(a, b);
    case 'concat':
      return args.map(text).join('');
    case 'add':
      return args.map(number).reduce(add, 0);
    case 'multiply':
      return args.map(number).reduce(multiply, 1);
    case 'less':
    case 'lessOrEqual':
    case 'negate':
    case 'divide':
    case 'quotient':
    case 'remainder':
    case 'toReal':
    case 'floor':
      return interpretNumbers(operator, number(a), number(args[1] ?? 0));
    case 'and':
    case 'or':
    case 'ite':
      throw new Error(`${operator} is interpreted where its arguments need not be known`);
    default:
      return interpretTexts(operator, args);
  }
}

function isEqual(a: ModelValue, b: ModelValue): boolean {
  return isNumber(a) && isNumber(b) ? equalNumbers(a, b) : a === b;
}

type NumberOperator = 'less' | 'lessOrEqual' | 'negate' | 'divide' | 'quotient' | 'remainder' | 'toReal' | 'floor';

function interpretNumbers(operator: NumberOperator, a: Num, b: Num): ModelValue {
  switch (operator) {
    case 'less':
      return compareNumbers(a, b) < 0;
    case 'lessOrEqual':
      return compareNumbers(a, b) <= 0;
    case 'negate':
      return negate(a);
    case 'divide':
      return divide(a, b) ?? 0;
    case 'quotient':
      return b === 0 ? 0 : ofBigInt(numeratorOf(a) / numeratorOf(b));
    case 'remainder':
      return b === 0 ? a : ofBigInt(numeratorOf(a) % numeratorOf(b));
    case 'toReal':
      return a;
    case 'floor':
      return floor(a);
  }
}

type TextOperator =
  | 'length'
  | 'contains'
  | 'prefixOf'
  | 'suffixOf'
  | 'at'
  | 'substring'
  | 'indexOf'
  | 'replaceFirst'
  | 'replaceAll'
  | 'textLess'
  | 'textLessOrEqual';

function interpretTexts(operator: TextOperator, [a = '', b = '', c = '']: readonly ModelValue[]): ModelValue {
  switch (operator) {
    case 'length':
      return textLength(text(a));
    case 'contains':
      return containsPart(text(a), text(b));
    case 'prefixOf':
      return hasPrefix(text(b), text(a));
    case 'suffixOf':
      return hasSuffix(text(b), text(a));
    case 'at':
      return cut(text(a), position(b), 1);
    case 'substring':
      return cut(text(a), position(b), position(c));
    case 'indexOf':
      return positionOf(text(a), text(b), position(c));
    case 'replaceFirst':
      return replaceFirst(text(a), text(b), text(c));
    case 'replaceAll':
      return replaceAll(text(a), text(b), text(c));
    case 'textLess':
      return compareText(text(a), text(b)) < 0;
    case 'textLessOrEqual':
      return compareText(text(a), text(b)) <= 0;
  }
}

function text(value: ModelValue): string {
  if (typeof value !== 'string') throw new Error('a string operator met another sort');
  return value;
}

function number(value: ModelValue): Num {
  if (!isNumber(value)) throw new Error('an arithmetic operator met another sort');
  return value;
}

/** A position or length; beyond the safe integers every one is as good as the last of them. */
function position(value: ModelValue): number {
  const x = number(value);
  if (typeof x === 'number') return x;
  return x.numerator < 0n ? -1 : Number.MAX_SAFE_INTEGER;
}
