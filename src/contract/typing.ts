// Decides what the computation of types carries along.

import type { Schema, SchemaRef, Schemas } from './schema.ts';
import type { TypeScope } from './type.ts';

/** What computing types goes by. */
export interface Typing {
  readonly scope: TypeScope;
  readonly schemas: Schemas;
  /** The named schemas whose types are being computed: their own are not known yet. */
  readonly inProgress: Set<SchemaRef>;
}

/** Whether the schema is the one that no value satisfies. */
export function isNothing(schema: Schema): boolean {
  return schema.not !== undefined && Object.keys(schema.not).every((key) => key === 'source');
}
