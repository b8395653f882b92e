// Decides the form of what comparing two contracts finds out. Plain data. A is the contract that is compared, B the one that it is compared against.

import type { Value } from '../../base/value.ts';
import type { Cause, Outcome } from '../../contract/outcome.ts';
import type { Trajectory } from '../../contract/trajectory.ts';
import type { Bound, StepVerdict, UnknownReason, Verdict } from '../../verify/verdict.ts';
import type { Call } from '../call.ts';
import type { OpenPart } from '../open-part.ts';

export interface CompareResult {
  readonly titles: { readonly a: string; readonly b: string };
  readonly operations: readonly OperationComparison[];
  readonly onlyInA: readonly string[];
  readonly onlyInB: readonly string[];
  readonly states: ComparedStates;
  readonly searched: JointCoverage;
  /** Null unless trajectories were given. */
  readonly trajectories: readonly TrajectoryComparison[] | null;
}

/** What the states are for which it is said: legal under both contracts. */
export interface ComparedStates {
  /** Collections and variables that only one contract has: the other says nothing of them, and they are not compared afterwards. */
  readonly private: readonly string[];
  /** Those whose schemas differ: only records that fit both are in question. */
  readonly narrowed: readonly string[];
  /** References and parents of which some proof assumes that what they lead to exists: both contracts keep it so, proved. Mostly none is needed. */
  readonly links: readonly string[];
  /** Those of which no proof may assume it, as a delete or a write may leave them dangling. */
  readonly dangling: readonly string[];
  /** Why there is no such state that can be told; then everything is `unknown`. */
  readonly clashes: readonly string[];
  /** Places at which the initial states differ: then the contracts are not run side by side. */
  readonly initial: readonly string[];
}

export interface OperationComparison {
  readonly operationId: string;
  /** Its id in B, where that is another. */
  readonly againstId: string;
  /**
   * What A accepts, against what B accepts: the same, less (`stronger`: it asks for more), more (`weaker`), or both; `unknown` where a direction is
   * undecided.
   */
  readonly relation: 'equal' | 'stronger' | 'weaker' | 'incomparable' | 'unknown';
  /** Whether B accepts all that A accepts. */
  readonly kept: Inclusion;
  /** Whether A accepts all that B accepts. */
  readonly covered: Inclusion;
  /** Whether both do and answer the same where both accept, if the server chooses the same at the same places, and may choose the same there. */
  readonly alike: Inclusion;
  /** Whether both answer with the same status where both refuse, of requests that one of them declares. */
  readonly refusals: Inclusion;
  /** What differs in what they declare, and shows in no state: the place, the status outside the schema, headers of answers. */
  readonly declared: readonly DeclaredDifference[];
}

/** As A and as B has it, as text. */
export interface DeclaredDifference {
  readonly what: string;
  readonly a: string;
  readonly b: string;
}

export type Inclusion =
  /** From every legal state, for every request. */
  | { readonly kind: 'proved'; readonly bounds: readonly Bound[] }
  /** `open`: what else may differ and was not decided. */
  | { readonly kind: 'different'; readonly differences: readonly Difference[]; readonly open: readonly Undecided[] }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };

/** What was not decided: of one requirement, or (null) of all. */
export interface Undecided {
  readonly cause: Cause | null;
  readonly reason: UnknownReason;
}

/** A request that one contract accepts and the other refuses, or that has two effects, or is refused with two statuses. */
export interface Difference {
  /** What the contract that does not accept it says, B where neither does; null where both accept. */
  readonly cause: Cause | null;
  /** What comes of the request in each. */
  readonly a: Outcome;
  readonly b: Outcome;
  /** `status`, `body`, and the places that differ afterwards, or where the servers may choose otherwise. */
  readonly differs: readonly string[];
  readonly witness: DifferenceWitness;
}

/** Both interpreters have replayed it. */
export type DifferenceWitness =
  /** A run from the initial state of both, the shortest that was found; and what verification says of it as a trajectory of each. */
  | { readonly kind: 'run'; readonly trajectory: Trajectory; readonly a: Verdict['verdict']; readonly b: Verdict['verdict'] }
  /** A legal state, which no run has reached and which may be out of reach; `dangling` says what in it refers to nothing, null if nothing does. */
  | { readonly kind: 'state'; readonly state: Value; readonly call: Call; readonly dangling: string | null };

/** How far running both contracts side by side went. */
export interface JointCoverage {
  readonly end: 'all' | 'depth' | 'calls';
  readonly states: number;
  readonly calls: number;
  readonly depth: number;
  readonly open: readonly OpenPart[];
}

/** What each contract says of a trajectory; every step is judged, also after one that fails. */
export interface TrajectoryComparison {
  readonly trajectory: string;
  readonly a: Verdict['verdict'];
  readonly b: Verdict['verdict'];
  /** Steps that are judged differently. */
  readonly steps: readonly StepDifference[];
}

export interface StepDifference {
  readonly index: number;
  readonly operationId: string;
  readonly a: StepVerdict;
  readonly b: StepVerdict;
}
