// Decides whether a question needs the theory of strings, or only equality between them.

import type { Term } from './term.ts';
import { childrenOf } from './terms/children.ts';

/** Whether any sub-term looks inside a string. Equality and choice of strings do not. */
export function needsSequences(terms: readonly Term[]): boolean {
  const seen = new Set<Term>();
  const stack = [...terms];
  for (let term = stack.pop(); term; term = stack.pop()) {
    if (seen.has(term)) continue;
    seen.add(term);
    if (looksInside(term)) return true;
    stack.push(...childrenOf(term));
  }
  return false;
}

function looksInside(term: Term): boolean {
  if (term.kind === 'inRegex') return true;
  if (term.kind !== 'operation' || term.operator === 'ite' || term.operator === 'equal') return false;
  return term.sort === 'string' || term.args.some((arg) => arg.sort === 'string');
}
