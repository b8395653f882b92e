// Decides what a solver is to the rest of the program: assertions in, an answer out. Who answers is not its business.

import type { Model } from './model.ts';
import type { Term } from './term.ts';

export type { Model, ModelValue } from './model.ts';

/**
 * An answer is never wrong and need not be given. A `sat` model was checked: all that was asserted, as far as it can be interpreted without
 * deciding quantifiers, is true under it.
 */
export type Answer =
  | { readonly kind: 'sat'; readonly model: Model }
  /** `core`: those of the tracked terms that clash with the assertions; empty if the assertions clash without them. */
  | { readonly kind: 'unsat'; readonly core: readonly Term[] }
  | Undecided;

/**
 * `reason` is for people. `candidate`, if there is one, satisfies what was asserted as far as it can be interpreted without deciding
 * quantifiers: it may be what was asked for, and only trying it shows whether it is.
 */
export interface Undecided {
  readonly kind: 'unknown';
  readonly cause: UnknownCause;
  readonly reason: string;
  readonly candidate?: Model;
}

/** `encoding`: something in the question cannot be said to the solver; `fault`: the solver went wrong and its answer was thrown away. */
export type UnknownCause = 'resource-limit' | 'time-limit' | 'incomplete' | 'encoding' | 'fault';

/**
 * How far quantifiers are followed. `matching`: they are instantiated where their patterns match terms that are there, which is quick, proves
 * most of what is true, and leaves `unknown` with a candidate where it proves nothing. `models`: beyond that, models of quantifiers are built
 * and refined, which decides more and may take any time.
 */
export type QuantifierEffort = 'matching' | 'models';

export interface CheckOptions {
  /** `models`, unless said otherwise. */
  readonly effort?: QuantifierEffort;
  /** Whether a core is made minimal: no term can be left out of it (as far as the solver can tell within its limits). Costs a check per term. */
  readonly minimise?: boolean;
}

/** An incremental session. Dispose of it, or its memory is lost. */
export interface Solver {
  /** Asserted until the `pop` of the current scope. */
  assert(term: Term): void;
  push(): void;
  pop(): void;
  /** Whether the assertions can hold together with all tracked terms. */
  check(tracked?: readonly Term[], options?: CheckOptions): Answer;
  /** What is asserted now, in order. */
  assertions(): readonly Term[];
  /** About the last check (all of its questions, if a core was minimised). */
  statistics(): SolverStatistics;
  dispose(): void;
}

export interface SolverStatistics {
  /** Resource units spent: deterministic, unlike time. */
  readonly rlimit: number;
  /** Bytes that the solver program (all sessions) had in use afterwards, as it estimates itself; 0 before the first check. */
  readonly memoryBytes: number;
  /** Wall-clock time spent, in milliseconds. */
  readonly ms: number;
}

export interface SolverOptions {
  /** Deterministic limit of one check, in resource units of the solver; 0 is none. */
  readonly rlimit: number;
  /** Wall-clock limit of one check, in milliseconds; 0 is none. */
  readonly timeoutMs: number;
  /**
   * Whether strings are sequences of characters. Otherwise they are atoms of which only equality is known, which is faster; a session that
   * meets an operator on strings changes to sequences by itself.
   */
  readonly sequences: boolean;
}

/** A solver program, started once per thread. */
export interface SolverBackend {
  readonly name: string;
  readonly version: string;
  /** The model that leaves everything open. */
  readonly emptyModel: Model;
  open(options: SolverOptions): Solver;
  /** Whether it still answers. After a crash every answer is `unknown`; start another one. */
  readonly isAlive: boolean;
  /** Lets the process exit, and the memory go. Sessions must not be used any more. */
  dispose(): void;
}
