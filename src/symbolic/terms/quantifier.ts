// Decides how quantifiers fold: over nothing, over variables that do not occur, one directly inside another of its kind.

import type { BoundVariable, Term } from '../term.ts';
import { childrenOf } from './children.ts';
import { expectSort, type Folder } from './folder.ts';

export function quantified(folder: Folder, quantifier: 'forall' | 'exists', variables: readonly BoundVariable[], body: Term): Term {
  expectSort(body, quantifier, 'bool');
  const occurring = occurrences(variables, body);
  const kept = variables.filter((variable) => occurring.has(variable));
  if (kept.length === 0) return body;
  if (body.kind === 'quantifier' && body.quantifier === quantifier)
    return folder.raw.quantifier(quantifier, [...kept, ...body.variables], body.body);
  return folder.raw.quantifier(quantifier, kept, body);
}

/** Those of the variables that occur in the term. */
function occurrences(variables: readonly BoundVariable[], term: Term): ReadonlySet<Term> {
  const wanted = new Set<Term>(variables);
  // Whatever contains a variable was made after it.
  const oldest = Math.min(...variables.map((variable) => variable.id));
  const found = new Set<Term>();
  const seen = new Set<Term>();
  const pending = [term];
  for (let at = pending.pop(); at !== undefined && found.size < wanted.size; at = pending.pop()) {
    if (at.id < oldest || seen.has(at)) continue;
    seen.add(at);
    if (wanted.has(at)) found.add(at);
    pending.push(...childrenOf(at));
  }
  return found;
}
