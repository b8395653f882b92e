// Decides whether a solver's model is believed, and which part of a core is needed: whoever the solver is.

import { createInterpreter } from '../interpret.ts';
import type { Model } from '../model.ts';
import type { Answer } from '../solver.ts';
import type { Term } from '../term.ts';

/** The model, unless it makes one of the asserted terms false: then the solver is at fault. */
export function believed(model: Model, asserted: readonly Term[]): Answer {
  const interpret = createInterpreter(model);
  return asserted.some((term) => interpret(term) === false)
    ? { kind: 'unknown', cause: 'fault', reason: 'the model that the solver gave does not satisfy what was asserted' }
    : { kind: 'sat', model };
}

/** Drops what is not needed of a core, one term after the other. `ask` is asked once per term at most. */
export function minimalCore(core: readonly Term[], ask: (tracked: readonly Term[]) => Answer): readonly Term[] {
  let kept = core;
  for (const candidate of core) {
    if (!kept.includes(candidate)) continue;
    const answer = ask(kept.filter((term) => term !== candidate));
    if (answer.kind === 'unsat') kept = answer.core;
  }
  return kept;
}
