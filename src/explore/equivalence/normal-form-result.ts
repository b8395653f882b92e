// Decides the form of what is found out about the order of the steps of a trajectory.

import type { Trajectory } from '../../contract/trajectory.ts';
import type { Bound, UnknownReason } from '../../verify/verdict.ts';

/** Whether a trajectory does the same in another form. All of it was compared: last states and the answers of the steps that are left. */
export type Sameness =
  | { readonly kind: 'proved'; readonly bounds: readonly Bound[] }
  /** `uses`: a step uses what another answered or sent. `differs`: it does something else then, from some state in question. */
  | { readonly kind: 'refuted'; readonly why: 'uses' | 'differs' }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };

export interface NormalForm {
  /** The steps of the trajectory in normal order, by index. */
  readonly order: readonly number[];
  /** The trajectory in that order; steps that are referred to are named after their place. */
  readonly trajectory: Trajectory;
  /** For each step but the last, whether it can change places with the next. */
  readonly adjacent: readonly Sameness[];
  /** For each step, whether it can be left out. */
  readonly omissible: readonly Sameness[];
  /** The normal order without steps that can be left out one after the other, by index, the last first. */
  readonly reduced: { readonly order: readonly number[]; readonly trajectory: Trajectory };
  /** False if so many comparisons were not enough: then the order may not be the normal one. */
  readonly isComplete: boolean;
}
