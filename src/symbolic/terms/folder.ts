// Decides what the folding rules of each operator work with: raw terms, the factory itself for what they turn into, and views of terms.

import type { Num } from '../../base/value.ts';
import type { Sort, Term, TermOperator } from '../term.ts';
import type { Factory } from '../term-factory.ts';
import type { Interner } from './intern.ts';

/** What a folding rule makes terms with: `make` folds again, `raw` does not. */
export interface Folder {
  readonly raw: Interner;
  readonly make: Factory;
}

export type Operation = Term & { readonly kind: 'operation' };
export type Constant = Term & { readonly kind: 'constant' };

/** Terms nested deeper than this are not looked into, and longer lists of arguments not merged: building one by one stays linear. */
export const MAX_FLATTENED = 32;
/** How far a question about a choice between constants is carried into nested choices. */
export const MAX_CHOICE_DEPTH = 256;

/** Whether the term is an application of that operator. */
export function isOperation(term: Term, operator: TermOperator): term is Operation {
  return term.kind === 'operation' && term.operator === operator;
}

/** The number that a numeric constant is; null for other terms. */
export function numberOf(term: Term): Num | null {
  return term.kind === 'constant' && (term.sort === 'int' || term.sort === 'real') ? term.value : null;
}

/** The string that a constant is; null for other terms. */
export function textOf(term: Term): string | null {
  return term.kind === 'constant' && term.sort === 'string' ? term.value : null;
}

/** Test, branch for true and branch for false of a choice; null for other terms. */
export function choiceOf(term: Term): readonly [Term, Term, Term] | null {
  if (!isOperation(term, 'ite')) return null;
  const [test, then, otherwise] = term.args;
  return test && then && otherwise ? [test, then, otherwise] : null;
}

/** Both arguments of a binary operation of that operator; null for other terms. */
export function pairOf(term: Term, operator: TermOperator): readonly [Term, Term] | null {
  if (!isOperation(term, operator)) return null;
  const [a, b] = term.args;
  return a && b ? [a, b] : null;
}

/** Throws unless the term has one of the sorts: its maker confused them. */
export function expectSort(term: Term, operator: string, ...sorts: readonly Sort[]): void {
  if (!sorts.includes(term.sort)) throw new Error(`${operator} of a ${term.sort}; it takes ${sorts.join(' or ')}`);
}

/** The terms in one numeric sort: all real if one of them is. */
export function unified(folder: Folder, operator: string, terms: readonly Term[]): readonly Term[] {
  for (const term of terms) expectSort(term, operator, 'int', 'real');
  return terms.some((term) => term.sort === 'real') ? terms.map((term) => folder.make.toReal(term)) : terms;
}

/** A numeric constant. */
export function numeral(folder: Folder, sort: Sort, value: Num): Term {
  return sort === 'int' ? folder.raw.constants.int(value) : folder.raw.constants.real(value);
}

/** Two terms in order of creation, for operators that commute. */
export function ordered(a: Term, b: Term): readonly [Term, Term] {
  return a.id < b.id ? [a, b] : [b, a];
}
