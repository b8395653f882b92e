// Decides what a term evaluates to under a model, without a solver: the check on everything that a solver says.

import { interpretOperator } from './interpret-operator.ts';
import { defaultOf, type Model, type ModelValue } from './model.ts';
import { matchesRegex } from './regex-match.ts';
import type { Term } from './term.ts';
import { childrenOf } from './terms/children.ts';

/** The value of a term under one model; see `interpretTerm`. It remembers the values of parts, so asking about many terms is cheap. */
export type Interpreter = (term: Term) => ModelValue | null;

/**
 * The value of the term. What the model leaves open is false, 0 or ''. Null where that cannot be told: a quantifier decides, or a
 * variable without one.
 */
export function interpretTerm(term: Term, model: Model): ModelValue | null {
  return createInterpreter(model)(term);
}

export function createInterpreter(model: Model): Interpreter {
  const values = new Map<Term, ModelValue | null>();
  // A stack of our own: terms may be deeper than that of JavaScript.
  return (root) => {
    const stack: Term[] = [root];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const pending = values.has(top) ? [] : neededBy(top).filter((child) => !values.has(child));
      if (pending.length > 0) {
        stack.push(...pending);
        continue;
      }
      if (!values.has(top)) values.set(top, valueOf(top, values, model));
      stack.pop();
    }
    return values.get(root) ?? null;
  };
}

/** Nothing is learnt from inside a quantifier. */
function neededBy(term: Term): readonly Term[] {
  return term.kind === 'quantifier' ? [] : childrenOf(term);
}

function valueOf(term: Term, values: ReadonlyMap<Term, ModelValue | null>, model: Model): ModelValue | null {
  const args = neededBy(term).map((child) => values.get(child) ?? null);
  switch (term.kind) {
    case 'constant':
      return term.value;
    case 'bound':
    case 'quantifier':
      return null;
    case 'apply': {
      const known = args.filter((arg) => arg !== null);
      return known.length === args.length ? (model.valueOf(term.name, known, term.sort) ?? defaultOf(term.sort)) : null;
    }
    case 'inRegex':
      return typeof args[0] === 'string' ? matchesRegex(term.regex, args[0]) : null;
    case 'operation':
      return interpretOperator(term.operator, args);
  }
}
