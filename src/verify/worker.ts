// Decides nothing: a worker thread that judges the trajectories it is sent, with a solver of its own.

import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerAnswer, WorkerRequest, WorkerTask } from './parallel.ts';
import { verify } from './verify.ts';

const { contract, options }: WorkerTask = workerData;

parentPort?.on('message', async ({ index, trajectory }: WorkerRequest) => {
  parentPort?.postMessage(await answer(index, trajectory));
});

async function answer(index: number, trajectory: WorkerRequest['trajectory']): Promise<WorkerAnswer> {
  try {
    const { value, diagnostics } = await verify(contract, trajectory, options);
    return { index, judged: { verdict: value, diagnostics } };
  } catch (failure) {
    // Whatever it is, it is thrown again in the thread that waits for this answer.
    return { index, failure: failure instanceof Error ? failure : new Error(String(failure)) };
  }
}
