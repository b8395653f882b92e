// Decides the form of what inference concludes about a document: collections and operations, each with its evidence. Plain data.

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
  /** What else was considered, and why it was not concluded. */
  readonly rejected: readonly string[];
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
}
