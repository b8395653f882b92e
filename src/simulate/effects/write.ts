// Decides what a write is, before and after it has happened.

import type { Value } from '../../base/value.ts';
import type { Effect } from '../../contract/contract.ts';

/** A write that an effect asks for. An undefined value is a removal. */
export interface PendingWrite {
  readonly root: string;
  readonly path: readonly Value[];
  readonly value: Value | undefined;
  readonly effect: Effect;
}

/** A write that happened: the place, what was there (undefined: nothing), and what is there now. */
export interface Write {
  readonly root: string;
  /** Key of the record (in a collection), then property names, keys and indices. */
  readonly path: readonly Value[];
  readonly before: Value | undefined;
  readonly after: Value | undefined;
  /** Id of the effect, or `references/COLLECTION/PROPERTY` for a record that went with one it refers to. */
  readonly effect: string;
}
