// Decides how terms are made: shared, folded and normalised as they are built. The only door to new terms.

import type { Limits } from '../base/limits.ts';
import type { Num } from '../base/value.ts';
import type { Regex } from './regex.ts';
import type { BoundVariable, Sort, Term } from './term.ts';
import { createArithmetic } from './terms/arithmetic.ts';
import { createInterner } from './terms/intern.ts';
import { createLogic } from './terms/logic.ts';
import { createStrings } from './terms/strings.ts';
import { createSubstitution } from './terms/substitute.ts';

/**
 * Makes terms. Equal terms are one object; what can be computed is. Where an int meets a real, the int is taken for the real.
 * Every method may throw `LimitReached` (terms/intern.ts) once more than `limits.maxTerms` terms exist.
 */
export interface Factory {
  readonly true: Term;
  readonly false: Term;
  bool(value: boolean): Term;
  int(value: Num): Term;
  real(value: Num): Term;
  text(value: string): Term;
  /** An uninterpreted function applied to arguments; without arguments an unknown constant. One name has one signature. */
  apply(name: string, sort: Sort, args?: readonly Term[]): Term;
  /** A fresh bound variable; the hint is part of its name. */
  bound(hint: string, sort: Sort): BoundVariable;

  not(a: Term): Term;
  and(terms: readonly Term[]): Term;
  or(terms: readonly Term[]): Term;
  implies(a: Term, b: Term): Term;
  ite(test: Term, then: Term, otherwise: Term): Term;
  /** Of any one sort, bool included. */
  equal(a: Term, b: Term): Term;
  forall(variables: readonly BoundVariable[], body: Term): Term;
  exists(variables: readonly BoundVariable[], body: Term): Term;

  less(a: Term, b: Term): Term;
  lessOrEqual(a: Term, b: Term): Term;
  add(a: Term, b: Term): Term;
  sum(terms: readonly Term[]): Term;
  subtract(a: Term, b: Term): Term;
  multiply(a: Term, b: Term): Term;
  negate(a: Term): Term;
  /** Exact quotient of reals; arbitrary for a zero divisor. */
  divide(a: Term, b: Term): Term;
  /** Integer quotient truncated toward zero, and its remainder; arbitrary for a zero divisor. */
  quotient(a: Term, b: Term): Term;
  remainder(a: Term, b: Term): Term;
  toReal(a: Term): Term;
  /** Greatest integer not above a real. */
  floor(a: Term): Term;

  concat(parts: readonly Term[]): Term;
  length(a: Term): Term;
  /** Whether b occurs in a. */
  contains(a: Term, b: Term): Term;
  /** Whether a is a prefix (suffix) of b. */
  prefixOf(a: Term, b: Term): Term;
  suffixOf(a: Term, b: Term): Term;
  /** The code point at an index as a string; empty outside. */
  at(a: Term, index: Term): Term;
  /** `count` code points from an offset; as SMT-LIB's str.substr. */
  substring(a: Term, offset: Term, count: Term): Term;
  /** First position of b in a at or after an offset, -1 if none; as SMT-LIB's str.indexof. */
  indexOf(a: Term, b: Term, offset: Term): Term;
  replaceFirst(a: Term, from: Term, to: Term): Term;
  /** All occurrences; an empty `from` changes nothing. */
  replaceAll(a: Term, from: Term, to: Term): Term;
  textLess(a: Term, b: Term): Term;
  textLessOrEqual(a: Term, b: Term): Term;
  inRegex(a: Term, regex: Regex): Term;

  /** The term with every occurrence of a key replaced; folded again. Keys are applications or bound variables. */
  substitute(term: Term, replacements: ReadonlyMap<Term, Term>): Term;
  /** How many terms exist. */
  readonly size: number;
}

/** A factory of its own; terms of different factories never mix. */
export function createFactory(limits: Limits): Factory {
  const interner = createInterner(limits.maxTerms);
  const logic = createLogic(interner);
  const arithmetic = createArithmetic(interner, logic);
  const strings = createStrings(interner, logic, arithmetic);
  const parts = { ...interner.constants, ...logic, ...arithmetic, ...strings };
  return {
    ...parts,
    apply: interner.apply,
    bound: interner.bound,
    substitute: createSubstitution(interner, parts),
    get size() {
      return interner.size();
    },
  };
}
