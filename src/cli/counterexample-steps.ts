// Decides which steps of a counterexample are shown: up to the failure, those that do not matter in the background.

import type { Contract } from '../contract/contract.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import type { VerifyOptions } from '../verify/options.ts';
import { rerun } from '../verify/rerun.ts';
import type { Verdict } from '../verify/verdict.ts';
import { MAX_STEPS, renderRun } from './render-steps.ts';
import type { Style } from './style.ts';

export interface StepsStyle {
  readonly style: Style;
  /** Whether steps that do not matter are shown in full, and however many there are. */
  readonly isAll: boolean;
}

/** The run of a counterexample in lines; none where there is no counterexample. `options` are those that the verdict was made with. */
export function counterexampleSteps(
  contract: Contract,
  trajectory: Trajectory,
  verdict: Verdict,
  options: Partial<VerifyOptions>,
  { style, isAll }: StepsStyle,
): readonly string[] {
  const told = verdict.counterexample === null ? null : rerun(contract, trajectory, verdict, options);
  if (told === null) return [];
  const irrelevant = new Set(verdict.steps.flatMap(({ index, relevant }) => (relevant === false ? [index] : [])));
  return renderRun(contract, told.run, style, { last: verdict.failure?.step ?? null, irrelevant, isAll, most: MAX_STEPS });
}
