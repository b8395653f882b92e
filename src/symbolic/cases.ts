// Decides how a function without meaning in logic is applied to a choice: to each side, so that what is known there is computed.

import type { Context } from './context.ts';
import type { Term } from './term.ts';

/** Choices past this depth are not taken apart. */
const MAX_CASES_DEPTH = 64;

/** The function of a term, applied to each branch of a choice at its top, or to each value if these are few, so that what is known there is computed. */
export function byCases(context: Context, term: Term, of: (part: Term) => Term, depth = 0): Term {
  if (term.kind === 'operation' && term.operator === 'ite' && depth < MAX_CASES_DEPTH) {
    const [test, then, otherwise] = term.args;
    if (test !== undefined && then !== undefined && otherwise !== undefined) {
      return context.factory.ite(test, byCases(context, then, of, depth + 1), byCases(context, otherwise, of, depth + 1));
    }
  }
  return term.kind === 'constant' ? of(term) : byValues(context, term, of);
}

function byValues({ factory }: Context, term: Term, of: (part: Term) => Term): Term {
  const values = factory.valuesOf(term);
  const last = values?.at(-1);
  if (values === null || last === undefined) return of(term);
  return values.slice(0, -1).reduceRight((otherwise, value) => factory.ite(factory.equal(term, value), of(value), otherwise), of(last));
}
