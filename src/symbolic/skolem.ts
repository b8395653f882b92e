// Decides how a claim that something exists is turned into one about a witness with a name, so that a solver needs no quantifier for it and
// a model says what the witness is.

import type { Factory } from './factory.ts';
import type { BoundVariable, Term } from './term.ts';

/**
 * A term that can be satisfied exactly if the given one can: quantifiers that say `exists`, seen from the top through `and`, `or`, `not` and
 * branches of `ite`, are replaced by their bodies with unknown constants for their variables. Quantifiers inside others stay.
 */
export function skolemise(factory: Factory, term: Term): Term {
  return visit(factory, term, true);
}

/** Name of the unknown that stands for a variable whose quantifier was replaced by its body. */
export function witnessName(variable: BoundVariable): string {
  return `witness ${variable.name}`;
}

// Terms are shared: without remembering, one would be visited once for every way that leads to it. A term belongs to one factory.
const asserted = new WeakMap<Term, Term>();
const denied = new WeakMap<Term, Term>();

function visit(factory: Factory, term: Term, positive: boolean): Term {
  const memory = positive ? asserted : denied;
  const known = memory.get(term);
  if (known !== undefined) return known;
  const result = witnessed(factory, term, positive);
  memory.set(term, result);
  return result;
}

function witnessed(factory: Factory, term: Term, positive: boolean): Term {
  if (term.kind === 'quantifier') {
    if ((term.quantifier === 'exists') !== positive) return term;
    const witnesses = term.variables.map((variable) => [variable, factory.apply(witnessName(variable), variable.sort)] as const);
    return visit(factory, factory.substitute(term.body, new Map<Term, Term>(witnesses)), positive);
  }
  if (term.kind !== 'operation' || term.sort !== 'bool') return term;
  const [first, second, third] = term.args;
  switch (term.operator) {
    case 'and':
      return factory.and(term.args.map((arg) => visit(factory, arg, positive)));
    case 'or':
      return factory.or(term.args.map((arg) => visit(factory, arg, positive)));
    case 'not':
      return first === undefined ? term : factory.not(visit(factory, first, !positive));
    case 'ite':
      if (first === undefined || second === undefined || third === undefined) return term;
      return factory.ite(first, visit(factory, second, positive), visit(factory, third, positive));
    default:
      return term;
  }
}
