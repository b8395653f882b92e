// Decides what is likely of texts to which rules apply functions that logic does not know: with it, a model is one that a replay confirms.

import type { Context } from './context.ts';
import type { Term } from './term.ts';
import { subtermsOf } from './terms/children.ts';

/** Constructs that leave most texts as they are. */
const USUALLY_NOTHING: ReadonlySet<string> = new Set(['lowerAscii', 'trim']);

/**
 * Facts that hold in some of the cases in question, not in all: only what is found with them counts, never that nothing is. Empty where the terms,
 * which are all that was asserted, give no reason for any.
 */
export function likelyFacts(context: Context, terms: readonly Term[]): readonly Term[] {
  const { factory, constructs } = context;
  return subtermsOf(terms).flatMap((term) => {
    const construct = term.kind === 'apply' ? constructs.get(term.name) : undefined;
    if (term.kind !== 'apply' || construct === undefined || !USUALLY_NOTHING.has(construct) || context.isOpen(term)) return [];
    const [text] = term.args;
    return text === undefined ? [] : [factory.equal(term, text)];
  });
}
