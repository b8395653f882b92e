// Decides the form of what judging one trajectory gives back.

import type { Diagnostic } from '../base/diagnostic.ts';
import type { Verdict } from './verdict.ts';

/** The verdict on one trajectory, or what was wrong with the question. */
export interface Judged {
  readonly verdict: Verdict | null;
  readonly diagnostics: readonly Diagnostic[];
}
