// Decides how arithmetic folds: constants exactly, sums into one linear form (coefficients by term, one constant).

import { add, compareNumbers, divide, floor, isInteger, multiply, numeratorOf, ofBigInt } from '../../base/number.ts';
import type { Num } from '../../base/value.ts';
import type { Term } from '../term.ts';
import type { Interner } from './intern.ts';
import { asReal, type Logic } from './logic.ts';

export interface Arithmetic {
  less(a: Term, b: Term): Term;
  lessOrEqual(a: Term, b: Term): Term;
  add(a: Term, b: Term): Term;
  sum(terms: readonly Term[]): Term;
  subtract(a: Term, b: Term): Term;
  multiply(a: Term, b: Term): Term;
  negate(a: Term): Term;
  divide(a: Term, b: Term): Term;
  quotient(a: Term, b: Term): Term;
  remainder(a: Term, b: Term): Term;
  toReal(a: Term): Term;
  floor(a: Term): Term;
}

/** The folding constructors of int and real. */
export function createArithmetic(interner: Interner, logic: Logic): Arithmetic {
  const scale = (factor: Num, a: Term): Term => scaled(interner, factor, a);
  const sum = (terms: readonly Term[]): Term => linear(interner, terms);
  return {
    less: (a, b) => compare(interner, logic, 'less', a, b),
    lessOrEqual: (a, b) => compare(interner, logic, 'lessOrEqual', a, b),
    add: (a, b) => sum([a, b]),
    sum,
    subtract: (a, b) => sum([a, scale(-1, b)]),
    multiply: (a, b) => product(interner, a, b),
    negate: (a) => scale(-1, a),
    divide: (a, b) => ratioOf(interner, a, b),
    quotient: (a, b) => integerDivision(interner, 'quotient', a, b),
    remainder: (a, b) => integerDivision(interner, 'remainder', a, b),
    toReal: (a) => asReal(interner, a),
    floor: (a) => floored(interner, a),
  };
}

/** The number that a numeric constant is; null for other terms. */
export function numberOf(term: Term): Num | null {
  return term.kind === 'constant' && (term.sort === 'int' || term.sort === 'real') ? term.value : null;
}

function constant(interner: Interner, sort: Term['sort'], value: Num): Term {
  return sort === 'int' ? interner.constants.int(value) : interner.constants.real(value);
}

function unify(interner: Interner, terms: readonly Term[]): readonly Term[] {
  return terms.some((t) => t.sort === 'real') ? terms.map((t) => asReal(interner, t)) : terms;
}

function compare(interner: Interner, logic: Logic, operator: 'less' | 'lessOrEqual', left: Term, right: Term): Term {
  const [a = left, b = right] = unify(interner, [left, right]);
  const x = numberOf(a);
  const y = numberOf(b);
  if (x !== null && y !== null) return interner.constants.bool(operator === 'less' ? compareNumbers(x, y) < 0 : compareNumbers(x, y) <= 0);
  if (a === b) return interner.constants.bool(operator === 'lessOrEqual');
  // A choice between constants against a constant decides in its branches.
  if (y !== null && a.kind === 'operation' && a.operator === 'ite') {
    const [test, then, otherwise] = a.args;
    if (test && then && otherwise && (numberOf(then) !== null || numberOf(otherwise) !== null)) {
      return logic.ite(test, compare(interner, logic, operator, then, b), compare(interner, logic, operator, otherwise, b));
    }
  }
  return interner.operation(operator, 'bool', [a, b]);
}

function linear(interner: Interner, terms: readonly Term[]): Term {
  const unified = unify(interner, terms);
  const sort = unified[0]?.sort ?? 'int';
  const coefficients = new Map<Term, Num>();
  let rest: Num = 0;
  for (const term of unified) {
    const summands = term.kind === 'operation' && term.operator === 'add' ? term.args : [term];
    for (const summand of summands) {
      const value = numberOf(summand);
      if (value !== null) rest = add(rest, value);
      else {
        const [factor, base] = factored(summand);
        coefficients.set(base, add(coefficients.get(base) ?? 0, factor));
      }
    }
  }
  const parts = [...coefficients].filter(([, factor]) => factor !== 0).map(([base, factor]) => scaled(interner, factor, base));
  if (parts.length === 0) return constant(interner, sort, rest);
  if (rest !== 0) parts.push(constant(interner, sort, rest));
  const [only] = parts;
  return parts.length === 1 && only ? only : interner.operation('add', sort, parts.sort((a, b) => a.id - b.id));
}

/** A term as coefficient times base. */
function factored(term: Term): readonly [Num, Term] {
  if (term.kind === 'operation' && term.operator === 'multiply' && term.args.length === 2) {
    const [first, second] = term.args;
    const factor = first ? numberOf(first) : null;
    if (factor !== null && second) return [factor, second];
  }
  return [1, term];
}

function scaled(interner: Interner, factor: Num, a: Term): Term {
  const value = numberOf(a);
  const sort = a.sort === 'int' && !isInteger(factor) ? 'real' : a.sort;
  if (value !== null) return constant(interner, sort, multiply(factor, value));
  if (factor === 0) return constant(interner, sort, 0);
  const term = sort === 'real' ? asReal(interner, a) : a;
  if (factor === 1) return term;
  if (term.kind === 'operation' && term.operator === 'add') return linear(interner, term.args.map((part) => scaled(interner, factor, part)));
  const [inner, base] = factored(term);
  const total = multiply(factor, inner);
  return total === 1 ? base : interner.operation('multiply', sort, [constant(interner, sort, total), base]);
}

function product(interner: Interner, left: Term, right: Term): Term {
  const [a = left, b = right] = unify(interner, [left, right]);
  const x = numberOf(a);
  const y = numberOf(b);
  if (x !== null) return scaled(interner, x, b);
  if (y !== null) return scaled(interner, y, a);
  return interner.operation('multiply', a.sort, a.id < b.id ? [a, b] : [b, a]);
}

function ratioOf(interner: Interner, left: Term, right: Term): Term {
  const a = asReal(interner, left);
  const b = asReal(interner, right);
  const divisor = numberOf(b);
  const inverse = divisor === null ? null : divide(1, divisor);
  if (inverse !== null) return scaled(interner, inverse, a);
  return interner.operation('divide', 'real', [a, b]);
}

function integerDivision(interner: Interner, operator: 'quotient' | 'remainder', a: Term, b: Term): Term {
  const x = numberOf(a);
  const y = numberOf(b);
  if (y === 1) return operator === 'quotient' ? a : interner.constants.int(0);
  if (x !== null && y !== null && y !== 0) {
    const [n, d] = [numeratorOf(x), numeratorOf(y)];
    return interner.constants.int(ofBigInt(operator === 'quotient' ? n / d : n % d));
  }
  return interner.operation(operator, 'int', [a, b]);
}

function floored(interner: Interner, a: Term): Term {
  if (a.sort === 'int') return a;
  const value = numberOf(a);
  if (value !== null) return interner.constants.int(floor(value));
  if (a.kind === 'operation' && a.operator === 'toReal' && a.args[0]) return a.args[0];
  return interner.operation('floor', 'int', [a]);
}

