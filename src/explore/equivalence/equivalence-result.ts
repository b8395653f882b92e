// Decides the form of what comparing two trajectories gives.

import type { ObjectValue, Value } from '../../base/value.ts';
import type { InitialState, Trajectory } from '../../contract/trajectory.ts';
import type { Replay } from '../../simulate/replay/replay.ts';
import type { Bound, SolverUse, UnknownReason } from '../../verify/verdict.ts';
import type { Pair } from './correspond.ts';

/** What is compared of two runs that end as claimed. */
export type Compared = 'responses' | 'state';

/** `equivalent` is proved, `different` is shown by runs that were made. */
export interface EquivalenceResult {
  readonly left: string;
  readonly right: string;
  readonly verdict: 'equivalent' | 'different' | 'unknown';
  readonly claim: EquivalenceClaim;
  /** Whether some state is accepted by the left one alone; the same for the right one; whether some state is accepted by both and leads elsewhere. */
  readonly onlyLeft: Finding;
  readonly onlyRight: Finding;
  readonly results: Finding;
  readonly solver: SolverUse;
}

export interface EquivalenceClaim {
  readonly initial: InitialState['kind'];
  readonly compared: Compared;
  /** Steps that are the same call: their answers are compared, and what the server chooses is alike in them. */
  readonly pairs: readonly Pair[];
  /**
   * References and parents that lead to something in every state in question; none where the initial state is known. Of what is `equivalent` those
   * without which it is not proved: no other is needed.
   */
  readonly links: readonly string[];
  /** How much of what has no bound of its own the proof covers; null if it is about all of it. */
  readonly bound: readonly Bound[] | null;
}

/** Whether there is a difference of one kind. */
export type Finding =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly witness: PairWitness }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };

/** Runs of both trajectories from one state, made by the concrete interpreter. */
export interface PairWitness {
  /** Null where the trajectories' own initial state is meant. */
  readonly initial: Value | null;
  readonly holes: ObjectValue;
  readonly left: WitnessRun;
  readonly right: WitnessRun;
  /** The first places that differ. */
  readonly differences: readonly PlaceDifference[];
}

export interface WitnessRun {
  /** With its holes filled, from the state of the witness. */
  readonly trajectory: Trajectory;
  readonly replay: Replay;
  /** The first step that does not end as claimed; null where all do. */
  readonly failed: number | null;
}

/** A place of the state, or of an answer, that is not the same; undefined where there is none. */
export interface PlaceDifference {
  readonly place: string;
  readonly left: Value | undefined;
  readonly right: Value | undefined;
}
