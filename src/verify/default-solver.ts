// Decides which solver answers when none is given: Z3 in WebAssembly, loaded when the first question arises and not before.

import type { SolverBackend } from '../symbolic/solver.ts';

let started: Promise<SolverBackend> | null = null;

/** The solver of this thread, started on first use (about a quarter of a second), and again after it crashed. */
export async function defaultSolver(): Promise<SolverBackend> {
  if (started && !(await started).isAlive) started = null;
  started ??= import('../symbolic/z3/create.ts').then(({ createZ3 }) => createZ3());
  return started;
}

/** Ends the solver, if it was started: its threads would keep the process alive. */
export async function disposeDefaultSolver(): Promise<void> {
  const backend = started;
  started = null;
  if (backend) (await backend).dispose();
}
