// Decides which document a specification is: its file, with the overlays laid over it, converted to OpenAPI 3.

import { DEFAULT_LIMITS, type Limits } from '../../base/limits.ts';
import { isSwagger } from '../convert/swagger.ts';
import { applyOverlay } from '../overlay/overlay.ts';
import { createDocuments, type DocumentStore, documentOf, versionText } from '../reference/documents.ts';
import { normalisePath } from '../reference/paths.ts';
import { createResolver } from '../reference/resolve.ts';
import type { Report } from '../report.ts';
import { isKnownDialect } from '../schema/dialects.ts';
import { createSchemaReader } from '../schema/normalise.ts';
import { child, describe, isMap, type SpecNode, textOf } from '../tree/node.ts';
import type { ReadFile } from '../tree/read.ts';
import type { Loading } from './loading.ts';

export interface OpenInput {
  readonly document: string;
  readonly overlays?: readonly string[];
  readonly read: (path: string) => Uint8Array | null;
  readonly allow?: readonly string[];
  readonly limits?: Limits;
  readonly parsed?: WeakMap<Uint8Array, ReadFile>;
}

export interface Opened {
  readonly documents: DocumentStore;
  /** The root nodes of the overlays that could be read, in order. */
  readonly overlays: readonly SpecNode[];
  /** Null after an error without which nothing else can be said. */
  readonly loading: Loading | null;
}

export function openDocument(input: OpenInput, report: Report): Opened {
  const limits = input.limits ?? DEFAULT_LIMITS;
  const path = normalisePath(input.document);
  const documents = createDocuments({ document: path, read: input.read, allow: input.allow ?? [], parsed: input.parsed }, report, limits);
  const written = documents.read(path);
  const overlays = (input.overlays ?? []).map((overlay) => documents.read(normalisePath(overlay))).filter((root) => root !== null);
  if (written === null || !isOpenApi(written, report)) return { documents, overlays, loading: null };
  const overlaid = overlays.reduce((root, overlay) => applyOverlay(root, overlay, path, report, limits), written);
  const document = documentOf(path, overlaid, 'oas30', report);
  if (document === null) return { documents, overlays, loading: null };
  documents.setRoot(document);
  checkDialect(document.root, report);
  const resolver = createResolver(documents, document, report);
  return { documents, overlays, loading: { document, report, resolver, schemas: createSchemaReader(resolver, report), limits } };
}

/** Schemas of another dialect are read as JSON Schema 2020-12, which the author should know. */
function checkDialect(root: SpecNode, report: Report): void {
  const dialect = child(root, 'jsonSchemaDialect');
  if (dialect === null || isKnownDialect(textOf(dialect) ?? '')) return;
  report.warn('unsupported-dialect', dialect, 'schemas are read as JSON Schema 2020-12, whatever dialect the document declares');
}

function isOpenApi(root: SpecNode, report: Report): boolean {
  if (!isMap(root)) {
    report.error('not-openapi', root, `an OpenAPI document is a mapping, not ${describe(root)}`);
    return false;
  }
  const version = child(root, 'openapi');
  if (isSwagger(root) && version === null) return true;
  if (version === null) {
    report.error('not-openapi', root, "the document says neither 'openapi: 3.x' nor 'swagger: \"2.0\"'");
    return false;
  }
  const text = versionText(version) ?? describe(version);
  if (/^3\.[01](\.|$)/.test(text)) return true;
  report.error('not-openapi', version, `OpenAPI ${text} is not supported; 3.0, 3.1 and Swagger 2.0 are`);
  return false;
}
