// Decides how a native solver is named so that every thread can start one: by its path.

import type { Checked } from '../base/diagnostic.ts';
import { createNativeSolver } from '../symbolic/native/create.ts';
import type { SolverBackend } from '../symbolic/solver.ts';
import type { SolverSource } from './options.ts';

/** A native solver as the option `solver` takes it. */
export interface NativeSolver extends SolverSource {
  readonly program: string;
  /** Ends all of its processes. */
  dispose(): void;
}

/**
 * The native z3 or cvc5 at a path, or of that name where the system looks for programs. It is asked for its version now, and that it gives
 * none that is known is a diagnostic. Questions start processes of it, which end with their sessions.
 */
export function nativeSolver(program: string): Checked<NativeSolver> {
  const { value, diagnostics } = createNativeSolver(program);
  if (value === null) return { value: null, diagnostics };
  const source = async (): Promise<SolverBackend> => value;
  return { value: Object.assign(source, { program, dispose: () => value.dispose() }), diagnostics };
}
