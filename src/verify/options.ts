// Decides what a verification can be told, and what holds when it is told nothing.

import { DEFAULT_LIMITS, type Limits } from '../base/limits.ts';
import { DEFAULT_NOW } from '../base/time.ts';
import type { Timestamp } from '../base/value.ts';
import type { Layer } from '../contract/contract.ts';
import type { InitialState } from '../contract/trajectory.ts';
import type { SolverBackend } from '../symbolic/solver.ts';
import { defaultSolver } from './default-solver.ts';
import type { Query, QuestionLimits } from './prover.ts';
import type { HoleMode } from './verdict.ts';

export interface VerifyOptions {
  /** `exists`: the holes are to be filled so that all claims hold. `forall`: the claims hold whatever fills them. */
  readonly holes: HoleMode;
  /** Judge the steps after a failed one too, in the state that really results. */
  readonly keepGoing: boolean;
  /** Instead of the trajectory's own initial state. */
  readonly initial: InitialState | null;
  /** Named in the verdict; leaving a layer out is the loader's business. */
  readonly layers: readonly Layer[];
  readonly question: QuestionLimits;
  readonly limits: Limits;
  readonly now: Timestamp;
  /** Of what replays choose where a counterexample leaves it open. */
  readonly seed: number;
  /** Told of every question that was put to the solver. */
  readonly record: ((query: Query) => void) | null;
  /** Called when a question cannot be decided by folding alone. */
  readonly solver: SolverSource;
}

/** Gives a solver, the same one each time. */
export interface SolverSource {
  (): Promise<SolverBackend>;
  /** The path of the native solver that it is, for other threads to start their own. */
  readonly program?: string;
}

/** Z3's resource units for one question: about ten seconds of WebAssembly on a common machine. */
const DEFAULT_RLIMIT = 20_000_000;
const DEFAULT_TIMEOUT_MS = 30_000;

export const DEFAULT_OPTIONS: VerifyOptions = {
  holes: 'exists',
  keepGoing: false,
  initial: null,
  layers: ['schema', 'declared', 'inferred'],
  question: { rlimit: DEFAULT_RLIMIT, timeoutMs: DEFAULT_TIMEOUT_MS },
  limits: DEFAULT_LIMITS,
  now: DEFAULT_NOW,
  seed: 1,
  record: null,
  solver: defaultSolver,
};
