// Decides which files a specification consists of: each is read once, and none outside the root document's folder unless allowed.

import type { Limits } from '../../base/limits.ts';
import type { Source } from '../../base/source.ts';
import { convertSwagger, isSwagger } from '../convert/swagger.ts';
import type { Report } from '../report.ts';
import type { SpecFile } from '../tree/file.ts';
import { child, numberOf, type SpecNode, textOf } from '../tree/node.ts';
import { type ReadFile, readTree } from '../tree/read.ts';
import { folderOf, isBelow, joinPath, normalisePath } from './paths.ts';

/** Which keywords a schema may use and what they mean. `oas30` serves OpenAPI 3.0 and converted Swagger 2.0. */
export type Dialect = 'oas30' | '2020-12' | 'draft4';

export interface SpecDocument {
  /** As `read` takes it. */
  readonly path: string;
  readonly root: SpecNode;
  readonly dialect: Dialect;
  /** Whether it was a Swagger 2.0 document, whose references to `#/definitions/…` still stand in extensions. */
  readonly converted: boolean;
}

export interface DocumentStore {
  /** Every file that was decoded, also overlays, by path. */
  readonly files: ReadonlyMap<string, SpecFile>;
  /** The folder that references must stay below. */
  readonly folder: string;
  /** Reads a file by its own right (the root document, an overlay). Null after an error was reported. */
  read(path: string): SpecNode | null;
  /** Gives the store its root document, overlaid and converted. */
  setRoot(document: SpecDocument): void;
  /** The document that a reference in another one names; null after an error was added to the report, at the reference. */
  open(from: SpecDocument, path: string, at: Source, report: Report): SpecDocument | null;
}

export interface StoreInput {
  readonly document: string;
  readonly read: (path: string) => Uint8Array | null;
  /** Files and folders outside the root document's folder that references may reach. */
  readonly allow: readonly string[];
  /** Files that were parsed before, by their bytes. Who loads a document several times gives the same map each time. */
  readonly parsed?: WeakMap<Uint8Array, ReadFile> | undefined;
}

export function createDocuments(input: StoreInput, report: Report, limits: Limits): DocumentStore {
  const files = new Map<string, SpecFile>();
  const opened = new Map<string, SpecDocument>();
  const folder = folderOf(normalisePath(input.document));
  const allowed = input.allow.map(normalisePath);
  let rootDialect: Dialect = 'oas30';

  const read = (path: string, at: Source, to: Report): SpecNode | null => {
    const bytes = input.read(path);
    if (bytes === null) {
      to.error('file-not-found', at, `the file '${path}' cannot be read`);
      return null;
    }
    const found = input.parsed?.get(bytes) ?? readTree(path, bytes, limits);
    input.parsed?.set(bytes, found);
    if (found.file !== null) files.set(path, found.file);
    to.add(found.diagnostics);
    return found.root;
  };

  // A file that failed is not tried again: its first reference has the reasons.
  const failed = new Set<string>();
  const load = (path: string, at: Source, to: Report): SpecDocument | null => {
    if (failed.has(path)) {
      to.error('file-not-found', at, `the file '${path}' cannot be read`);
      return null;
    }
    if (!isBelow(folder, path) && !allowed.some((place) => isBelow(place, path))) {
      to.error('reference-escapes', at, `the reference leaves the document's folder: '${path}'`, { hint: 'allow the file explicitly' });
      return null;
    }
    const root = read(path, at, to);
    const document = root === null ? null : documentOf(path, root, rootDialect, to);
    if (document === null) failed.add(path);
    return document;
  };

  return {
    files,
    folder,
    read: (path) => read(path, { file: path, line: 1, column: 1 }, report),
    setRoot: (document) => {
      rootDialect = document.dialect;
      opened.set(document.path, document);
    },
    open: (from, name, at, to) => {
      const path = joinPath(from.path, name);
      const document = opened.get(path) ?? load(path, at, to);
      if (document !== null) opened.set(path, document);
      return document;
    },
  };
}

/** The document for a tree: converted if it is Swagger 2.0, with the dialect that it declares or else the given one. Null after an error. */
export function documentOf(path: string, root: SpecNode, inherited: Dialect, report: Report): SpecDocument | null {
  if (isSwagger(root)) {
    const converted = convertSwagger(root, report);
    return converted === null ? null : { path, root: converted, dialect: 'oas30', converted: true };
  }
  const version = versionText(child(root, 'openapi'));
  const dialect = version === null ? inherited : /^3\.0(\.|$)/.test(version) ? 'oas30' : '2020-12';
  return { path, root, dialect, converted: false };
}

/** The text of a version, which YAML reads as a number where it is not quoted. */
export function versionText(node: SpecNode | null): string | null {
  if (node === null) return null;
  return numberOf(node) === null ? textOf(node) : node.file.text.slice(node.start, node.end);
}
