// Decides how a function without meaning in logic is applied to a choice: to each side, so that what is known there is computed.

import type { Context } from './context.ts';
import type { Term } from './term.ts';

/** Choices past this depth are not taken apart. */
const MAX_CASES_DEPTH = 64;

/** The function of a term, applied to each branch of a choice at its top, so that what is known in a branch is computed. */
export function byCases(context: Context, term: Term, of: (part: Term) => Term, depth = 0): Term {
  if (term.kind === 'operation' && term.operator === 'ite' && depth < MAX_CASES_DEPTH) {
    const [test, then, otherwise] = term.args;
    if (test !== undefined && then !== undefined && otherwise !== undefined) {
      return context.factory.ite(test, byCases(context, then, of, depth + 1), byCases(context, otherwise, of, depth + 1));
    }
  }
  return of(term);
}
