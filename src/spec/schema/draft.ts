// Decides what reading one schema keeps at hand: the schema so far, where it stands, and how to complain about a keyword.

import type { Schema, SchemaRef } from '../../contract/schema.ts';
import type { Dialect } from '../reference/documents.ts';
import { below, type Located } from '../reference/resolve.ts';
import type { Report } from '../report.ts';
import { describe, type SpecNode, type SpecScalar } from '../tree/node.ts';

/** A schema under construction. */
export type Draft = { -readonly [K in keyof Schema]: Schema[K] };

export interface Reading {
  readonly at: Located;
  readonly dialect: Dialect;
  readonly draft: Draft;
  readonly report: Report;
  /** Reads a schema below this one. */
  readonly nested: (at: Located) => Schema;
  /** The name of what a `$ref` points to, which will be read later; null after an error (for a hint, a warning) was reported. */
  readonly reference: (reference: SpecScalar, use?: 'hint') => SchemaRef | null;
}

/** Gives the meaning of one keyword to the draft. */
export type Keyword = (reading: Reading, node: SpecNode, keyword: string) => void;

/** Reports a keyword whose value is not what it must be; a verdict that depends on the schema will be unknown. */
export function malformed(reading: Reading, node: SpecNode, keyword: string, expected: string): void {
  reading.report.warn('invalid-schema', node, `'${keyword}' must be ${expected}, not ${describe(node)}`);
  unsupported(reading.draft, keyword);
}

/** Records a keyword whose meaning is missing here. */
export function unsupported(draft: Draft, keyword: string): void {
  if (draft.unsupported?.includes(keyword) !== true) draft.unsupported = [...(draft.unsupported ?? []), keyword];
}

/** Reads the schema that stands below this one at a key, or at tokens from it. */
export function schemaBelow(reading: Reading, node: SpecNode, ...tokens: readonly string[]): Schema {
  return reading.nested(below(reading.at, node, ...tokens));
}
