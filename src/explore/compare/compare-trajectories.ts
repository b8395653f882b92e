// Decides which of given trajectories two contracts judge differently, and at which steps.

import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Contract } from '../../contract/contract.ts';
import type { InitialState, Trajectory } from '../../contract/trajectory.ts';
import type { VerifyOptions } from '../../verify/options.ts';
import type { StepVerdict } from '../../verify/verdict.ts';
import { verify } from '../../verify/verify.ts';
import type { StepDifference, TrajectoryComparison } from './compare-result.ts';
import { initialFor, type Pair } from './pair.ts';

/** Every trajectory judged by both, also after a step that fails. */
export async function compareTrajectories(
  { a, b }: Pair,
  trajectories: readonly Trajectory[],
  options: Partial<VerifyOptions>,
): Promise<{ readonly value: readonly TrajectoryComparison[]; readonly diagnostics: readonly Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const value: TrajectoryComparison[] = [];
  for (const trajectory of trajectories) {
    const judge = (contract: Contract): ReturnType<typeof verify> =>
      verify(contract, trajectory, { ...options, keepGoing: true, initial: startFor(contract, trajectory, options.initial ?? null) });
    const [ours, theirs] = [await judge(a.concrete), await judge(b.concrete)];
    diagnostics.push(...ours.diagnostics, ...theirs.diagnostics);
    if (ours.value === null || theirs.value === null) continue;
    const { trajectory: id, verdict } = ours.value;
    value.push({ trajectory: id, a: verdict, b: theirs.value.verdict, steps: differing(ours.value.steps, theirs.value.steps) });
  }
  return { value, diagnostics };
}

function startFor(contract: Contract, trajectory: Trajectory, given: InitialState | null): InitialState {
  return initialFor(contract, given ?? trajectory.initial);
}

function differing(ours: readonly StepVerdict[], theirs: readonly StepVerdict[]): readonly StepDifference[] {
  return ours.flatMap((a, i): readonly StepDifference[] => {
    const b = theirs[i];
    const isSame = b === undefined || (a.outcome === b.outcome && a.failure?.requirement.id === b.failure?.requirement.id);
    return isSame ? [] : [{ index: a.index, operationId: a.operationId, a, b }];
  });
}
