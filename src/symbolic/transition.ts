// Decides the form of what a symbolic step takes and gives: a request, the cases in which it can end, and the state and response of success.

import type { Value } from '../base/value.ts';
import type { Operation } from '../contract/contract.ts';
import type { Cause } from '../contract/outcome.ts';
import type { SeenRequest } from './frame.ts';
import type { SymbolicState } from './state.ts';
import type { Term } from './term.ts';
import type { Symbolic } from './value.ts';

export interface SymbolicRequest extends SeenRequest {
  readonly operation: Operation;
  /** What was sent, by part and name (headers in lower case), for the checks that do not depend on values. */
  readonly sent: SentParts;
  /** The parameters of the step as the trajectory names them, for references of later steps. */
  readonly params: Symbolic;
  /** Where the request cannot be formed, because a reference points to nothing. */
  readonly unformed: Term;
}

export type SentPart = 'path' | 'query' | 'header' | 'cookie';
export type SentParts = Readonly<Record<SentPart, ReadonlyMap<string, Symbolic>>>;

/** What became of an earlier step. */
export interface Performed {
  readonly request: SymbolicRequest;
  readonly transition: Transition;
}

export interface Transition {
  readonly before: SymbolicState;
  /**
   * The ways in which the step can end, in deciding order, success last. Their conditions exclude each other, none is the constant
   * false, and together they cover everything.
   */
  readonly cases: readonly Case[];
  /** When the step succeeds. */
  readonly success: Term;
  /** The status answered, an int, whichever case applies; 0 where the request could not be formed. */
  readonly status: Term;
  /** After success; meaningless elsewhere. What is written is not guarded by `success`: use it where success is proved or assumed. */
  readonly state: SymbolicState;
  /** The answer of success; a null body is none. */
  readonly response: { readonly status: Term; readonly body: Symbolic | null };
  /** What success writes, in order. */
  readonly writes: readonly StepWrite[];
}

/** `unformed`: a reference in the request points to nothing, and no request was sent; it has no cause and status 0. */
export interface Case {
  readonly kind: 'unformed' | 'refused' | 'fault' | 'success';
  readonly condition: Term;
  /** Where this would end the step if nothing before it did. */
  readonly alone: Term;
  readonly status: Term;
  /** Null for success and `unformed`. */
  readonly cause: Cause | null;
}

/** Where `guard` holds, the place becomes `value`, or disappears (null). */
export interface StepWrite {
  readonly effect: string;
  readonly guard: Term;
  readonly root: string;
  readonly path: readonly Symbolic[];
  readonly value: Symbolic | null;
}

/** What the server chose at a place of a step. */
export interface ChosenValue {
  readonly step: number;
  readonly place: string;
  readonly value: Value;
}
