// Decides the form of what inference concludes about a document: collections and operations, each with its evidence. Plain data.

import type { Recording } from './traffic/recording.ts';

/** What an operation does to the state, in the terms of REST. `opaque` says that nothing is known, rather than guessing. */
export type OperationKind =
  | 'create'
  | 'read'
  | 'list'
  | 'search'
  | 'update'
  | 'replace'
  | 'upsert'
  | 'delete'
  | 'bulk-delete'
  | 'singleton-read'
  | 'singleton-write'
  | 'membership'
  | 'action'
  | 'batch'
  | 'watch'
  | 'session'
  | 'computed'
  | 'opaque';

/** Who chooses the key of a new record: the server, the client, the server from other fields, or nobody here (`ambient`: the records are given). */
export type KeyOrigin = 'server' | 'client' | 'derived' | 'ambient';

/** Something of a fact that recorded traffic could have shown to be otherwise, with how often it did. */
export interface ClaimEvidence {
  readonly claim: 'requires' | 'creates' | 'deletes' | 'key' | 'reference';
  /** The collection that it is about. */
  readonly collection: string;
  /** The foreign key. */
  readonly property?: string;
  readonly confirmed: number;
  readonly contradicted: number;
  /** The first requests that were counted, as `recording #number`. */
  readonly requests: readonly string[];
  /** After the document and the traffic. */
  readonly confidence: number;
  /** Left out of the contract, as it would rather mislead. */
  readonly withdrawn: boolean;
}

/** What recorded traffic showed of one operation. */
export interface OperationTraffic {
  readonly requests: number;
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>;
  /** The status of success, where all recorded ones have it and the document has another; else null. */
  readonly success: number | null;
  /** The status of requests about what is not there, where all recorded ones have it and it is not 404; else null. */
  readonly missing: number | null;
  /** Properties of which no two records may have the same value: creates that repeated one were refused as a conflict. */
  readonly unique: readonly string[];
  readonly claims: readonly ClaimEvidence[];
}

/** Something concluded. `confidence` is from 0 to 1; `evidence` says in words what in the document speaks for it. */
interface Concluded {
  readonly confidence: number;
  readonly evidence: readonly string[];
}

export interface CollectionFact extends Concluded {
  /** An identifier of CEL, unique in the document. */
  readonly name: string;
  /** The place of the record's schema as a URI fragment; null if the document describes no record. */
  readonly schema: string | null;
  /** The property that is the key, a list of them for a composite key, or null if records cannot be told apart. */
  readonly key: string | readonly string[] | null;
  readonly keyOrigin: KeyOrigin | null;
  /** The collection that the records belong to. */
  readonly parent: string | null;
  /** Foreign keys: from property to collection. */
  readonly references: Readonly<Record<string, string>>;
  /** Paths at which the collection stands, in document order. */
  readonly paths: readonly string[];
  /** Where traffic was given and showed something of it. */
  readonly traffic?: { readonly claims: readonly ClaimEvidence[] };
}

/** `limit`: a number of items may be asked for, and nothing says how to go on. */
export type PagingStyle = 'page' | 'offset' | 'cursor' | 'link' | 'limit';

export interface PagingFact {
  readonly style: PagingStyle;
  /** Query parameters by what they ask for: `page`, `limit`, `offset`, `after`, `before`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The property in which the list stands, null for a bare list; and what stands beside it, as paths. */
  readonly items: string | null;
  readonly next: string | null;
  readonly total: string | null;
  readonly more: string | null;
  readonly evidence: readonly string[];
}

export interface FilterFact {
  readonly parameter: string;
  /** The property of the records whose value it asks for. */
  readonly property: string;
  /** Values that no record has: with them, nothing is left out. */
  readonly free: readonly string[];
  readonly confidence: number;
  readonly evidence: string;
}

export interface RefusalFact {
  readonly reason: 'missing' | 'duplicate' | 'dangling';
  readonly status: number;
  /** Why this status: the operation declares or describes it, most of its document do, it is usual, or it was recorded. */
  readonly from: 'described' | 'declared' | 'document' | 'usual' | 'traffic';
}

export interface ExistsFact {
  readonly collection: string;
  /** The path parameters that together are the key. */
  readonly exists: readonly string[];
}

export interface OperationFact extends Concluded {
  /** In lower case. */
  readonly method: string;
  readonly path: string;
  readonly operationId: string | null;
  readonly kind: OperationKind;
  readonly collection: string | null;
  /** From path parameter to the property of the records that it is. */
  readonly keys: Readonly<Record<string, string>>;
  readonly requires: readonly ExistsFact[];
  /** Collections in which the operation makes, changes or removes records. */
  readonly creates: readonly string[];
  readonly updates: readonly string[];
  readonly deletes: readonly string[];
  /** Of an operation that lists: how it comes in pages. */
  readonly paging: PagingFact | null;
  /** Of an operation that lists: which query parameters ask for values of its records. */
  readonly filters: readonly FilterFact[];
  /** With which statuses it refuses what. */
  readonly refusals: readonly RefusalFact[];
  /** What else was considered, and why it was not concluded. */
  readonly rejected: readonly string[];
  /** Where traffic was given and has requests of it. */
  readonly traffic?: OperationTraffic;
}

export interface Inference {
  readonly collections: readonly CollectionFact[];
  readonly operations: readonly OperationFact[];
}

export interface InferOptions {
  /** Leave out `links`, operationIds and extensions of others: what is left is paths, methods, parameters and schemas. */
  readonly ignoreHints: boolean;
  /** Collections and operations of less confidence are facts, but not in the overlay. 0 by default. */
  readonly minConfidence?: number;
  /** What was recorded of the API, by which conclusions are confirmed, withdrawn and repaired. */
  readonly traffic?: readonly Recording[];
}
