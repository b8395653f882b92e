// Decides how many trajectories are judged: one after the other here, or shared out to worker threads; results come in order either way.

import type { Contract } from '../contract/contract.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import type { Judged } from './judged.ts';
import type { VerifyOptions } from './options.ts';
import { verifyInParallel } from './parallel.ts';
import { verify } from './verify.ts';

/**
 * Judges trajectories in order. With more than one job, worker threads share them, each with a default solver of its own; verdicts are the
 * same. Where questions are recorded there is one job: a thread cannot tell its questions to a function of this one.
 */
export async function* verifyAll(
  contract: Contract,
  trajectories: readonly Trajectory[],
  options: VerifyOptions,
  jobs = 1,
): AsyncGenerator<Judged, void, undefined> {
  if (jobs > 1 && trajectories.length > 1 && options.record === null) {
    yield* verifyInParallel(contract, trajectories, options, jobs);
    return;
  }
  for (const trajectory of trajectories) {
    const { value, diagnostics } = await verify(contract, trajectory, options);
    yield { verdict: value, diagnostics };
  }
}
