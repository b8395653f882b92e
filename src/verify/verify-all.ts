// Decides how many trajectories are judged: one after the other here, or shared out to worker threads; results come in order either way.

import type { Contract } from '../contract/contract.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import { type Judged, judgeOne } from './judged.ts';
import { DEFAULT_OPTIONS, type VerifyOptions } from './options.ts';
import { verifyInParallel } from './parallel.ts';

/**
 * Judges trajectories in order. With more than one job, worker threads share them, each with a solver of its own (the native one that was given, or the
 * default); verdicts are the same. Where questions are recorded there is one job: a thread cannot tell its questions to a function of this one. Never throws because
 * of one trajectory: a mistake of this program is a `bug` of what is yielded for it.
 */
export async function* verifyAll(
  contract: Contract,
  trajectories: readonly Trajectory[],
  options: Partial<VerifyOptions> = {},
  jobs = 1,
): AsyncGenerator<Judged, void, undefined> {
  const all = { ...DEFAULT_OPTIONS, ...options };
  if (jobs > 1 && trajectories.length > 1 && all.record === null) {
    yield* verifyInParallel(contract, trajectories, all, jobs);
    return;
  }
  for (const trajectory of trajectories) yield judgeOne(contract, trajectory, all);
}
