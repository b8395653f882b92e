// Decides how the failure of a value to fit a schema is described, and how failures combine in three-valued logic.

import type { Source } from '../../base/source.ts';
import type { Schema } from '../../contract/schema.ts';

/**
 * `violation`: the value does not fit. `undecided`: it cannot be said, as a keyword or pattern without meaning here, or a limit, is in the way.
 */
export interface Nonconformity {
  readonly kind: 'violation' | 'undecided';
  /** The JSON Schema keyword, such as `required`. */
  readonly keyword: string;
  /** Property names and indices from the value that was checked to the part that fails. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** Where the schema stands that has the keyword. */
  readonly source: Source | null;
}

export function violation(schema: Schema, keyword: string, message: string): Nonconformity {
  return { kind: 'violation', keyword, path: [], message, source: schema.source ?? null };
}

export function undecidable(schema: Schema, keyword: string, message: string): Nonconformity {
  return { kind: 'undecided', keyword, path: [], message, source: schema.source ?? null };
}

/** The failure of a part, seen from the whole. */
export function within(step: string | number, failure: Nonconformity): Nonconformity {
  return { ...failure, path: [step, ...failure.path] };
}

/** Conjunction: a violation decides, else what is undecided remains. */
export function worse(a: Nonconformity | null, b: Nonconformity | null): Nonconformity | null {
  return a === null || (a.kind === 'undecided' && b?.kind === 'violation') ? b : a;
}

/** RFC 6901 JSON pointer of the failing part. */
export function pointerOf(failure: Nonconformity): string {
  return failure.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
