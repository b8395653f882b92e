// Decides the form of recorded traffic once it is read: requests with the answers that a real server gave, in order. Plain data.

import type { ObjectValue, Value } from '../../base/value.ts';

/** What one client did, one request after the other. What is learned in one recording is not carried over to the next. */
export interface Recording {
  /** Names it in evidence: a file without its folder, or the id of a trajectory. */
  readonly name: string;
  /** Records by collection that were there at the start; null if that is not known. */
  readonly initial: ObjectValue | null;
  readonly exchanges: readonly Exchange[];
}

export interface Exchange {
  /** The place in the recording, from 1. */
  readonly number: number;
  readonly request: RecordedRequest;
  /** Null where no answer was recorded: nothing is known of what the request did. */
  readonly answer: RecordedAnswer | null;
}

/** By its address, or by the operation where the recording names it. */
export type RecordedRequest = AddressedRequest | NamedRequest;

export interface AddressedRequest {
  readonly kind: 'addressed';
  /** In lower case. */
  readonly method: string;
  /** Of the URL, as it was sent: percent-encoded, without query. */
  readonly path: string;
  /** Names of query parameters. */
  readonly query: ReadonlySet<string>;
  readonly body: Value | undefined;
}

export interface NamedRequest {
  readonly kind: 'named';
  /** Or `METHOD /path`. */
  readonly operationId: string;
  /** Undefined where a parameter was left open. */
  readonly parameters: ReadonlyMap<string, Value | undefined>;
  readonly body: Value | undefined;
}

export interface RecordedAnswer {
  readonly status: number;
  /** Undefined without JSON. */
  readonly body: Value | undefined;
  /** The path of the header `location`, as it was sent; null without. */
  readonly location: string | null;
}
