// Decides what a term evaluates to under a model, without a solver: the check on everything that a solver says.

import { add, compareNumbers, divide, equalNumbers, floor, multiply, negate, numeratorOf, ofBigInt } from '../base/number.ts';
import { codePoints, compareText, textLength } from '../base/text.ts';
import { isNumber, type Num } from '../base/value.ts';
import type { Constant, Model } from './solver.ts';
import type { Term, TermOperator } from './term.ts';
import { matchesRegex } from './terms/match.ts';
import { positionOf, replaceText } from './terms/strings.ts';
import { childrenOf } from './terms/substitute.ts';

/** The value of the term, or null where a quantifier makes that undecidable. Division by zero is zero, as it is arbitrary. */
export function interpretTerm(term: Term, model: Model): Constant | null {
  const values = new Map<Term, Constant | null>();
  const stack: Term[] = [term];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const pending = values.has(top) || top.kind === 'quantifier' ? [] : childrenOf(top).filter((child) => !values.has(child));
    if (pending.length > 0) stack.push(...pending);
    else {
      if (!values.has(top)) values.set(top, interpretNode(top, childrenOf(top).map((child) => values.get(child) ?? null), model));
      stack.pop();
    }
  }
  return values.get(term) ?? null;
}

function interpretNode(term: Term, args: readonly (Constant | null)[], model: Model): Constant | null {
  switch (term.kind) {
    case 'constant':
      return term.value;
    case 'bound':
    case 'quantifier':
      return null;
    case 'apply': {
      const known = args.filter((arg) => arg !== null);
      return known.length === args.length ? model.valueOf(term.name, known, term.sort) : null;
    }
    case 'inRegex':
      return typeof args[0] === 'string' ? matchesRegex(term.regex, args[0]) : null;
    case 'operation':
      return interpretOperation(term.operator, args);
  }
}

function interpretOperation(operator: TermOperator, args: readonly (Constant | null)[]): Constant | null {
  const [a = null, b = null, c = null] = args;
  if (operator === 'and') return args.includes(false) ? false : args.includes(null) ? null : true;
  if (operator === 'or') return args.includes(true) ? true : args.includes(null) ? null : false;
  if (operator === 'ite') return a === null ? (same(b, c) ? b : null) : a === true ? b : c;
  if (args.includes(null)) return null;
  if (operator === 'not') return a !== true;
  if (operator === 'equal') return same(a, b);
  if (operator === 'concat') return args.map(String).join('');
  const numbers = args.filter((arg): arg is Num => arg !== null && isNumber(arg));
  if (numbers.length === args.length) return interpretNumbers(operator, numbers);
  return interpretText(operator, a, b, c);
}

function same(a: Constant | null, b: Constant | null): boolean {
  if (a !== null && b !== null && isNumber(a) && isNumber(b)) return equalNumbers(a, b);
  return a === b;
}

function interpretNumbers(operator: TermOperator, numbers: readonly Num[]): Constant | null {
  const [a = 0, b = 0] = numbers;
  switch (operator) {
    case 'less':
      return compareNumbers(a, b) < 0;
    case 'lessOrEqual':
      return compareNumbers(a, b) <= 0;
    case 'add':
      return numbers.reduce((x, y) => add(x, y), 0);
    case 'multiply':
      return numbers.reduce((x, y) => multiply(x, y), 1);
    case 'negate':
      return negate(a);
    case 'divide':
      return divide(a, b) ?? 0;
    case 'quotient':
      return b === 0 ? 0 : ofBigInt(numeratorOf(a) / numeratorOf(b));
    case 'remainder':
      return b === 0 ? 0 : ofBigInt(numeratorOf(a) % numeratorOf(b));
    case 'toReal':
      return a;
    case 'floor':
      return floor(a);
    default:
      return null;
  }
}

function interpretText(operator: TermOperator, a: Constant | null, b: Constant | null, c: Constant | null): Constant | null {
  if (typeof a !== 'string') return null;
  if (operator === 'length') return textLength(a);
  if (operator === 'at') return typeof b === 'number' && b >= 0 ? (codePoints(a)[b] ?? '') : '';
  if (operator === 'substring') return substring(a, b, c);
  if (typeof b !== 'string') return null;
  switch (operator) {
    case 'contains':
      return a.includes(b);
    case 'prefixOf':
      return b.startsWith(a);
    case 'suffixOf':
      return b.endsWith(a);
    case 'indexOf':
      return typeof c === 'number' ? positionOf(a, b, c) : -1;
    case 'replaceFirst':
    case 'replaceAll':
      return typeof c === 'string' ? replaceText(operator, a, b, c) : null;
    case 'textLess':
      return compareText(a, b) < 0;
    case 'textLessOrEqual':
      return compareText(a, b) <= 0;
    default:
      return null;
  }
}

function substring(text: string, from: Constant | null, count: Constant | null): string {
  if (typeof from !== 'number' || typeof count !== 'number' || from < 0 || count <= 0) return '';
  return codePoints(text).slice(from, from + count).join('');
}
