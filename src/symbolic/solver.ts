// Decides what a solver is to the rest of the program: assertions in, an answer out. Who answers is not its business.

import type { Num } from '../base/value.ts';
import type { Sort, Term } from './term.ts';

/** A value of a sort: truth value, exact number, or string. */
export type Constant = boolean | Num | string;

/** Values for everything uninterpreted. Total: what the solver left open has the default of its sort (false, 0, ''). */
export interface Model {
  /** The value of an application of an uninterpreted function at constant arguments. */
  valueOf(name: string, args: readonly Constant[], sort: Sort): Constant;
}

/** An answer is never wrong and need not be given: `unknown` says why not. */
export type Answer =
  | { readonly kind: 'sat'; readonly model: Model }
  /** `core`: those of the tracked terms that clash; empty if the assertions clash without them. */
  | { readonly kind: 'unsat'; readonly core: readonly Term[] }
  | { readonly kind: 'unknown'; readonly reason: string };

/** An incremental session. Dispose of it, or its memory is lost. */
export interface Solver {
  assert(term: Term): void;
  push(): void;
  pop(): void;
  /** Whether the assertions can hold together with all tracked terms. */
  check(tracked?: readonly Term[]): Answer;
  /** Of the last check: Z3's deterministic resource count. */
  statistics(): { readonly rlimit: number };
  dispose(): void;
}

export interface SolverOptions {
  /** Deterministic limit of one check, in Z3's resource units; 0 is none. */
  readonly rlimit: number;
  /** Wall-clock limit of one check, in milliseconds. */
  readonly timeoutMs: number;
  /** Whether strings are sequences of characters; otherwise they are atoms, of which only equality is known. */
  readonly sequences: boolean;
}

/** A solver program, started once per thread. */
export interface SolverBackend {
  readonly name: string;
  readonly version: string;
  /** The model in which everything has its default. */
  readonly emptyModel: Model;
  open(options: SolverOptions): Solver;
  /** Lets the process exit. */
  dispose(): void;
}

/** The default value of a sort. */
export function defaultOf(sort: Sort): Constant {
  switch (sort) {
    case 'bool':
      return false;
    case 'string':
      return '';
    default:
      return 0;
  }
}

/** The model in which every application has the default of its sort. */
export const EMPTY_MODEL: Model = { valueOf: (_name, _args, sort) => defaultOf(sort) };
