// Decides the normal form of sums: a coefficient per term and one constant.

import { add, multiply } from '../../base/number.ts';
import type { Num } from '../../base/value.ts';
import type { Sort, Term } from '../term.ts';
import { type Folder, isOperation, MAX_FLATTENED, numberOf, numeral, pairOf } from './folder.ts';

/** constant + sum of coefficient * term. No coefficient is 0, no term is a constant. */
export interface Linear {
  readonly sort: Sort;
  readonly coefficients: ReadonlyMap<Term, Num>;
  readonly constant: Num;
}

/** factors[i] * terms[i], added up. All terms have one numeric sort. */
export function linearOf(sort: Sort, summands: readonly (readonly [Num, Term])[]): Linear {
  const coefficients = new Map<Term, Num>();
  let constant: Num = 0;
  for (const [factor, summand] of summands) {
    for (const part of partsOf(summand)) {
      const value = numberOf(part);
      if (value !== null) {
        constant = add(constant, multiply(factor, value));
        continue;
      }
      const [inner, base] = scaledBase(part);
      const total = add(coefficients.get(base) ?? 0, multiply(factor, inner));
      if (total === 0) coefficients.delete(base);
      else coefficients.set(base, total);
    }
  }
  return { sort, coefficients, constant };
}

function partsOf(term: Term): readonly Term[] {
  return isOperation(term, 'add') && term.args.length <= MAX_FLATTENED ? term.args : [term];
}

/** The term as coefficient and base. */
function scaledBase(term: Term): readonly [Num, Term] {
  const pair = pairOf(term, 'multiply');
  const factor = pair === null ? null : numberOf(pair[0]);
  return pair === null || factor === null ? [1, term] : [factor, pair[1]];
}

/** The sum as a term: summands in order of creation, the constant last. */
export function linearTerm(folder: Folder, linear: Linear): Term {
  const { sort, constant } = linear;
  const parts = [...linear.coefficients].sort(([a], [b]) => a.id - b.id).map(([base, factor]) => scaledTerm(folder, factor, base));
  if (constant !== 0 || parts.length === 0) parts.push(numeral(folder, sort, constant));
  const [only] = parts;
  return parts.length === 1 && only ? only : folder.raw.operation('add', sort, parts);
}

// The base is no constant, no sum and no multiple.
function scaledTerm(folder: Folder, factor: Num, base: Term): Term {
  return factor === 1 ? base : folder.raw.operation('multiply', base.sort, [numeral(folder, base.sort, factor), base]);
}
