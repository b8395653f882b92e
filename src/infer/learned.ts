// Decides the form of what is known beside paths and schemas: keys that values were seen to be, and kinds that requests showed. Plain data.

import type { KindConclusion } from './kinds/rule.ts';
import type { KeyMatch } from './resources/keys.ts';

export interface Learned {
  /** By the path of the collection, as facts have it, and the position in the key (`/orders 0`). */
  readonly keys: ReadonlyMap<string, KeyMatch>;
  /** By operation (`put /orders/{id}`). */
  readonly kinds: ReadonlyMap<string, KindConclusion>;
  /** Foreign keys, by the path of the collection and the property. */
  readonly references: ReadonlyMap<string, ReadonlyMap<string, LearnedReference>>;
  /** What collections are called, by path. */
  readonly names: ReadonlyMap<string, string>;
  /** Names that no other collection may have. */
  readonly reserved: ReadonlySet<string>;
}

export interface LearnedReference {
  /** The path of the collection that is referred to. */
  readonly target: string;
  readonly confidence: number;
  readonly evidence: string;
}

export const NOTHING_LEARNED: Learned = { keys: new Map(), kinds: new Map(), references: new Map(), names: new Map(), reserved: new Set() };
