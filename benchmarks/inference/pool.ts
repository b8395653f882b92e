// Decides how many documents are worked on at once and for how long: each in a worker process that is ended when it is late.

import { type ChildProcess, fork } from 'node:child_process';
import type { Answer, Job } from './worker.ts';

export type Result = Answer | { readonly kind: 'late'; readonly ms: number } | { readonly kind: 'died'; readonly status: string };

export interface PoolOptions {
  readonly workers: number;
  /** For each document. */
  readonly limitMs: number;
  /** The heap of each worker. */
  readonly heapMegabytes: number;
}

/** A process ends after this many documents, so that what one leaves behind does not count against the next for ever. */
const DOCUMENTS_PER_PROCESS = 400;
const REGISTER = new URL('../../scripts/typescript/register.mjs', import.meta.url).href;

/** Calls `done` with each result as it comes, in any order. */
export async function runAll(jobs: readonly Job[], options: PoolOptions, done: (job: Job, result: Result) => void): Promise<void> {
  const queue = jobs.values();
  await Promise.all(Array.from({ length: Math.min(options.workers, jobs.length) }, () => runSome(queue, options, done)));
}

async function runSome(queue: IterableIterator<Job>, options: PoolOptions, done: (job: Job, result: Result) => void): Promise<void> {
  let worker: ChildProcess | null = null;
  let served = 0;
  for (const job of queue) {
    worker ??= await start(options);
    const result = await ask(worker, job, options.limitMs);
    served += 1;
    if ((result.kind !== 'done' && result.kind !== 'thrown') || served % DOCUMENTS_PER_PROCESS === 0) {
      worker.kill('SIGKILL');
      worker = null;
    }
    done(job, result);
  }
  worker?.kill('SIGKILL');
}

async function start({ heapMegabytes }: PoolOptions): Promise<ChildProcess> {
  const execArgv = ['--import', REGISTER, `--max-old-space-size=${heapMegabytes}`];
  const worker = fork(new URL('./worker.ts', import.meta.url), { execArgv });
  await new Promise((resolve) => worker.once('message', resolve));
  return worker;
}

function ask(worker: ChildProcess, job: Job, limitMs: number): Promise<Result> {
  return new Promise((resolve) => {
    const finish = (result: Result): void => {
      clearTimeout(timer);
      worker.removeAllListeners();
      resolve(result);
    };
    const timer = setTimeout(() => finish({ kind: 'late', ms: limitMs }), limitMs);
    worker.once('message', (answer: Answer) => finish(answer));
    worker.once('exit', (code, signal) => finish({ kind: 'died', status: signal ?? `status ${code}` }));
    worker.send(job);
  });
}
