// Decides what an obligation is: one thing that must hold for a trajectory to be valid, as a term, with what it is about.

import type { Cause } from '../contract/outcome.ts';
import type { Trajectory } from '../contract/trajectory.ts';
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

/** What a trajectory claims, in the order in which it is judged. */
export function aboutsOf({ steps, never, frame, goal }: Trajectory): readonly About[] {
  const neverAfter = (afterStep: number | null): readonly About[] => (never === null ? [] : [{ kind: 'never', text: never, afterStep }]);
  const perStep = steps.flatMap(({ expect, response }, step): readonly About[] => [
    { kind: 'outcome', step },
    ...(expect?.body === undefined ? [] : [{ kind: 'expected-body', step } as const]),
    ...(response?.body === undefined ? [] : [{ kind: 'recorded-response', step } as const]),
    ...neverAfter(step),
  ]);
  const frames = frame.map((text): About => ({ kind: 'frame', text }));
  return [...neverAfter(null), ...perStep, ...frames, ...(goal === null ? [] : [{ kind: 'goal', text: goal } as const])];
}

/** Names an obligation in recorded queries. */
export function nameOf(about: About): string {
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
