// Decides the form of what model checking finds out about a contract. Plain data.

import type { Cause } from '../../contract/outcome.ts';
import type { Trajectory } from '../../contract/trajectory.ts';
import type { Bound, UnknownReason, Verdict } from '../../verify/verdict.ts';
import type { OpenPart } from '../open-part.ts';
import type { Core } from './core.ts';
import type { LegalWitness } from './one-step.ts';

export interface CheckResult {
  readonly title: string;
  readonly items: readonly CheckItem[];
  readonly searched: Searched;
}

/**
 * `lemma`: holds in every state within reach, and was assumed where `kept` says so. `kept`: an invariant, or another promise, is broken by no request. `can-succeed`: of an operation. `can-decide`: a requirement refuses some
 * request that meets those before it. `refers`: what a property refers to exists in every state within reach. `can-go-on`: in every state within reach some call succeeds and changes it.
 */
export interface CheckItem {
  readonly claim: 'kept' | 'lemma' | 'can-succeed' | 'can-decide' | 'refers' | 'can-go-on';
  /** Null for what is about all operations. */
  readonly operationId: string | null;
  /** The invariant, promise or requirement; null where the claim is about an operation or the contract. Of a state without a way on: the fault that a call there ends in. */
  readonly requirement: Cause | null;
  readonly verdict: CheckVerdict;
}

export type CheckVerdict =
  /**
   * `induction`: from every legal state, whatever the server chooses. `exhaustion`: in every state within reach of the initial one. `run`, for
   * what is possible: a run from the initial state shows it. `state`: a legal state shows it, which may be out of reach.
   */
  | {
      readonly kind: 'proved';
      readonly method: 'induction' | 'exhaustion' | 'run' | 'state';
      readonly bounds: readonly Bound[];
      readonly witness: Witness | null;
      /** Of an induction: states in a row in which what is proved was assumed. Absent: 1. With more, or with lemmas, it is about the states within reach. */
      readonly k?: number;
      /** Rules of the lemmas that were proved and then assumed; absent: none. */
      readonly lemmas?: readonly string[];
    }
  /** Kept in every state that so many steps reach; never called proved. */
  | { readonly kind: 'bounded'; readonly steps: number; readonly induction: LegalWitness | null }
  /** `run`: the shortest trajectory that was found. `impossible`: from no legal state. */
  | {
      readonly kind: 'violated';
      readonly run: Violation | null;
      readonly bounds: readonly Bound[];
      /** Of what is impossible: what rules it out together; empty: schemas and effects do by themselves. Absent: not found out. */
      readonly core?: Core;
      /** Of an operation that never succeeds: the faults that its calls end in. */
      readonly instead?: readonly Cause[];
    }
  /** With a legal state from which it is violated, if one was found: it may be out of reach. */
  | { readonly kind: 'unknown'; readonly reason: UnknownReason; readonly induction: LegalWitness | null };

/** What shows that something is possible. */
export type Witness = { readonly kind: 'run'; readonly trajectory: Trajectory } | { readonly kind: 'state'; readonly state: LegalWitness };

export interface Violation {
  readonly trajectory: Trajectory;
  /** Null for a state from which nothing goes on. */
  readonly verdict: Verdict | null;
}

/** How far running went. */
export interface Searched {
  readonly end: 'all' | 'depth' | 'calls' | 'found';
  readonly states: number;
  readonly calls: number;
  readonly depth: number;
  readonly open: readonly OpenPart[];
}
