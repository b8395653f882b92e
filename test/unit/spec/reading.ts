// Support: files in memory for loader tests.

import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import { DEFAULT_LIMITS, type Limits } from '../../../src/base/limits.ts';
import type { Schemas } from '../../../src/contract/schema.ts';
import { type OpenInput, openDocument } from '../../../src/spec/openapi/open.ts';
import { type OperationDraft, readOperations } from '../../../src/spec/openapi/operations.ts';
import { createReport } from '../../../src/spec/report.ts';
import { type ReadFile, readTree } from '../../../src/spec/tree/read.ts';

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The tree of a text, by default YAML. */
export function readText(text: string, path = 'test.yaml', limits: Partial<Limits> = {}): ReadFile {
  return readTree(path, bytesOf(text), { ...DEFAULT_LIMITS, ...limits });
}

/** `code line:column` of every diagnostic. */
export function placesOf(diagnostics: ReadFile['diagnostics']): readonly string[] {
  return diagnostics.map((d) => `${d.code} ${d.source?.line ?? 0}:${d.source?.column ?? 0}`);
}

/** A reader of files in memory. */
export function reader(files: Readonly<Record<string, string | Uint8Array>>): (path: string) => Uint8Array | null {
  return (path) => {
    const content = Object.hasOwn(files, path) ? files[path] : undefined;
    return typeof content === 'string' ? bytesOf(content) : (content ?? null);
  };
}

export interface OpenedText {
  readonly operations: ReadonlyMap<string, OperationDraft>;
  readonly schemas: Schemas;
  readonly diagnostics: readonly Diagnostic[];
}

/** The schema layer of a document in memory, `api.yaml` unless another is named. */
export function openText(files: Readonly<Record<string, string | Uint8Array>>, options: Partial<OpenInput> = {}): OpenedText {
  const report = createReport();
  const { loading, documents } = openDocument({ document: 'api.yaml', read: reader(files), ...options }, report);
  if (loading === null) return { operations: new Map(), schemas: new Map(), diagnostics: report.finish(documents.files) };
  const operations = readOperations(loading);
  loading.schemas.finish();
  return { operations, schemas: loading.schemas.schemas, diagnostics: report.finish(documents.files) };
}

/** A schema without the places where its parts stand. */
export function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (value instanceof Map) return new Map(Array.from(value, ([key, item]) => [key, bare(item)]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'source')
      .map(([key, item]) => [key, bare(item)]),
  );
}
