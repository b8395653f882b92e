// Decides what replacing parts of a term gives: the term rebuilt from the leaves up, folded again on the way.

import type { Term, TermOperator } from '../term.ts';
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
  const [first] = children;
  switch (term.kind) {
    case 'apply':
      return interner.apply(term.name, term.sort, children);
    case 'inRegex':
      return first ? make.inRegex(first, term.regex) : term;
    case 'quantifier':
      return first ? make[term.quantifier](term.variables, first) : term;
    case 'operation':
      return createOperation(make)(term.operator, children);
    default:
      return term;
  }
}

/** Any operator by name. A missing argument throws: the caller is wrong. */
export function createOperation(make: Constructors): (operator: TermOperator, args: readonly Term[]) => Term {
  return (operator, args) => {
    const argument = (i: number): Term => {
      const found = args[i];
      if (!found) throw new Error(`${operator} lacks argument ${i}`);
      return found;
    };
    switch (operator) {
      case 'and':
      case 'or':
      case 'concat':
        return make[operator](args);
      case 'add':
        return make.sum(args);
      case 'multiply':
        return args.slice(1).reduce((a, b) => make.multiply(a, b), argument(0));
      case 'not':
      case 'negate':
      case 'toReal':
      case 'floor':
      case 'length':
        return make[operator](argument(0));
      case 'ite':
      case 'substring':
      case 'indexOf':
      case 'replaceFirst':
      case 'replaceAll':
        return make[operator](argument(0), argument(1), argument(2));
      default:
        return make[operator](argument(0), argument(1));
    }
  };
}
