// Decides which operations a document has and what its schema layer says of each. What extensions add is `extension/`'s.

import type { Source } from '../../base/source.ts';
import { showSource } from '../../base/source.ts';
import type { SecurityScheme } from '../../contract/contract.ts';
import type { Schema } from '../../contract/schema.ts';
import { childAt, type Located } from '../reference/resolve.ts';
import { child, isMap, sourceOf, textOf } from '../tree/node.ts';
import type { Loading } from './loading.ts';
import { type BodyDraft, readBody, readResponses } from './messages.ts';
import { type ParameterDraft, readParameters } from './parameters.ts';
import { createSecurityReader, type SecurityReader } from './security.ts';

/** An operation before schemas have types and rules are compiled. */
export interface OperationDraft {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** The operation object, which holds the extensions. */
  readonly at: Located;
  readonly parameters: readonly ParameterDraft[];
  readonly body: BodyDraft | null;
  readonly responses: ReadonlyMap<string, Schema | null>;
  readonly security: readonly (readonly SecurityScheme[])[];
  readonly source: Source;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** The operations in document order. An operationId that is taken is an error, and that operation left out. */
export function readOperations(loading: Loading): ReadonlyMap<string, OperationDraft> {
  const found = new Map<string, OperationDraft>();
  const security = createSecurityReader(loading);
  for (const site of sites(loading)) {
    const operation = readOperation(loading, site, security);
    const other = found.get(operation.id);
    if (other === undefined) found.set(operation.id, operation);
    else duplicate(loading, operation, other);
  }
  return found;
}

interface Site {
  readonly method: string;
  readonly path: string;
  readonly item: Located;
  readonly at: Located;
}

function sites(loading: Loading): readonly Site[] {
  const paths = childAt({ document: loading.document, pointer: [], node: loading.document.root }, 'paths');
  if (paths === null) return [];
  if (!isMap(paths.node)) {
    loading.report.error('invalid-document', paths.node, "'paths' must be a mapping");
    return [];
  }
  return [...paths.node.entries.keys()].filter((path) => !path.startsWith('x-')).flatMap((path) => sitesOf(loading, paths, path));
}

function sitesOf(loading: Loading, paths: Located, path: string): readonly Site[] {
  const declared = childAt(paths, path);
  const item = declared === null ? null : loading.resolver.follow(declared);
  if (item === null) return [];
  if (!isMap(item.node)) {
    loading.report.error('invalid-document', item.node, 'a path item must be a mapping');
    return [];
  }
  const found: Site[] = [];
  for (const name of item.node.entries.keys()) {
    const at = METHODS.includes(name) ? childAt(item, name) : null;
    if (at === null) continue;
    if (isMap(at.node)) found.push({ method: name, path, item, at });
    else loading.report.error('invalid-document', at.node, 'an operation must be a mapping');
  }
  return found;
}

function readOperation(loading: Loading, site: Site, security: SecurityReader): OperationDraft {
  const { method, path, item, at } = site;
  const named = child(at.node, 'operationId');
  const id = textOf(named);
  if (named !== null && id === null) loading.report.error('invalid-document', named, "'operationId' must be a string");
  const { parameters, body } = readParameters(loading, item, at, path);
  return {
    id: id ?? `${method.toUpperCase()} ${path}`,
    method,
    path,
    at,
    parameters,
    body: readBody(loading, at, body),
    responses: readResponses(loading, at),
    security: security.alternatives(at),
    source: sourceOf(named ?? at.node),
  };
}

function duplicate(loading: Loading, operation: OperationDraft, other: OperationDraft): void {
  const message = `the operationId '${operation.id}' is taken by ${other.method.toUpperCase()} ${other.path} (${showSource(other.source)})`;
  loading.report.error('duplicate-operation', operation.source, message);
}
