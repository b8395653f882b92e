// Decides the normal form of the schemas that a contract reaches: each named one is read once, when something first refers to it.

import type { Schema, SchemaRef, Schemas } from '../../contract/schema.ts';
import type { Located, Resolver } from '../reference/resolve.ts';
import type { Report } from '../report.ts';
import { describe, isMap, isTrue, type SpecScalar, sourceOf, textOf } from '../tree/node.ts';
import { isForeign, keywordsOf } from './dialects.ts';
import { type Draft, type Reading, unsupported } from './draft.ts';
import { breakLoops } from './loops.ts';

export interface SchemaReader {
  /** The schema at a place. One that is only a `$ref` is `{ref}` and names what it refers to. */
  read(at: Located): Schema;
  /** Reads all that was referred to, and what that refers to. Afterwards `schemas` has every reference. */
  finish(): void;
  readonly schemas: Schemas;
}

export function createSchemaReader(resolver: Resolver, report: Report): SchemaReader {
  const schemas = new Map<SchemaRef, Schema>();
  const pending = new Map<SchemaRef, Located>();
  const name = (from: Located, reference: SpecScalar, use?: 'hint'): SchemaRef | null => {
    const target = resolver.resolve(reference, from, use);
    if (target === null) return null;
    const ref = resolver.nameOf(target);
    if (!schemas.has(ref)) pending.set(ref, target);
    return ref;
  };
  const read = (at: Located): Schema =>
    readSchema({ at, dialect: at.document.dialect, draft: {}, report, nested: read, reference: (text, use) => name(at, text, use) });
  const finish = (): void => {
    for (const [ref, target] of pending) {
      pending.delete(ref);
      if (!schemas.has(ref)) schemas.set(ref, read(target));
    }
    breakLoops(schemas, report);
  };
  return { read, finish, schemas };
}

function readSchema(reading: Reading): Schema {
  const { at, draft } = reading;
  const { node } = at;
  draft.source = sourceOf(node);
  if (node.kind === 'scalar' && typeof node.value === 'boolean') {
    if (!node.value) draft.not = {};
  } else if (isMap(node)) readKeywords(reading);
  else {
    reading.report.warn('invalid-schema', node, `a schema must be a mapping, not ${describe(node)}`);
    unsupported(draft, 'schema');
  }
  return draft;
}

function readKeywords(reading: Reading): void {
  const { at, draft, dialect } = reading;
  const keywords = keywordsOf(dialect);
  const entries = isMap(at.node) ? at.node.entries : new Map();
  // Before 2019-09 a reference stands for the whole schema; what stands beside it says nothing.
  const alone = dialect !== '2020-12' && textOf(entries.get('$ref')?.value) !== null;
  for (const [keyword, entry] of entries) {
    if (alone && keyword !== '$ref') continue;
    const meaning = keywords.get(keyword);
    if (meaning !== undefined) meaning(reading, entry.value, keyword);
    else if (isForeign(dialect, keyword)) foreign(reading, entry.key, keyword);
  }
  if (dialect === 'oas30' && !alone && isTrue(entries.get('nullable')?.value)) admitNull(draft);
}

function foreign(reading: Reading, key: SpecScalar, keyword: string): void {
  const message = `'${keyword}' is no keyword of OpenAPI 3.0 and constrains nothing`;
  reading.report.warn('foreign-keyword', key, message, { hint: 'declare openapi: 3.1.0 to use it' });
}

// OpenAPI 3.0.3: `nullable` adds null to the `type` beside it, and means nothing without one.
function admitNull(draft: Draft): void {
  if (draft.types !== undefined && !draft.types.includes('null')) draft.types = [...draft.types, 'null'];
}
