// Decides how comparisons of numbers fold: what is common to both sides cancels, and a single unknown stands alone on its side.

import { ceiling, compareNumbers, divide, floor, isInteger, negate } from '../../base/number.ts';
import type { Num } from '../../base/value.ts';
import type { Term } from '../term.ts';
import { type Folder, isOperation, numeral, ordered } from './folder.ts';
import { type Linear, linearOf, linearTerm } from './linear.ts';

/** a = b in normal form, or null if that is as good a form as any. The terms are of one numeric sort. */
export function linearEquality(folder: Folder, a: Term, b: Term): Term | null {
  const plain = plainSides(a, b);
  if (plain !== null) return equalWhole(folder, plain.whole, plain.other);
  if (!isComposed(a) && !isComposed(b)) return null;
  const difference = linearOf(a.sort, [
    [1, a],
    [-1, b],
  ]);
  const [single] = difference.coefficients;
  if (single === undefined) return folder.make.bool(difference.constant === 0);
  if (difference.coefficients.size > 1) return rawSides(folder, 'equal', withPositiveLead(difference));
  const value = rootOf(single[1], difference.constant);
  return a.sort === 'int' && !isInteger(value) ? folder.make.false : equalAlone(folder, single[0], numeral(folder, a.sort, value));
}

/** a < b or a <= b in normal form; null as above. */
export function linearOrder(folder: Folder, operator: 'less' | 'lessOrEqual', a: Term, b: Term): Term | null {
  if (!isComposed(a) && !isComposed(b)) return null;
  const difference = linearOf(a.sort, [
    [1, a],
    [-1, b],
  ]);
  const [single] = difference.coefficients;
  if (single === undefined) return folder.make.bool(holds(operator, difference.constant));
  if (difference.coefficients.size > 1) return rawSides(folder, operator, difference);
  const value = rootOf(single[1], difference.constant);
  const isUpper = compareNumbers(single[1], 0) > 0;
  if (a.sort === 'int' && !isInteger(value)) {
    return orderAlone(folder, 'lessOrEqual', single[0], folder.make.int(isUpper ? floor(value) : ceiling(value)), isUpper);
  }
  return orderAlone(folder, operator, single[0], numeral(folder, a.sort, value), isUpper);
}

function holds(operator: 'less' | 'lessOrEqual', difference: Num): boolean {
  return operator === 'less' ? compareNumbers(difference, 0) < 0 : compareNumbers(difference, 0) <= 0;
}

function isComposed(term: Term): boolean {
  return isOperation(term, 'add') || isOperation(term, 'multiply');
}

/** The x for which factor * x + constant is 0. */
function rootOf(factor: Num, constant: Num): Num {
  return divide(negate(constant), factor) ?? 0;
}

/** An int taken for a real against another one, or against a constant. */
function plainSides(a: Term, b: Term): { readonly whole: Term; readonly other: Term } | null {
  if (isOperation(a, 'toReal') && a.args[0] && (isOperation(b, 'toReal') || b.kind === 'constant')) return { whole: a.args[0], other: b };
  if (isOperation(b, 'toReal') && b.args[0] && a.kind === 'constant') return { whole: b.args[0], other: a };
  return null;
}

function equalWhole(folder: Folder, whole: Term, other: Term): Term {
  if (other.kind === 'operation' && other.args[0]) return folder.make.equal(whole, other.args[0]);
  if (other.kind !== 'constant' || other.sort !== 'real' || !isInteger(other.value)) return folder.make.false;
  return folder.make.equal(whole, folder.make.int(other.value));
}

// A product may be the only base that is left; it is composed, but nothing is gained by taking it apart again.
function equalAlone(folder: Folder, base: Term, value: Term): Term {
  return isComposed(base) ? folder.raw.operation('equal', 'bool', [base, value]) : folder.make.equal(base, value);
}

function orderAlone(folder: Folder, operator: 'less' | 'lessOrEqual', base: Term, bound: Term, isUpper: boolean): Term {
  const [a, b] = isUpper ? ([base, bound] as const) : ([bound, base] as const);
  return isComposed(base) ? folder.raw.operation(operator, 'bool', [a, b]) : folder.make[operator](a, b);
}

/** Of the two ways to write an equality, the one where the oldest term is positive. */
function withPositiveLead(linear: Linear): Linear {
  const [lead] = [...linear.coefficients].sort(([a], [b]) => a.id - b.id);
  if (lead === undefined || compareNumbers(lead[1], 0) > 0) return linear;
  const coefficients = new Map([...linear.coefficients].map(([base, factor]) => [base, negate(factor)]));
  return { sort: linear.sort, coefficients, constant: negate(linear.constant) };
}

/** Positive terms on the left, negative ones and the constant on the right. */
function rawSides(folder: Folder, operator: 'equal' | 'less' | 'lessOrEqual', { sort, coefficients, constant }: Linear): Term {
  const positive = [...coefficients].filter(([, factor]) => compareNumbers(factor, 0) > 0);
  const negative = [...coefficients]
    .filter(([, factor]) => compareNumbers(factor, 0) < 0)
    .map(([base, factor]) => [base, negate(factor)] as const);
  const left = linearTerm(folder, { sort, coefficients: new Map(positive), constant: 0 });
  const right = linearTerm(folder, { sort, coefficients: new Map(negative), constant: negate(constant) });
  if (operator !== 'equal') return folder.raw.operation(operator, 'bool', [left, right]);
  return folder.raw.operation('equal', 'bool', right.kind === 'constant' ? [left, right] : ordered(left, right));
}
