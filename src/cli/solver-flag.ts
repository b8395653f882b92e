// Decides what `--solver PATH` means: the native solver that answers instead of the one in WebAssembly.

import { defaultSolver } from '../verify/default-solver.ts';
import { nativeSolver } from '../verify/native-solver.ts';
import type { SolverSource } from '../verify/options.ts';
import type { Terminal } from './terminal.ts';

export const SOLVER_FLAG = '--solver <path>';
export const SOLVER_HELP = 'a native z3 or cvc5 that answers instead of the Z3 that is built in';

/** The solver that was chosen; null if it cannot be used, which has been reported. */
export function solverOf(path: string | undefined, terminal: Terminal): SolverSource | null {
  if (path === undefined) return defaultSolver;
  const { value, diagnostics } = nativeSolver(path);
  return terminal.report(diagnostics) ? null : value;
}
