// Decides how trajectories are shared out to worker threads. Contracts, trajectories and verdicts are plain data, so they travel as they are.

import { Worker } from 'node:worker_threads';
import type { Contract } from '../contract/contract.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import type { Judged } from './judged.ts';
import type { VerifyOptions } from './options.ts';

/** What a worker is started with. The functions among the options stay behind: a worker has a solver of its own. */
export interface WorkerTask {
  readonly contract: Contract;
  readonly options: Omit<VerifyOptions, 'solver' | 'record'>;
  /** The path of a native solver; null for the default one. */
  readonly program: string | null;
}

/** A trajectory for a worker, and what it answers. */
export interface WorkerRequest {
  readonly index: number;
  readonly trajectory: Trajectory;
}
export interface WorkerAnswer {
  readonly index: number;
  readonly judged: Judged;
}

/** Judges with `jobs` threads; yields in the order of the trajectories. That a thread itself fails is thrown here. */
export async function* verifyInParallel(
  contract: Contract,
  trajectories: readonly Trajectory[],
  options: VerifyOptions,
  jobs: number,
): AsyncGenerator<Judged, void, undefined> {
  const { solver, record: _record, ...rest } = options;
  const task: WorkerTask = { contract, options: rest, program: solver.program ?? null };
  const slots = trajectories.map(() => deferred());
  let next = 0;
  const workers = Array.from({ length: Math.min(jobs, trajectories.length) }, () => startWorker(task));
  const feed = (worker: Worker): void => {
    const trajectory = trajectories[next];
    if (trajectory === undefined) return;
    const request: WorkerRequest = { index: next, trajectory };
    next += 1;
    worker.postMessage(request);
  };
  for (const worker of workers) {
    worker.on('message', ({ index, judged }: WorkerAnswer) => {
      slots[index]?.resolve(judged);
      feed(worker);
    });
    worker.on('error', (error) => {
      for (const slot of slots) slot.reject(error);
    });
    feed(worker);
  }
  try {
    for (const slot of slots) yield await slot.promise;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

// The worker's file stands beside this one, in the sources and in the built package alike.
function startWorker(task: WorkerTask): Worker {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new Worker(new URL(`./worker.${extension}`, import.meta.url), { workerData: task });
}

interface Deferred {
  readonly promise: Promise<Judged>;
  readonly resolve: (judged: Judged) => void;
  readonly reject: (error: unknown) => void;
}

function deferred(): Deferred {
  let settle: Pick<Deferred, 'resolve' | 'reject'> = { resolve: () => undefined, reject: () => undefined };
  const promise = new Promise<Judged>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // A rejection that nobody waits for yet is not an unhandled one: it is waited for in its turn.
  promise.catch(() => undefined);
  return { promise, ...settle };
}
