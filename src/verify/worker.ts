// Decides nothing: a worker thread that judges the trajectories it is sent, with a solver of its own.

import { parentPort, workerData } from 'node:worker_threads';
import { defaultSolver } from './default-solver.ts';
import { judgeOne } from './judged.ts';
import { nativeSolver } from './native-solver.ts';
import type { SolverSource } from './options.ts';
import type { WorkerAnswer, WorkerRequest, WorkerTask } from './parallel.ts';

const { contract, options, program }: WorkerTask = workerData;
const solver = program === null ? defaultSolver : startNative(program);

parentPort?.on('message', async ({ index, trajectory }: WorkerRequest) => {
  const answer: WorkerAnswer = { index, judged: await judgeOne(contract, trajectory, { ...options, solver }) };
  parentPort?.postMessage(answer);
});

/** It was started before, in the thread that started this one. */
function startNative(path: string): SolverSource {
  const { value, diagnostics } = nativeSolver(path);
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value;
}
