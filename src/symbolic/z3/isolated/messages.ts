// Decides what is said between the thread that asks and the thread in which Z3 answers.

import type { CheckOptions, SolverOptions, SolverStatistics, UnknownCause } from '../../solver.ts';
import type { ModelData } from '../../solving/model-data.ts';
import type { FlatTerm } from './flat-terms.ts';

/** What happened in a session since it was last heard of, and a question. Terms are places in the table of the session. */
export interface Question {
  readonly session: number;
  /** Given if the session is new to the thread. */
  readonly open: SolverOptions | null;
  readonly terms: readonly FlatTerm[];
  readonly moves: readonly Move[];
  readonly tracked: readonly number[];
  readonly options: CheckOptions;
  /** Sessions that are over. */
  readonly closed: readonly number[];
}

export type Move = { readonly kind: 'assert'; readonly place: number } | { readonly kind: 'push' } | { readonly kind: 'pop' };

/** `isAlive` is false if the engine crashed; `fault` is a mistake of this program. */
export type Reply =
  | { readonly kind: 'answer'; readonly answer: FlatAnswer; readonly statistics: SolverStatistics; readonly isAlive: boolean }
  | { readonly kind: 'fault'; readonly message: string };

export type FlatAnswer =
  | { readonly kind: 'sat'; readonly model: ModelData }
  | { readonly kind: 'unsat'; readonly core: readonly number[] }
  | { readonly kind: 'unknown'; readonly cause: UnknownCause; readonly reason: string; readonly candidate: ModelData | null };

/** The first message of the thread. */
export interface Greeting {
  readonly version: string;
}
