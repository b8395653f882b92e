// Decides what can be asked of a factory of terms; how it answers is `factory.ts`'s.

import type { Num } from '../base/value.ts';
import type { Language } from './regex.ts';
import type { BoundVariable, Sort, Term, TermOperator } from './term.ts';

/**
 * Makes terms. Every method folds: what it returns has the meaning of what was asked for and may look different (a constant, an
 * argument, another operator). Terms of two factories must not be mixed.
 *
 * Where a comparison, `ite` or arithmetic gets an int and a real, the int is converted (`toReal`). Other confusions of sorts throw, as they are
 * mistakes of the program. The one throw that inputs can cause is `LimitReached`, from every method that may make a term.
 */
export interface Factory {
  readonly true: Term;
  readonly false: Term;

  bool(value: boolean): Term;
  /** The number must be an integer. */
  int(value: Num): Term;
  real(value: Num): Term;
  text(value: string): Term;

  /** An uninterpreted function; without arguments, an unknown. One name stands for one signature (argument sorts and sort) in all of a factory. */
  apply(name: string, sort: Sort, args?: readonly Term[]): Term;
  /**
   * An application of a function of strings that is injective in its last argument, as the names of different things are: from now on,
   * applications to different constants there, and to equal terms before, are different. That it is so is assumed by the caller, where solvers ask.
   */
  nameOf(name: string, args: readonly Term[]): Term;
  /**
   * Takes note that the string is one of these wherever it means anything; null: it can be any. Later notes add to earlier ones. What operators make
   * of such a string is computed for each of the texts.
   */
  noteTexts(term: Term, texts: readonly string[] | null): void;
  /** All values that the term can have, as constants; null where they are not known, or many. */
  valuesOf(term: Term): readonly Term[] | null;
  /** A new variable to quantify over. The name is a hint, made unique. */
  bound(hint: string, sort: Sort): BoundVariable;

  not(a: Term): Term;
  and(terms: readonly Term[]): Term;
  or(terms: readonly Term[]): Term;
  implies(a: Term, b: Term): Term;
  iff(a: Term, b: Term): Term;
  ite(condition: Term, then: Term, otherwise: Term): Term;
  equal(a: Term, b: Term): Term;
  /** The terms differ pairwise. */
  distinct(terms: readonly Term[]): Term;

  less(a: Term, b: Term): Term;
  lessOrEqual(a: Term, b: Term): Term;
  add(a: Term, b: Term): Term;
  /** The sum of any number of terms; of none, the int 0. */
  sum(terms: readonly Term[]): Term;
  subtract(a: Term, b: Term): Term;
  multiply(a: Term, b: Term): Term;
  negate(a: Term): Term;
  /** The exact quotient, a real. By zero: 0. */
  divide(a: Term, b: Term): Term;
  /** Integer division, truncated toward zero. By zero: 0. */
  quotient(a: Term, b: Term): Term;
  /** The remainder of `quotient`, with the sign of the dividend. By zero: the dividend. */
  remainder(a: Term, b: Term): Term;
  /** The same number as a real; a real is returned as it is. */
  toReal(a: Term): Term;
  /** The greatest integer not above a real, as an int; an int is returned as it is. */
  floor(a: Term): Term;

  concat(terms: readonly Term[]): Term;
  /** Code points, an int. */
  length(text: Term): Term;
  contains(text: Term, part: Term): Term;
  prefixOf(prefix: Term, text: Term): Term;
  suffixOf(suffix: Term, text: Term): Term;
  /** The code point at a position as a string; empty outside the string. */
  at(text: Term, position: Term): Term;
  /** At most `length` code points from `start` on; empty where `start` is outside the string or `length` is not positive. */
  substring(text: Term, start: Term, length: Term): Term;
  /** Position of the first occurrence from `start` on, or -1 (also where `start` is negative or past the end). */
  indexOf(text: Term, part: Term, start: Term): Term;
  /** As SMT-LIB: an empty pattern is found at the start, so the replacement is put in front. */
  replaceFirst(text: Term, pattern: Term, replacement: Term): Term;
  /** As SMT-LIB: an empty pattern is found nowhere. */
  replaceAll(text: Term, pattern: Term, replacement: Term): Term;
  /** By code point. */
  textLess(a: Term, b: Term): Term;
  textLessOrEqual(a: Term, b: Term): Term;
  inRegex(text: Term, regex: Language): Term;

  /** The body's variables that are not listed stay free. Variables that do not occur are dropped. */
  forall(variables: readonly BoundVariable[], body: Term): Term;
  exists(variables: readonly BoundVariable[], body: Term): Term;

  /** Any operator by name, as the method of that name makes it. */
  operation(operator: TermOperator, args: readonly Term[]): Term;
  /** The term with others (of equal sorts) in place of some of its parts, all at once, folded anew. */
  substitute(term: Term, replacements: ReadonlyMap<Term, Term>): Term;

  /** How many terms were made. */
  readonly size: number;
}
