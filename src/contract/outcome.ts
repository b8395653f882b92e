// Decides the vocabulary of what can come of a request; both interpreters speak it, so that they can be compared.

import type { Source } from '../base/source.ts';
import type { Value } from '../base/value.ts';
import type { Layer } from './contract.ts';

/** What decided a refusal or a fault: what a verdict names. */
export interface Cause {
  /**
   * Of a refusal: `security`, `schema`, `precondition`, `conflict` (the key to create exists), `reference` (onDelete: restrict).
   * Of a fault: `effect` and `response` (an error value, or writes that clash), `record` (outside its schema), `postcondition`, `invariant`.
   */
  readonly kind:
    | 'security'
    | 'schema'
    | 'precondition'
    | 'conflict'
    | 'reference'
    | 'effect'
    | 'response'
    | 'record'
    | 'postcondition'
    | 'invariant';
  /** Id of the requirement or effect; for `schema` and `security` `OPERATION/schema` and `OPERATION/security`; for `record` `schema/COLLECTION`. */
  readonly id: string;
  /** The rule's text, or the schema keyword and place that failed: `request.body.reason: required`. */
  readonly rule: string;
  readonly message: string;
  readonly layer: Layer;
  readonly source: Source | null;
}

/** The outcome of one request, without the state it leads to. `status` of a fault is 500. */
export type Outcome =
  | {
      readonly kind: 'success';
      readonly status: number;
      readonly body: Value | undefined;
      /** Those that the contract names, by name in lower case; absent where it names none. */
      readonly headers?: ReadonlyMap<string, Value>;
    }
  | { readonly kind: 'refused'; readonly status: number; readonly cause: Cause }
  | { readonly kind: 'fault'; readonly status: 500; readonly cause: Cause };

/** HTTP status of a refusal for want of credentials. */
export const UNAUTHORIZED = 401;
/** HTTP status of a create whose key exists. */
export const CONFLICT = 409;
/** HTTP status of a fault of the contract. */
export const FAULT = 500;
