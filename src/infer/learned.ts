// Decides the form of what is known beside paths and schemas: keys that values were seen to be, and kinds that requests showed. Plain data.

import type { KindConclusion } from './kinds/rule.ts';
import type { KeyMatch } from './resources/keys.ts';

export interface Learned {
  /** By the path of the collection, as facts have it (`/orders`). */
  readonly keys: ReadonlyMap<string, KeyMatch>;
  /** By operation (`put /orders/{id}`). */
  readonly kinds: ReadonlyMap<string, KindConclusion>;
  /** What collections are called, by path. */
  readonly names: ReadonlyMap<string, string>;
  /** Names that no other collection may have. */
  readonly reserved: ReadonlySet<string>;
}

export const NOTHING_LEARNED: Learned = { keys: new Map(), kinds: new Map(), names: new Map(), reserved: new Set() };
