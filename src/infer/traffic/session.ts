// Decides what is known, at one point of a recording, of which records are there: what answers showed, made and removed, and what may have changed since.

import { DEFAULT_LIMITS } from '../../base/limits.ts';
import type { ObjectValue } from '../../base/value.ts';
import type { Collection } from '../resources/collections.ts';
import type { OperationView } from '../view/api.ts';
import { scalarText } from './answers.ts';

/** `by` is the operation that made or removed the record, where one did; `shown` whether a read has shown it since. */
export interface Presence {
  readonly state: 'present' | 'absent';
  readonly by: OperationView | null;
  readonly shown: boolean;
}

export interface Session {
  presence(collection: Collection, identity: string): Presence | null;
  set(collection: Collection, identity: string, presence: Presence): void;
  forget(collection: Collection, identity: string): void;
  forgetCollection(collection: Collection): void;
  forgetAll(): void;
  /** Remembers the values of a record; the properties of which another remembered record had the same value. */
  remember(collection: Collection, record: ObjectValue): readonly string[];
  /** The properties with which a remembered record had a value. */
  propertiesOf(collection: Collection, value: string): ReadonlySet<string>;
}

/** What is known beyond the limit is not kept: less is learned then, and nothing wrong. */
export function createSession(): Session {
  const records = new Map<Collection, Map<string, Presence>>();
  const values = new Map<Collection, Map<string, Set<string>>>();
  let kept = 0;
  return {
    presence: (collection, identity) => records.get(collection)?.get(identity) ?? null,
    set: (collection, identity, presence) => {
      const own = records.get(collection) ?? new Map<string, Presence>();
      records.set(collection, own);
      if (!own.has(identity)) kept += 1;
      if (kept <= DEFAULT_LIMITS.maxTrafficValues || own.has(identity)) own.set(identity, presence);
    },
    forget: (collection, identity) => records.get(collection)?.delete(identity),
    forgetCollection: (collection) => records.delete(collection),
    forgetAll: () => records.clear(),
    remember: (collection, record) => {
      const own = values.get(collection) ?? new Map<string, Set<string>>();
      values.set(collection, own);
      const repeated: string[] = [];
      for (const [name, value] of record) {
        const text = scalarText(value);
        if (text === null) continue;
        if (own.get(text)?.has(String(name)) === true) repeated.push(String(name));
        else if (kept < DEFAULT_LIMITS.maxTrafficValues) {
          kept += 1;
          own.set(text, (own.get(text) ?? new Set()).add(String(name)));
        }
      }
      return repeated;
    },
    propertiesOf: (collection, value) => values.get(collection)?.get(value) ?? new Set(),
  };
}
