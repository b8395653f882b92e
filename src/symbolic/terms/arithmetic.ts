// Decides how arithmetic folds: constants exactly, sums and multiples into linear form.

import { denominatorOf, divide, floor, multiply, numeratorOf, ofBigInt } from '../../base/number.ts';
import type { Num } from '../../base/value.ts';
import type { Term } from '../term.ts';
import { choiceOf, expectSort, type Folder, isOperation, numberOf, numeral, ordered, unified } from './folder.ts';
import { linearOf, linearTerm } from './linear.ts';

/** Bits past which a product of constants stays a product: numbers must not double in size with every step of an input. */
const MAX_PRODUCT_BITS = 16_384;

export function sum(folder: Folder, terms: readonly Term[]): Term {
  const summands = unified(folder, 'add', terms);
  const [only] = summands;
  if (summands.length === 1 && only) return only;
  return linearTerm(
    folder,
    linearOf(
      only?.sort ?? 'int',
      summands.map((term) => [1, term]),
    ),
  );
}

export function difference(folder: Folder, left: Term, right: Term): Term {
  const [a, b] = unified(folder, 'subtract', [left, right]);
  if (!a || !b) return left;
  return linearTerm(
    folder,
    linearOf(a.sort, [
      [1, a],
      [-1, b],
    ]),
  );
}

export function product(folder: Folder, left: Term, right: Term): Term {
  const [a, b] = unified(folder, 'multiply', [left, right]);
  if (!a || !b) return left;
  const x = numberOf(a);
  const y = numberOf(b);
  if (x !== null && y !== null) {
    return bitsOf(x) + bitsOf(y) > MAX_PRODUCT_BITS
      ? folder.raw.operation('multiply', a.sort, ordered(a, b))
      : numeral(folder, a.sort, multiply(x, y));
  }
  if (x !== null) return multiple(folder, x, b);
  if (y !== null) return multiple(folder, y, a);
  return folder.raw.operation('multiply', a.sort, ordered(a, b));
}

function bitsOf(x: Num): number {
  if (typeof x === 'number') return 53;
  return 4 * (numeratorOf(x).toString(16).length + denominatorOf(x).toString(16).length);
}

/** A term times a constant. */
export function multiple(folder: Folder, factor: Num, term: Term): Term {
  if (factor === 0) return numeral(folder, term.sort, 0);
  return linearTerm(folder, linearOf(term.sort, [[factor, term]]));
}

export function exactQuotient(folder: Folder, left: Term, right: Term): Term {
  expectSort(left, 'divide', 'int', 'real');
  expectSort(right, 'divide', 'int', 'real');
  const a = folder.make.toReal(left);
  const b = folder.make.toReal(right);
  const divisor = numberOf(b);
  if (divisor === null) return folder.raw.operation('divide', 'real', [a, b]);
  const inverse = divide(1, divisor);
  return inverse === null ? numeral(folder, 'real', 0) : multiple(folder, inverse, a);
}

/** Truncated quotient and its remainder. */
export function integerDivision(folder: Folder, operator: 'quotient' | 'remainder', a: Term, b: Term): Term {
  expectSort(a, operator, 'int');
  expectSort(b, operator, 'int');
  const x = numberOf(a);
  const y = numberOf(b);
  if (y === 0) return operator === 'quotient' ? folder.make.int(0) : a;
  if (x !== null && y !== null) {
    const [n, d] = [numeratorOf(x), numeratorOf(y)];
    return folder.make.int(ofBigInt(operator === 'quotient' ? n / d : n % d));
  }
  if (y === 1) return operator === 'quotient' ? a : folder.make.int(0);
  return folder.raw.operation(operator, 'int', [a, b]);
}

/** An int taken for a real; through sums, multiples and choices between constants. */
export function toReal(folder: Folder, a: Term): Term {
  expectSort(a, 'toReal', 'int', 'real');
  if (a.sort === 'real') return a;
  const value = numberOf(a);
  if (value !== null) return folder.make.real(value);
  if (a.kind === 'operation' && (a.operator === 'add' || a.operator === 'multiply')) {
    return folder.make.operation(
      a.operator,
      a.args.map((arg) => toReal(folder, arg)),
    );
  }
  const branches = choiceOf(a);
  if (branches !== null && branches[1].kind === 'constant' && branches[2].kind === 'constant') {
    return folder.make.ite(branches[0], toReal(folder, branches[1]), toReal(folder, branches[2]));
  }
  return folder.raw.operation('toReal', 'real', [a]);
}

export function floored(folder: Folder, a: Term): Term {
  expectSort(a, 'floor', 'int', 'real');
  if (a.sort === 'int') return a;
  const value = numberOf(a);
  if (value !== null) return folder.make.int(floor(value));
  if (isOperation(a, 'toReal') && a.args[0]) return a.args[0];
  const branches = choiceOf(a);
  if (branches !== null && branches[1].kind === 'constant' && branches[2].kind === 'constant') {
    return folder.make.ite(branches[0], floored(folder, branches[1]), floored(folder, branches[2]));
  }
  return folder.raw.operation('floor', 'int', [a]);
}
