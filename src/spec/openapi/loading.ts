// Decides what every part of the loader works with: the document, where complaints go, references and schemas.

import type { Limits } from '../../base/limits.ts';
import type { SpecDocument } from '../reference/documents.ts';
import type { Resolver } from '../reference/resolve.ts';
import type { Report } from '../report.ts';
import type { SchemaReader } from '../schema/normalise.ts';

export interface Loading {
  readonly document: SpecDocument;
  readonly report: Report;
  readonly resolver: Resolver;
  readonly schemas: SchemaReader;
  readonly limits: Limits;
}
