// Decides what inference is measured by: the plain data that `envfactory infer SPEC --json` prints, and nothing of how it was found.

export const KINDS = [
  'create',
  'read',
  'list',
  'search',
  'update',
  'replace',
  'upsert',
  'delete',
  'bulk-delete',
  'singleton-read',
  'singleton-write',
  'membership',
  'action',
  'batch',
  'watch',
  'session',
  'computed',
  'opaque',
] as const;

export type Kind = (typeof KINDS)[number];

export interface CollectionFacts {
  readonly name: string;
  /** JSON pointer of the records' schema. */
  readonly schema: string | null;
  readonly key: string | readonly string[] | null;
  readonly keyOrigin: string | null;
  readonly parent: string | null;
  /** From the property that refers to the collection referred to. */
  readonly references: Readonly<Record<string, string>>;
}

export interface OperationFacts {
  readonly method: string;
  readonly path: string;
  readonly operationId: string | null;
  readonly kind: Kind;
  readonly collection: string | null;
  /** From path parameter to the property of the key that it names. */
  readonly keys: Readonly<Record<string, string>>;
  readonly requires: readonly { readonly collection: string; readonly exists: readonly string[] }[];
  readonly creates: readonly string[];
  readonly updates: readonly string[];
  readonly deletes: readonly string[];
  readonly confidence: number;
  readonly evidence: readonly string[];
}

export interface Facts {
  readonly collections: readonly CollectionFacts[];
  readonly operations: readonly OperationFacts[];
}
