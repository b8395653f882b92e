// Decides the form of what an inferred overlay says of one operation, and what that is worked out from.

import type { OperationFact } from '../inference.ts';
import type { Collection } from '../resources/collections.ts';
import type { OperationView } from '../view/api.ts';
import type { ErrorPolicy } from '../view/error-policy.ts';
import type { Shapes } from '../view/shape.ts';
import type { Placed } from './expressions.ts';
import type { StatePlan } from './state-plan.ts';

export interface Precondition {
  readonly rule: string;
  readonly status: number;
  /** For people: what is wrong with a request that is refused. */
  readonly message: string;
}

/** An effect as its fields, in the order in which they are written. */
export type EffectText = readonly (readonly [string, string])[];

/** The fields of `x-response`, in the order in which they are written; none for what is so by default. */
export type ResponseText = readonly (readonly [string, string])[];

export interface OperationText {
  readonly preconditions: readonly Precondition[];
  readonly effects: readonly EffectText[];
  readonly response: ResponseText;
}

/** What clients may set in the records of a collection. */
export interface Settable {
  readonly names: ReadonlySet<string>;
  /** Names that every new record is sent with. */
  readonly always: ReadonlySet<string>;
}

/** A property that is the key of a record elsewhere. */
export interface ForeignKey {
  readonly property: string;
  readonly target: StatePlan;
}

export interface TemplateInput {
  readonly operation: OperationView;
  readonly fact: OperationFact;
  /** The collections that the path goes through and that are state, outermost first; with whether the record must be there. */
  readonly along: readonly (Placed & { readonly own: boolean })[];
  readonly own: Placed | null;
  readonly shapes: Shapes;
  readonly policy: ErrorPolicy;
  readonly settableOf: (collection: Collection) => Settable;
  /** Whether other collections that are state have the same records. */
  readonly isShared: (collection: Collection) => boolean;
  /** Properties of a collection's records that certainly are keys of records of others which are state. */
  readonly foreignOf: (collection: Collection) => readonly ForeignKey[];
  /** Names of collections, which parameters must not be mistaken for. */
  readonly names: ReadonlySet<string>;
  /** Whether effects are left out, since they turned out not to fit. */
  readonly existenceOnly: boolean;
}
