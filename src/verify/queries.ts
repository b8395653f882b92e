// Decides how the questions of a verification are written out, so that another solver can check the answers.

import { toSmtLib } from '../symbolic/smtlib.ts';
import type { Query } from './prover.ts';

/** One SMT-LIB 2 script: every question after a comment with its name and the answer that was given, separated by `(reset)`. */
export function queriesToSmtLib(queries: readonly Query[]): string {
  if (queries.length === 0) return '; every claim folded to a constant: no question was put to the solver\n';
  return queries.map((query) => `; ${comment(query.name)}\n${toSmtLib(query.assertions, expected(query))}`).join('(reset)\n');
}

function comment(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

function expected(query: Query): { readonly expected?: 'sat' | 'unsat' } {
  return query.answer === 'unknown' ? {} : { expected: query.answer };
}
