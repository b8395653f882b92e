// Decides which solver answers when none is given: Z3 in WebAssembly in a thread of its own, started when the first question arises and not before.

import type { SolverBackend } from '../symbolic/solver.ts';

let started: Promise<SolverBackend> | null = null;

/** The solver of this thread, started on first use (about half a second). */
export async function defaultSolver(): Promise<SolverBackend> {
  started ??= import('../symbolic/z3/isolated/create.ts').then(({ createIsolatedZ3 }) => createIsolatedZ3());
  return started;
}

/** Ends the solver, if it was started, and lets its memory go. */
export async function disposeDefaultSolver(): Promise<void> {
  const backend = started;
  started = null;
  if (backend) (await backend).dispose();
}
