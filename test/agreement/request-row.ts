// A request with a hole in it: a schema, a rule about the request, what is to be found, and a small domain to check that by trying.

import type { PlainSchema } from '../support/schema-builder.ts';

export interface RequestRow {
  readonly claim: string;
  readonly schemas?: Readonly<Record<string, PlainSchema>>;
  /** Of the body. */
  readonly schema: PlainSchema;
  /** With one hole; the body is a hole as a whole unless given. */
  readonly body?: unknown;
  /** What the hole ranges over, where that is not the whole body. */
  readonly of?: PlainSchema;
  /** Values within the schema of the hole and outside of it. */
  readonly domain: readonly unknown[];
  readonly rules: readonly RuleRow[];
}

/** Whether some filling makes the rule true, and whether all do. */
export type RuleRow = readonly [rule: string, exists: 'some' | 'none', forall: 'all' | 'not all'];
