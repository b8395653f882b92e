// Decides what replacing parts of a term gives: the term rebuilt from the leaves up, folded again on the way.

import type { Term, TermOperator } from '../term.ts';
import type { Factory } from '../term-factory.ts';
import { childrenOf } from './children.ts';

/** The term with others in place of its parts. Variables that a quantifier inside binds are not replaced there. */
export function substitution(make: Factory, term: Term, replacements: ReadonlyMap<Term, Term>): Term {
  for (const [from, to] of replacements) if (from.sort !== to.sort) throw new Error(`a ${to.sort} in place of a ${from.sort}`);
  if (replacements.size === 0) return term;
  const done = new Map<Term, Term>(replacements);
  const oldest = Math.min(...[...replacements.keys()].map((from) => from.id));
  const stack: Term[] = [term];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    // Whatever contains a replaced term was made after it.
    const pending = done.has(top) || top.id < oldest ? [] : childrenOf(top).filter((child) => !done.has(child) && child.id >= oldest);
    if (pending.length > 0 && !binds(top, replacements)) {
      stack.push(...pending);
      continue;
    }
    if (!done.has(top)) done.set(top, top.id < oldest ? top : rebuilt(make, top, done, replacements));
    stack.pop();
  }
  return done.get(term) ?? term;
}

function binds(term: Term, replacements: ReadonlyMap<Term, Term>): boolean {
  return term.kind === 'quantifier' && term.variables.some((variable) => replacements.has(variable));
}

function rebuilt(make: Factory, term: Term, done: ReadonlyMap<Term, Term>, replacements: ReadonlyMap<Term, Term>): Term {
  if (term.kind === 'quantifier' && binds(term, replacements)) {
    const others = new Map([...replacements].filter(([from]) => !term.variables.some((variable) => variable === from)));
    return make[term.quantifier](term.variables, substitution(make, term.body, others));
  }
  const children = childrenOf(term);
  const parts = children.map((child) => done.get(child) ?? child);
  if (parts.every((part, i) => part === children[i])) return term;
  const [first = term] = parts;
  switch (term.kind) {
    case 'apply':
      return make.apply(term.name, term.sort, parts);
    case 'inRegex':
      return make.inRegex(first, term.regex);
    case 'quantifier':
      return make[term.quantifier](term.variables, first);
    case 'operation':
      return operate(make, term.operator, parts);
    default:
      return term;
  }
}

/** Any operator by name. A missing argument throws, as the caller is wrong. */
export function operate(make: Factory, operator: TermOperator, args: readonly Term[]): Term {
  const argument = (i: number): Term => {
    const found = args[i];
    if (found === undefined) throw new Error(`${operator} lacks argument ${i}`);
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
}
