// Decides the form of a verdict: what was claimed, what was found, and what it rests on. Plain data; printing is the command line's.

import type { Source } from '../base/source.ts';
import type { ObjectValue, Value } from '../base/value.ts';
import type { Cause, Outcome } from '../contract/outcome.ts';

/**
 * `valid`: from every initial state in question, whatever the server chooses, every step's outcome is the claimed one, every
 * invariant holds on the way, and the goal holds at the end. `invalid` comes with a counterexample that was replayed.
 * `unknown` is neither, and says why.
 */
export interface Verdict {
  readonly trajectory: string;
  readonly verdict: 'valid' | 'invalid' | 'unknown';
  readonly claim: Claim;
  /** One entry per judged step, in order. Judging stops at the first that does not hold unless it was told to keep going. */
  readonly steps: readonly StepVerdict[];
  /** One entry per judged claim about the trajectory as a whole, in order: the initial state under `never`, each frame condition, the goal. */
  readonly claims: readonly ClaimVerdict[];
  /** The first failure. */
  readonly failure: Failure | null;
  readonly counterexample: Counterexample | null;
  /** The values found for holes, when holes were to be filled and could be. */
  readonly holes: ObjectValue | null;
  /** Requirements that cannot all be met, whatever fills the holes; minimal: without any one of them the others can be. */
  readonly core: readonly CoreElement[] | null;
  readonly unknown: UnknownReason | null;
  readonly solver: SolverUse;
}

/** What exactly is claimed, and how far the judgement reaches. */
export interface Claim {
  readonly initial: 'reset' | 'any' | 'given';
  readonly holes: HoleMode;
  readonly layers: readonly string[];
  /** Null: without bound. Else how much of each unknown list or collection the proof covered. */
  readonly bound: readonly Bound[] | null;
}

export type HoleMode = 'exists' | 'forall';

/** A proof that covers only values of `what` with at most `size` elements. */
export interface Bound {
  readonly what: string;
  readonly size: number;
}

export interface StepVerdict {
  readonly index: number;
  readonly operationId: string;
  readonly outcome: 'holds' | 'fails' | 'unknown';
  /**
   * Of a step up to the first failure of an invalid trajectory: whether the counterexample needs it. Without all the steps that are not relevant,
   * from the same initial state and with the same choices of the server, the same requirement fails with the same values, and nothing before it.
   */
  readonly relevant?: boolean;
  /** Why the step fails or is unknown; null where it holds. */
  readonly failure: Failure | null;
  readonly unknown: UnknownReason | null;
}

export interface ClaimVerdict {
  readonly claim: 'never' | 'frame' | 'goal';
  /** The rule; for a frame condition, the name of what must end as it began. */
  readonly rule: string;
  readonly outcome: StepVerdict['outcome'];
  readonly failure: Failure | null;
  readonly unknown: UnknownReason | null;
}

/** Why a step, or the trajectory as a whole, is not as claimed. */
export interface Failure {
  /** Index of the step; null for a claim about the trajectory (goal, never, frame) that no single step decides. */
  readonly step: number | null;
  readonly operationId: string | null;
  /** What was claimed: a status, `2xx`, or the text of a claim. */
  readonly expected: number | string;
  /** What happens instead. */
  readonly actual: number | string;
  readonly requirement: FailedRequirement;
  /** Values of the sub-expressions of the requirement's rule, by their text. */
  readonly values: ReadonlyMap<string, Value | EvaluationFailure>;
  /** The smallest part of the rule that decides; null where that is all of it, or there is no rule. */
  readonly deciding: DecidingPart | null;
  /** The last write to each place that the requirement read, oldest first. */
  readonly because: readonly Blame[];
}

/** The false side of an `and`, the body at the element that breaks an `all`, the branch that is taken. */
export interface DecidingPart {
  readonly rule: string;
  /** The names in it that are bound around it: the element, and what `let` or a definition names. */
  readonly bindings: ReadonlyMap<string, Value>;
  /** Values of the sub-expressions in it, by their text. */
  readonly values: Failure['values'];
}

/** A sub-expression that has no value, and why. */
export interface EvaluationFailure {
  readonly kind: 'evaluation-failure';
  readonly message: string;
}

export function isEvaluationFailure(value: Value | EvaluationFailure): value is EvaluationFailure {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'evaluation-failure';
}

export interface FailedRequirement {
  readonly kind: Cause['kind'] | 'expectation' | 'recorded-response' | 'goal' | 'never' | 'frame';
  readonly id: string;
  readonly rule: string;
  readonly layer: string;
  readonly source: Source | null;
  readonly message: string;
}

/** The earlier step to blame for a value that a requirement read. */
export interface Blame {
  readonly step: number;
  readonly operationId: string;
  readonly effect: string;
  readonly place: string;
  /** Undefined where the step removed the place. */
  readonly value: Value | undefined;
}

/** A run that refutes the claim; the concrete interpreter has confirmed it. */
export interface Counterexample {
  /** Collections and variables at the start; null where the trajectory's own initial state is meant. */
  readonly initial: Value | null;
  readonly holes: ObjectValue;
  /** What happened at each step up to the failure. */
  readonly responses: readonly Outcome[];
  /** What the server chose, by step and place. */
  readonly choices: readonly (readonly [step: number, place: string, value: Value])[];
}

/** One requirement of an unsatisfiable core: a step's claim, and the rule in it that takes part. */
export interface CoreElement {
  readonly step: number | null;
  readonly operationId: string | null;
  readonly rule: string;
  readonly source: Source | null;
}

export interface UnknownReason {
  readonly kind:
    | 'time-limit'
    | 'resource-limit'
    | 'size-limit'
    | 'unsupported'
    | 'incomplete-theory'
    | 'solver-fault'
    | 'not-realisable'
    | 'vacuous'
    | 'rounds';
  readonly message: string;
  /** Constructs without faithful symbolic meaning on which the judgement depends. */
  readonly constructs: readonly string[];
}

export interface SolverUse {
  readonly backend: string;
  /** Null if no question needed the solver: everything folded. */
  readonly version: string | null;
  readonly queries: number;
  readonly ms: number;
  readonly rlimit: number;
}
