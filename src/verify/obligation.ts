// Decides what an obligation is: one thing that must hold for a trajectory to be valid, as a term, with what it is about.

import type { Cause } from '../contract/outcome.ts';
import type { Term } from '../symbolic/term.ts';

/** What an obligation is about. `afterStep` null means the initial state. */
export type About =
  | { readonly kind: 'outcome' | 'expected-body' | 'recorded-response'; readonly step: number }
  | { readonly kind: 'never'; readonly text: string; readonly afterStep: number | null }
  | { readonly kind: 'goal' | 'frame'; readonly text: string };

/**
 * `must`: the claim holds whatever the unknowns are. `may`: some values of the unknowns make it hold, and they are
 * those from here on (a recorded response that the contract allows).
 */
export interface Obligation {
  readonly quantifier: 'must' | 'may';
  readonly about: About;
  readonly claim: Term;
  /** Conjuncts of the claim with the requirement behind each, for unsatisfiable cores; their conjunction is the claim. */
  readonly parts: readonly Part[];
}

export interface Part {
  readonly term: Term;
  readonly cause: Cause | null;
}

/** The step that an obligation belongs to; null for a claim about the trajectory. */
export function stepOf(about: About): number | null {
  if (about.kind === 'never') return about.afterStep;
  return 'step' in about ? about.step : null;
}

/** Names an obligation in recorded queries. */
export function nameOf({ about }: Obligation): string {
  switch (about.kind) {
    case 'never':
      return about.afterStep === null ? 'never: initial state' : `never: after step ${about.afterStep}`;
    case 'goal':
      return 'goal';
    case 'frame':
      return `frame: ${about.text}`;
    default:
      return `step ${about.step}: ${about.kind}`;
  }
}
