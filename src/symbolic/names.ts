// Decides which uninterpreted functions a term mentions.

import type { Term } from './term.ts';
import { childrenOf } from './terms/children.ts';

/**
 * A function from a term to the names of the uninterpreted functions in it. It remembers answers for the terms it was asked about,
 * so asking again about a term, or about one that contains it, is cheap.
 */
export function createNamesIn(): (term: Term) => ReadonlySet<string> {
  const answers = new WeakMap<Term, ReadonlySet<string>>();
  return (term) => {
    const known = answers.get(term);
    if (known !== undefined) return known;
    const names = collectNames(term, answers);
    answers.set(term, names);
    return names;
  };
}

// Iterative: terms may be deeper than the stack.
function collectNames(root: Term, answers: WeakMap<Term, ReadonlySet<string>>): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<Term>([root]);
  const pending: Term[] = [root];
  for (let term = pending.pop(); term !== undefined; term = pending.pop()) {
    const known = answers.get(term);
    if (known !== undefined) {
      for (const name of known) names.add(name);
      continue;
    }
    if (term.kind === 'apply') names.add(term.name);
    for (const child of childrenOf(term)) {
      if (seen.has(child)) continue;
      seen.add(child);
      pending.push(child);
    }
  }
  return names;
}
