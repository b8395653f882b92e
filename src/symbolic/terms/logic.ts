// Decides how propositional structure, choice and equality fold.

import { equalNumbers } from '../../base/number.ts';
import type { BoundVariable, Term } from '../term.ts';
import type { Interner } from './intern.ts';

export interface Logic {
  not(a: Term): Term;
  and(terms: readonly Term[]): Term;
  or(terms: readonly Term[]): Term;
  implies(a: Term, b: Term): Term;
  iff(a: Term, b: Term): Term;
  distinct(terms: readonly Term[]): Term;
  ite(test: Term, then: Term, otherwise: Term): Term;
  equal(a: Term, b: Term): Term;
  forall(variables: readonly BoundVariable[], body: Term): Term;
  exists(variables: readonly BoundVariable[], body: Term): Term;
}

type Constant = Term & { readonly kind: 'constant' };

// A conjunction inside a conjunction is taken apart only while it is small: growing one by one stays linear.
const MAX_FLATTENED = 32;
// A choice between constants compared with a constant is pushed inside to this depth.
const MAX_EQUAL_DEPTH = 256;

/** The folding constructors of bool, ite and equality. */
export function createLogic(interner: Interner): Logic {
  const { constants } = interner;
  const negation = (a: Term): Term => negate(interner, a);
  const and = (terms: readonly Term[]): Term => junction(interner, 'and', terms, constants.true, constants.false, negation);
  const or = (terms: readonly Term[]): Term => junction(interner, 'or', terms, constants.false, constants.true, negation);
  const logic: Logic = {
    not: negation,
    and,
    or,
    implies: (a, b) => or([negation(a), b]),
    iff: (a, b) => logic.equal(a, b),
    distinct: (terms) => and(terms.flatMap((a, i) => terms.slice(i + 1).map((b) => negation(logic.equal(a, b))))),
    ite: (test, then, otherwise) => choose(interner, logic, test, then, otherwise),
    equal: (a, b) => equate(interner, logic, a, b, 0),
    forall: (variables, body) => quantify(interner, 'forall', variables, body),
    exists: (variables, body) => quantify(interner, 'exists', variables, body),
  };
  return logic;
}

/** Whether the term is a constant with that truth value. */
export function isTruth(term: Term, value: boolean): boolean {
  return term.kind === 'constant' && term.value === value;
}

function negate(interner: Interner, a: Term): Term {
  if (a.kind === 'constant') return interner.constants.bool(a.value !== true);
  if (a.kind === 'operation') {
    const [x, y] = a.args;
    if (a.operator === 'not' && x) return x;
    if (x && y && a.operator === 'less') return interner.operation('lessOrEqual', 'bool', [y, x]);
    if (x && y && a.operator === 'lessOrEqual') return interner.operation('less', 'bool', [y, x]);
    if (x && y && a.operator === 'textLess') return interner.operation('textLessOrEqual', 'bool', [y, x]);
    if (x && y && a.operator === 'textLessOrEqual') return interner.operation('textLess', 'bool', [y, x]);
  }
  return interner.operation('not', 'bool', [a]);
}

function junction(interner: Interner, operator: 'and' | 'or', terms: readonly Term[], neutral: Term, absorbing: Term, not: (a: Term) => Term): Term {
  const kept = new Set<Term>();
  for (const term of terms) {
    if (term === absorbing) return absorbing;
    if (term === neutral) continue;
    const inner = term.kind === 'operation' && term.operator === operator && term.args.length <= MAX_FLATTENED ? term.args : [term];
    for (const part of inner) kept.add(part);
  }
  if (kept.size === 0) return neutral;
  // Looking for a complement makes its term, so only small junctions are searched; negations are searched always.
  for (const term of kept) {
    if (term.kind === 'operation' && term.operator === 'not' && term.args[0] && kept.has(term.args[0])) return absorbing;
    if (kept.size <= MAX_FLATTENED && isOrder(term) && kept.has(not(term))) return absorbing;
  }
  const [only] = kept;
  if (kept.size === 1 && only) return only;
  return interner.operation(operator, 'bool', [...kept].sort((a, b) => a.id - b.id));
}

function isOrder(term: Term): boolean {
  return term.kind === 'operation' && (term.operator === 'less' || term.operator === 'lessOrEqual');
}

