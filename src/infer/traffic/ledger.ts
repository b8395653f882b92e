// Decides how observations are kept: claims of the inferred contract with what spoke for and against each, and what was seen beside.

import type { Collection } from '../resources/collections.ts';
import type { OperationView } from '../view/api.ts';
import type { Tally } from './weight.ts';

/** What the inferred contract says and traffic can show to be so or not. */
export type Claim =
  | { readonly kind: 'requires'; readonly operation: OperationView; readonly collection: string }
  | { readonly kind: 'creates' | 'deletes'; readonly operation: OperationView; readonly collection: string }
  | { readonly kind: 'key'; readonly collection: string }
  | { readonly kind: 'reference'; readonly collection: string; readonly property: string };

export interface Counted {
  readonly claim: Claim;
  readonly tally: Tally;
}

/** What is seen of one operation. */
export interface Seen {
  requests: number;
  /** How often each status was answered. */
  readonly statuses: Map<number, number>;
  /** Refusals of requests about a record that was known not to be there, by status. */
  readonly missing: Map<number, number>;
  /** PUT to the key of a record that was not there, and succeeded. */
  readonly made: string[];
  /** Creates that were refused since something in them was there already: the properties in question, one set for each. */
  readonly conflicts: (readonly string[])[];
}

/** What is seen of the records of one collection. */
export interface SeenRecords {
  /** How often each property was what a path named a record by, where that is not the concluded key. */
  readonly keys: Map<string, number>;
  keyUses: number;
  /** Creates that were answered with the key that the request had in its body, and with another one. */
  keySent: number;
  keyReplaced: number;
  /** Properties of which two records had the same value. */
  readonly repeated: Set<string>;
}

export interface Ledger {
  confirm(claim: Claim, at: string): void;
  contradict(claim: Claim, at: string): void;
  seen(operation: OperationView): Seen;
  records(collection: Collection): SeenRecords;
  claims(): readonly Counted[];
}

/** Requests that are named for one claim. */
const MAX_CITED = 5;

interface Entry {
  readonly claim: Claim;
  confirmed: number;
  contradicted: number;
  readonly cited: string[];
}

export function createLedger(): Ledger {
  const entries = new Map<string, Entry>();
  const operations = new Map<OperationView, Seen>();
  const collections = new Map<Collection, SeenRecords>();
  const count = (claim: Claim, at: string, field: 'confirmed' | 'contradicted'): void => {
    const name = nameOf(claim);
    const entry = entries.get(name) ?? { claim, confirmed: 0, contradicted: 0, cited: [] };
    entries.set(name, entry);
    entry[field] += 1;
    if (entry.cited.length < MAX_CITED && !entry.cited.includes(at)) entry.cited.push(at);
  };
  return {
    confirm: (claim, at) => count(claim, at, 'confirmed'),
    contradict: (claim, at) => count(claim, at, 'contradicted'),
    seen: (operation) => known(operations, operation, newSeen),
    records: (collection) => known(collections, collection, newRecords),
    claims: () => [...entries.values()].map(({ claim, ...tally }) => ({ claim, tally })),
  };
}

function newSeen(): Seen {
  return { requests: 0, statuses: new Map(), missing: new Map(), made: [], conflicts: [] };
}

function newRecords(): SeenRecords {
  return { keys: new Map(), keyUses: 0, keySent: 0, keyReplaced: 0, repeated: new Set() };
}

function known<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function nameOf(claim: Claim): string {
  const operation = 'operation' in claim ? `${claim.operation.method} ${claim.operation.path}` : '';
  return [claim.kind, operation, claim.collection, claim.kind === 'reference' ? claim.property : ''].join('\n');
}

/** One more of something. */
export function increase<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
