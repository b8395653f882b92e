// Decides what a term is made of.

import type { Term } from '../term.ts';

const NONE: readonly Term[] = [];

/** The terms directly inside a term, in order. The variables of a quantifier are not among them. */
export function childrenOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'constant':
    case 'bound':
      return NONE;
    case 'apply':
    case 'operation':
      return term.args;
    case 'inRegex':
      return [term.text];
    case 'quantifier':
      return [term.body];
  }
}

/** Every term inside the given ones, and these, once each; children before parents. Works without recursion: terms may be deeper than the stack. */
export function subtermsOf(terms: readonly Term[]): readonly Term[] {
  const seen = new Set<Term>();
  const pending = [...terms];
  for (let term = pending.pop(); term !== undefined; term = pending.pop()) {
    if (seen.has(term)) continue;
    seen.add(term);
    pending.push(...childrenOf(term));
  }
  return [...seen].sort((a, b) => a.id - b.id);
}
