// Decides the form of a trajectory after reading: what is claimed about a sequence of requests.

import type { Source } from '../base/source.ts';
import type { ObjectValue, Value } from '../base/value.ts';

export interface Trajectory {
  readonly id: string;
  readonly initial: InitialState;
  readonly steps: readonly Step[];
  /** Rules over the last state, over every state on the way, and collections that must not change; null where not claimed. */
  readonly goal: string | null;
  readonly never: string | null;
  readonly frame: readonly string[];
  /** Credentials by security scheme, sent with every step that does not bring its own. */
  readonly credentials: ReadonlyMap<string, string>;
  readonly source: Source | null;
  /** Where the claims about states stand in the file; null where that is not known. */
  readonly claimSources: Readonly<Record<'goal' | 'never' | 'frame', Source | null>>;
  /** What others noted about it, such as where it comes from; no claim. */
  readonly labels?: ObjectValue;
}

/** `reset`: the contract's initial records. `any`: every state that fits the contract. `given`: collections and variables by name. */
export type InitialState = { readonly kind: 'reset' } | { readonly kind: 'any' } | { readonly kind: 'given'; readonly state: Value };

export interface Step {
  readonly operationId: string;
  readonly params: ReadonlyMap<string, Template>;
  readonly body: Template | undefined;
  readonly expect: Expectation | null;
  /** What a recorded run answered; checked against what the contract allows. */
  readonly response: RecordedResponse | null;
  /** Name for `$steps.NAME.…` references. */
  readonly as: string | null;
  /** ISO 8601 duration by which the clock moves before the step, in nanoseconds. */
  readonly advanceNanos: bigint;
  readonly credentials: ReadonlyMap<string, string>;
}

/** Either field may be missing. Without `status` any 2xx is expected. */
export interface Expectation {
  readonly status: number | null;
  readonly body: Template | undefined;
}

export interface RecordedResponse {
  readonly status: number;
  readonly body: Value | undefined;
}

/** A JSON value with holes and references in it. */
export type Template =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'hole'; readonly name: string }
  /** `$steps.NAME.response.body#/pointer` (or `.response.status`, `.request.body#/…`): `step` is the index of the named step. */
  | {
      readonly kind: 'reference';
      readonly step: number;
      readonly from: 'response.body' | 'response.status' | 'request.body' | 'request.params';
      readonly pointer: readonly string[];
      readonly text: string;
    }
  | { readonly kind: 'list'; readonly items: readonly Template[] }
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, Template> };
