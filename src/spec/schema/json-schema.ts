// Decides the normal form of a JSON Schema that stands alone, outside any OpenAPI document.

import type { Diagnostic } from '../../base/diagnostic.ts';
import { DEFAULT_LIMITS } from '../../base/limits.ts';
import type { Value } from '../../base/value.ts';
import { NOTHING, type Schema, type Schemas } from '../../contract/schema.ts';
import { createDocuments, type SpecDocument } from '../reference/documents.ts';
import { createResolver } from '../reference/resolve.ts';
import { createReport } from '../report.ts';
import { nodeOf } from '../tree/value.ts';
import { createSchemaReader } from './normalise.ts';

export interface NormalisedSchema {
  readonly schema: Schema;
  readonly schemas: Schemas;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A schema and all that it refers to within itself. A reference that leads elsewhere is an error among the diagnostics, and
 * the schema that has it names `$ref` as unsupported.
 */
export function normaliseJsonSchema(schemaJson: Value, dialect: '2020-12' | 'draft4'): NormalisedSchema {
  const root = nodeOf(schemaJson);
  const report = createReport();
  if (root === null) return { schema: NOTHING, schemas: new Map(), diagnostics: [] };
  const document: SpecDocument = { path: '', root, dialect, converted: false };
  const documents = createDocuments({ document: '', read: () => null, allow: [] }, report, DEFAULT_LIMITS);
  documents.setRoot(document);
  const reader = createSchemaReader(createResolver(documents, document, report), report);
  const schema = reader.read({ document, pointer: [], node: root });
  reader.finish();
  return { schema, schemas: reader.schemas, diagnostics: report.finish(new Map()) };
}
