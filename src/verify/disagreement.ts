// Decides what happens when the two interpreters contradict each other: a bug report, never a verdict.

import type { Trajectory } from '../contract/trajectory.ts';
import { nameOf, type Obligation } from './obligation.ts';

/**
 * The symbolic interpreter claims what the concrete one denies, about a run that leaves nothing open. One of them is wrong, so
 * no verdict can be given. The message is the bug report.
 */
export class Disagreement extends Error {
  override readonly name = 'Disagreement';

  constructor(trajectory: Trajectory, obligation: Obligation, detail: string) {
    super(
      `the two interpreters disagree about trajectory '${trajectory.id}', ${nameOf(obligation.about)}: ${detail}. ` +
        'This is a bug in envfactory, not in your input. Please report it with the specification and the trajectory.',
    );
  }
}
