// Decides nothing: a worker thread that judges the trajectories it is sent, with a solver of its own.

import { parentPort, workerData } from 'node:worker_threads';
import { judgeOne } from './judged.ts';
import type { WorkerAnswer, WorkerRequest, WorkerTask } from './parallel.ts';

const { contract, options }: WorkerTask = workerData;

parentPort?.on('message', async ({ index, trajectory }: WorkerRequest) => {
  const answer: WorkerAnswer = { index, judged: await judgeOne(contract, trajectory, options) };
  parentPort?.postMessage(answer);
});
