// Decides the form of a run that is to be told to another tool: requests whose parts may be taken from earlier answers, and what they are answered.

import type { Value } from '../../base/value.ts';
import type { Operation } from '../../contract/contract.ts';
import type { RequestPart } from '../../contract/expression.ts';
import type { Outcome } from '../../contract/outcome.ts';
import type { Replay } from '../../simulate/replay/replay.ts';

/** A run, up to the step in question. */
export interface Script {
  /** Of the trajectory. */
  readonly id: string;
  /** What the run shows, in a line for people. */
  readonly about: string;
  /** Collections and variables at the start; null where that is the state at reset. */
  readonly initial: Value | null;
  readonly calls: readonly Call[];
  /** What the server has to choose for the run to be what it is, by step and place; a new key of which nothing is said may be any. */
  readonly choices: readonly (readonly [step: number, place: string, value: Value])[];
  /** Why the last step is not among the calls: it makes no request. Null where it is. */
  readonly unsent: string | null;
  readonly run: Replay;
}

export interface Call {
  /** Of the step. */
  readonly index: number;
  /** Unique in the script; letters, digits, `_` and `-`. */
  readonly name: string;
  readonly operation: Operation;
  readonly args: readonly Arg[];
  /** Undefined: none is sent. */
  readonly body: Part | undefined;
  /** By how much the clock moves before, as an ISO 8601 duration; null: not at all. */
  readonly advance: string | null;
  readonly outcome: Outcome;
  /** What later calls take from the body of the answer, each once. */
  readonly taken: readonly Pointer[];
}

/** A parameter of a request, credentials included. */
export interface Arg {
  readonly name: string;
  readonly in: Exclude<RequestPart, 'body'>;
  readonly style: string;
  readonly explode: boolean;
  readonly value: Part;
}

/** Property names and list indices that lead into a value. */
export type Pointer = readonly (string | number)[];

/** A value of a request. `taken`: from the body of an earlier call's answer (`step` is the index of the call's step); in this run it was `seen`. */
export type Part =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'taken'; readonly step: number; readonly pointer: Pointer; readonly seen: Value }
  | { readonly kind: 'list'; readonly items: readonly Part[] }
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, Part> };

/**
 * The status that an implementation of the contract answers in this state. Null for a fault: the contract does not say what happens, except that the
 * request must not succeed.
 */
export function expectedStatus({ kind, status }: Outcome): number | null {
  return kind === 'fault' ? null : status;
}
