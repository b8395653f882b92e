// Decides which term stands for a formula: equal terms are one object, constants are folded, and few forms of one meaning remain.
// Leaves each operator's folding to `terms/`.

import type { Limits } from '../base/limits.ts';
import type { Num } from '../base/value.ts';
import type { Language } from './regex.ts';
import type { BoundVariable, Sort, Term, TermOperator } from './term.ts';
import { difference, exactQuotient, floored, integerDivision, multiple, product, sum, toReal } from './terms/arithmetic.ts';
import { choice } from './terms/choice.ts';
import { equality } from './terms/equality.ts';
import type { Folder } from './terms/folder.ts';
import { createInterner } from './terms/intern.ts';
import { conjunction, disjunction } from './terms/junction.ts';
import { negation } from './terms/negation.ts';
import { comparison } from './terms/order.ts';
import { quantified } from './terms/quantifier.ts';
import { operate, substitution } from './terms/substitute.ts';
import {
  characterAt,
  concatenation,
  indexOf,
  lengthOf,
  membership,
  replacement,
  substring,
  type TextPredicate,
  textPredicate,
} from './terms/texts.ts';

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

/** An empty factory. It holds on to every term it made. */
export function createFactory(limits: Pick<Limits, 'maxTerms'>): Factory {
  const raw = createInterner(limits.maxTerms);
  const make: Factory = {
    ...raw.constants,
    apply: raw.apply,
    bound: raw.bound,
    ...logic(() => folder),
    ...arithmetic(() => folder),
    ...texts(() => folder),
    operation: (operator, args) => operate(make, operator, args),
    substitute: (term, replacements) => substitution(make, term, replacements),
    get size() {
      return raw.size();
    },
  };
  const folder: Folder = { raw, make };
  return make;
}

type Logic = Pick<Factory, 'not' | 'and' | 'or' | 'implies' | 'iff' | 'ite' | 'equal' | 'distinct' | 'forall' | 'exists'>;

function logic(folder: () => Folder): Logic {
  const not: Factory['not'] = (a) => negation(folder(), a);
  const equal: Factory['equal'] = (a, b) => equality(folder(), a, b);
  return {
    not,
    and: (terms) => conjunction(folder(), terms),
    or: (terms) => disjunction(folder(), terms),
    implies: (a, b) => disjunction(folder(), [not(a), b]),
    iff: equal,
    ite: (condition, then, otherwise) => choice(folder(), condition, then, otherwise),
    equal,
    distinct: (terms) =>
      conjunction(
        folder(),
        terms.flatMap((a, i) => terms.slice(i + 1).map((b) => not(equal(a, b)))),
      ),
    forall: (variables, body) => quantified(folder(), 'forall', variables, body),
    exists: (variables, body) => quantified(folder(), 'exists', variables, body),
  };
}

type Arithmetic = Pick<
  Factory,
  'less' | 'lessOrEqual' | 'add' | 'sum' | 'subtract' | 'multiply' | 'negate' | 'divide' | 'quotient' | 'remainder' | 'toReal' | 'floor'
>;

function arithmetic(folder: () => Folder): Arithmetic {
  return {
    less: (a, b) => comparison(folder(), 'less', a, b),
    lessOrEqual: (a, b) => comparison(folder(), 'lessOrEqual', a, b),
    add: (a, b) => sum(folder(), [a, b]),
    sum: (terms) => sum(folder(), terms),
    subtract: (a, b) => difference(folder(), a, b),
    multiply: (a, b) => product(folder(), a, b),
    negate: (a) => multiple(folder(), -1, a),
    divide: (a, b) => exactQuotient(folder(), a, b),
    quotient: (a, b) => integerDivision(folder(), 'quotient', a, b),
    remainder: (a, b) => integerDivision(folder(), 'remainder', a, b),
    toReal: (a) => toReal(folder(), a),
    floor: (a) => floored(folder(), a),
  };
}

type Texts = Pick<
  Factory,
  'concat' | 'length' | 'at' | 'substring' | 'indexOf' | 'replaceFirst' | 'replaceAll' | 'inRegex' | TextPredicate
>;

function texts(folder: () => Folder): Texts {
  const predicate =
    (operator: TextPredicate) =>
    (a: Term, b: Term): Term =>
      textPredicate(folder(), operator, a, b);
  return {
    concat: (terms) => concatenation(folder(), terms),
    length: (text) => lengthOf(folder(), text),
    contains: predicate('contains'),
    prefixOf: predicate('prefixOf'),
    suffixOf: predicate('suffixOf'),
    at: (text, position) => characterAt(folder(), text, position),
    substring: (text, start, length) => substring(folder(), text, start, length),
    indexOf: (text, part, start) => indexOf(folder(), text, part, start),
    replaceFirst: (text, pattern, by) => replacement(folder(), 'replaceFirst', [text, pattern, by]),
    replaceAll: (text, pattern, by) => replacement(folder(), 'replaceAll', [text, pattern, by]),
    textLess: predicate('textLess'),
    textLessOrEqual: predicate('textLessOrEqual'),
    inRegex: (text, regex) => membership(folder(), text, regex),
  };
}
