// Decides the form of what the effects of an operation are going to do, before anything is done.

import type { Cause } from '../../contract/outcome.ts';
import type { Term } from '../term.ts';
import type { Symbolic } from '../value.ts';

/** A way to end early: where `condition` holds and nothing earlier decides. */
export interface Problem {
  readonly kind: 'refused' | 'fault';
  readonly condition: Term;
  readonly status: number;
  /** Made only for a problem that can happen. */
  readonly cause: () => Cause;
}

/**
 * Where `guard` holds, what is at the path from the root becomes `value`, or disappears (null). Paths are evaluated keys, property
 * names and indices in the state before.
 */
export interface PlannedWrite {
  readonly effect: string;
  readonly guard: Term;
  readonly root: string;
  readonly path: readonly Symbolic[];
  readonly value: Symbolic | null;
  /** When it adds a record to a collection. */
  readonly adds: Term;
  /** Whether the last step of the path is an index whose element is taken out of its list. */
  readonly removesItem: boolean;
}

/** A key that the server chose so that its collection has not had it. */
export interface IssuedKey {
  readonly collection: string;
  readonly key: Symbolic;
  /** Whether there was one left to choose; without it, nothing is known of the key. */
  readonly left: Term;
}

/** A record that an effect creates or changes, where `guard` holds: what a response of kind `record` answers. */
export interface WrittenRecord {
  readonly guard: Term;
  readonly collection: string;
  readonly key: Symbolic;
}

/** What one effect does. The problems are in deciding order. */
export interface EffectPlan {
  readonly problems: readonly Problem[];
  readonly writes: readonly PlannedWrite[];
  readonly record: WrittenRecord | null;
}

export const NO_PLAN: EffectPlan = { problems: [], writes: [], record: null };
