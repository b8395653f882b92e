// Decides which native solvers tests use: those that scripts/test/native.mjs installed.

import { inject } from 'vitest';
import { createNativeSolver } from '../../src/symbolic/native/create.ts';
import type { SolverBackend } from '../../src/symbolic/solver.ts';

declare module 'vitest' {
  interface ProvidedContext {
    nativeSolvers: { readonly z3: string; readonly cvc5: string };
  }
}

export type NativeName = 'z3' | 'cvc5';

export const NATIVE_NAMES: readonly NativeName[] = ['z3', 'cvc5'];

export function nativePath(name: NativeName): string {
  return inject('nativeSolvers')[name];
}

export function nativeSolver(name: NativeName): SolverBackend {
  const { value, diagnostics } = createNativeSolver(nativePath(name));
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value;
}
