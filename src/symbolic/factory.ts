// Decides which term stands for a formula: equal terms are one object, constants are folded, and few forms of one meaning remain.
// Leaves each operator's folding to `terms/`.

import type { Limits } from '../base/limits.ts';
import type { Term } from './term.ts';
import type { Factory } from './term-factory.ts';
import { difference, exactQuotient, floored, integerDivision, multiple, product, sum, toReal } from './terms/arithmetic.ts';
import { choice } from './terms/choice.ts';
import { equality } from './terms/equality.ts';
import type { Folder } from './terms/folder.ts';
import { createInterner } from './terms/intern.ts';
import { conjunction, disjunction } from './terms/junction.ts';
import { listedValues } from './terms/listed-values.ts';
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

export type { Factory } from './term-factory.ts';

/** An empty factory. It holds on to every term it made. */
export function createFactory(limits: Pick<Limits, 'maxTerms'>): Factory {
  const raw = createInterner(limits.maxTerms);
  const make: Factory = {
    ...raw.constants,
    apply: raw.apply,
    nameOf: raw.nameOf,
    noteTexts: raw.noteTexts,
    valuesOf: (term) => listedValues(folder, term),
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
