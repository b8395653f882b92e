// Decides what replacing parts of a term gives: the term rebuilt from the leaves up, folded again on the way.

import type { Term } from '../term.ts';
import type { Arithmetic } from './arithmetic.ts';
import type { Interner } from './intern.ts';
import type { Logic } from './logic.ts';
import type { Strings } from './strings.ts';

type Constructors = Logic & Arithmetic & Strings;

/** The sub-terms that a term is made of. */
export function childrenOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'constant':
    case 'bound':
      return [];
    case 'apply':
    case 'operation':
      return term.args;
    case 'inRegex':
      return [term.text];
    case 'quantifier':
      return [term.body];
  }
}

/** A substitution function over the constructors of one factory. Works from a stack of its own: terms may be deep. */
export function createSubstitution(interner: Interner, make: Constructors): (term: Term, replacements: ReadonlyMap<Term, Term>) => Term {
  return (term, replacements) => {
    const done = new Map<Term, Term>(replacements);
    const stack: Term[] = [term];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const pending = done.has(top) ? [] : childrenOf(top).filter((child) => !done.has(child));
      if (pending.length > 0) stack.push(...pending);
      else {
        if (!done.has(top)) done.set(top, rebuilt(interner, make, top, childrenOf(top).map((child) => done.get(child) ?? child)));
        stack.pop();
      }
    }
    return done.get(term) ?? term;
  };
}

function rebuilt(interner: Interner, make: Constructors, term: Term, children: readonly Term[]): Term {
  if (children.every((child, i) => child === childrenOf(term)[i])) return term;
  const [first, second, third] = children;
  switch (term.kind) {
    case 'apply':
      return interner.apply(term.name, term.sort, children);
    case 'inRegex':
      return first ? make.inRegex(first, term.regex) : term;
    case 'quantifier':
      return first ? make[term.quantifier](term.variables, first) : term;
    case 'operation':
      return first ? operated(make, term, children, first, second ?? first, third ?? first) : term;
    default:
      return term;
  }
}

function operated(make: Constructors, term: Term & { kind: 'operation' }, children: readonly Term[], a: Term, b: Term, c: Term): Term {
  switch (term.operator) {
    case 'and':
    case 'or':
    case 'concat':
      return make[term.operator](children);
    case 'add':
      return make.sum(children);
    case 'not':
    case 'negate':
    case 'toReal':
    case 'floor':
    case 'length':
      return make[term.operator](a);
    case 'ite':
    case 'substring':
    case 'indexOf':
    case 'replaceFirst':
    case 'replaceAll':
      return make[term.operator](a, b, c);
    default:
      return make[term.operator](a, b);
  }
}
