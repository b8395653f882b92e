// Decides choices by a script, such as a solver's model, and leaves what the script does not mention to another chooser.

import type { Value } from '../../base/value.ts';
import type { Chooser } from './chooser.ts';

/** The value that the script has for a place, else the fallback's answer. Scripted values are not checked here; `step` does. */
export function scriptedChooser(choices: ReadonlyMap<string, Value>, fallback: Chooser): Chooser {
  return (question) => choices.get(question.place) ?? (choices.has(question.place) ? null : fallback(question));
}