function choose(interner: Interner, logic: Logic, test: Term, then: Term, otherwise: Term): Term {
  if (test.kind === 'constant') return test.value === true ? then : otherwise;
  if (then === otherwise) return then;
  if (then.sort !== otherwise.sort) return choose(interner, logic, test, asReal(interner, then), asReal(interner, otherwise));
  if (test.kind === 'operation' && test.operator === 'not' && test.args[0]) return choose(interner, logic, test.args[0], otherwise, then);
  if (then.sort === 'bool') {
    if (isTruth(then, true)) return logic.or([test, otherwise]);
    if (isTruth(then, false)) return logic.and([logic.not(test), otherwise]);
    if (isTruth(otherwise, true)) return logic.or([logic.not(test), then]);
    if (isTruth(otherwise, false)) return logic.and([test, then]);
  }
  if (otherwise.kind === 'operation' && otherwise.operator === 'ite' && otherwise.args[0] === test && otherwise.args[2]) {
    return choose(interner, logic, test, then, otherwise.args[2]);
  }
  if (then.kind === 'operation' && then.operator === 'ite' && then.args[0] === test && then.args[1]) {
    return choose(interner, logic, test, then.args[1], otherwise);
  }
  return interner.operation('ite', then.sort, [test, then, otherwise]);
}

/** An int term taken for a real; a real as it is. */
export function asReal(interner: Interner, a: Term): Term {
  if (a.sort !== 'int') return a;
  if (a.kind === 'constant' && a.sort === 'int') return interner.constants.real(a.value);
  return interner.operation('toReal', 'real', [a]);
}

function equate(interner: Interner, logic: Logic, a: Term, b: Term, depth: number): Term {
  if (a === b) return interner.constants.true;
  if (a.sort !== b.sort) return equateMixed(interner, logic, a, b, depth);
  if (a.kind === 'constant' && b.kind === 'constant') return interner.constants.bool(sameConstant(a, b));
  if (a.kind === 'constant') return equate(interner, logic, b, a, depth);
  if (b.kind === 'constant') {
    if (b.sort === 'bool') return b.value === true ? a : logic.not(a);
    if (a.kind === 'operation' && a.operator === 'ite' && depth < MAX_EQUAL_DEPTH) return equateChoice(interner, logic, a.args, b, depth);
  }
  if (a.kind === 'operation' && a.operator === 'not' && a.args[0] === b) return interner.constants.false;
  if (b.kind === 'operation' && b.operator === 'not' && b.args[0] === a) return interner.constants.false;
  return interner.operation('equal', 'bool', a.id < b.id ? [a, b] : [b, a]);
}

function equateMixed(interner: Interner, logic: Logic, a: Term, b: Term, depth: number): Term {
  const numeric = (t: Term): boolean => t.sort === 'int' || t.sort === 'real';
  if (!numeric(a) || !numeric(b)) return interner.constants.false;
  return equate(interner, logic, asReal(interner, a), asReal(interner, b), depth);
}

function equateChoice(interner: Interner, logic: Logic, [test, then, otherwise]: readonly Term[], constant: Constant, depth: number): Term {
  if (!test || !then || !otherwise) return interner.constants.false;
  const branchConstant = then.kind === 'constant' || otherwise.kind === 'constant';
  if (!branchConstant) return interner.operation('equal', 'bool', orderedPair(interner.operation('ite', then.sort, [test, then, otherwise]), constant));
  return logic.ite(test, equate(interner, logic, then, constant, depth + 1), equate(interner, logic, otherwise, constant, depth + 1));
}

function orderedPair(a: Term, b: Term): readonly Term[] {
  return a.id < b.id ? [a, b] : [b, a];
}

function sameConstant(a: Constant, b: Constant): boolean {
  if (a.sort === 'bool' || b.sort === 'bool' || a.sort === 'string' || b.sort === 'string') return a.value === b.value;
  return equalNumbers(a.value, b.value);
}

function quantify(interner: Interner, quantifier: 'forall' | 'exists', variables: readonly BoundVariable[], body: Term): Term {
  if (body.kind === 'constant' || variables.length === 0) return body;
  return interner.quantifier(quantifier, variables, body);
}
