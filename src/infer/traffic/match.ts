// Decides which operation of a document a recorded request is of: by method, base path of a server and path, the most specific first.

import { toJson } from '../../base/json.ts';
import { DEFAULT_LIMITS } from '../../base/limits.ts';
import type { Value } from '../../base/value.ts';
import type { OperationView } from '../view/api.ts';
import type { NamedRequest, RecordedRequest } from './recording.ts';

export interface Match {
  readonly operation: OperationView;
  /** Path parameters by name, decoded; one that was left open is missing. */
  readonly parameters: ReadonlyMap<string, string>;
}

export interface Matcher {
  /** Null if no operation fits. */
  match(request: RecordedRequest): Match | null;
  /** The operation that a path would be of. */
  at(method: string, path: string): Match | null;
}

interface Leaf {
  readonly operation: OperationView;
  /** Names of parameters in the order of the path. */
  readonly names: readonly string[];
  /** Query parameters that the path template itself asks for. */
  readonly query: readonly string[];
}

interface Branch {
  readonly named: Map<string, Branch>;
  readonly mixed: Map<string, { readonly pattern: RegExp; readonly next: Branch }>;
  parameter: Branch | null;
  /** Operations that end here, by method. */
  readonly leaves: Map<string, Leaf[]>;
}

const createBranch = (): Branch => ({ named: new Map(), mixed: new Map(), parameter: null, leaves: new Map() });

/** Finds operations; `bases` are the paths of the servers (`/v2`, with `{variables}`). */
export function createMatcher(operations: readonly OperationView[], bases: readonly string[]): Matcher {
  const root = createBranch();
  const byName = new Map<string, OperationView>();
  for (const operation of operations) {
    plant(root, operation);
    const name = `${operation.method.toUpperCase()} ${operation.path}`;
    for (const text of [operation.operationId, name]) if (text !== null && !byName.has(text)) byName.set(text, operation);
  }
  const prefixes = [...new Set(bases)].map(segmentsOf).toSorted((a, b) => b.length - a.length);
  const find = (method: string, path: string, query: ReadonlySet<string>): Match | null => {
    const parts = segmentsOf(path);
    if (parts.length > DEFAULT_LIMITS.maxDepth) return null;
    for (const prefix of prefixes) {
      const rest = withoutPrefix(parts, prefix);
      const match = rest === null ? null : descend({ method, query, parts: rest }, root, 0, []);
      if (match !== null) return match;
    }
    return null;
  };
  return {
    match: (request) => (request.kind === 'named' ? byId(byName, request) : find(request.method, request.path, request.query)),
    at: (method, path) => find(method, path, new Set()),
  };
}

function byId(byName: ReadonlyMap<string, OperationView>, { operationId, parameters }: NamedRequest): Match | null {
  const operation = byName.get(operationId);
  if (operation === undefined) return null;
  const found = operation.parsed.segments.flatMap((segment) => {
    const value = segment.kind === 'parameter' ? parameters.get(segment.name) : undefined;
    return segment.kind === 'static' || value === undefined ? [] : [[segment.name, textOf(value)] as const];
  });
  return { operation, parameters: new Map(found) };
}

/** A scalar as it stands in a path, by which keys are compared: `7` and `"7"` are one. */
export function textOf(value: Value): string {
  return typeof value === 'string' ? value : toJson(value);
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '');
}

/** What is left behind a base path; its variables stand for any segment. Null if the path does not begin with it. */
function withoutPrefix(parts: readonly string[], prefix: readonly string[]): readonly string[] | null {
  const fits = prefix.every((name, i) => name === parts[i] || (name.includes('{') && parts[i] !== undefined));
  return fits ? parts.slice(prefix.length) : null;
}

function plant(root: Branch, operation: OperationView): void {
  const [path = '', query = ''] = operation.path.split(/[?#]/);
  const names: string[] = [];
  let branch = root;
  for (const part of segmentsOf(path)) {
    const parameters = Array.from(part.matchAll(/\{([^{}]+)\}/g), ([, name = '']) => plainName(name));
    names.push(...parameters);
    branch = parameters.length === 0 ? named(branch, part) : /^\{[^{}]+\}$/.test(part) ? parameter(branch) : mixed(branch, part);
  }
  const leaf: Leaf = { operation, names, query: query.split('&').flatMap((pair) => pair.split('=')[0] || []) };
  const leaves = branch.leaves.get(operation.method);
  if (leaves === undefined) branch.leaves.set(operation.method, [leaf]);
  else leaves.push(leaf);
}

/** `{+path}` and `{path*}` and `{name=projects/*}` are parameters with a hint about their values. */
function plainName(name: string): string {
  return name.replace(/^[+*]/, '').replace(/\*$/, '').split('=')[0] ?? name;
}

function named(branch: Branch, part: string): Branch {
  const text = decoded(part);
  const next = branch.named.get(text) ?? createBranch();
  branch.named.set(text, next);
  return next;
}

function parameter(branch: Branch): Branch {
  branch.parameter ??= createBranch();
  return branch.parameter;
}

/** Parameters beside text in one segment: `{id}.json`, `{base}...{head}`. */
function mixed(branch: Branch, part: string): Branch {
  const known = branch.mixed.get(part);
  if (known !== undefined) return known.next;
  const source = part
    .split(/(\{[^{}]+\})/)
    .map((piece) => (piece.startsWith('{') ? '(.+?)' : piece.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('');
  const next = createBranch();
  if (source.split('(.+?)').length - 1 > MAX_MIXED_PARAMETERS) return next;
  branch.mixed.set(part, { pattern: new RegExp(`^${source}$`, 's'), next });
  return next;
}

interface Search {
  readonly method: string;
  readonly query: ReadonlySet<string>;
  readonly parts: readonly string[];
}

/** Characters of a segment that is compared with parameters beside text: more are no key. */
const MAX_MIXED = 200;
/** Parameters in one segment, which are told apart by trying. */
const MAX_MIXED_PARAMETERS = 3;

/** Names before parameters beside text, and those before parameters; a parameter at the end takes the rest if nothing else fits. */
function descend(search: Search, branch: Branch, at: number, values: readonly string[]): Match | null {
  const part = search.parts[at];
  if (part === undefined) return ending(search, branch, values);
  const text = decoded(part);
  const next = branch.named.get(text);
  const direct = next === undefined ? null : descend(search, next, at + 1, values);
  if (direct !== null) return direct;
  for (const { pattern, next: below } of text.length > MAX_MIXED ? [] : branch.mixed.values()) {
    const found = pattern.exec(text);
    const match = found === null ? null : descend(search, below, at + 1, [...values, ...found.slice(1)]);
    if (match !== null) return match;
  }
  if (branch.parameter === null) return null;
  const rest = search.parts.slice(at).map(decoded).join('/');
  return descend(search, branch.parameter, at + 1, [...values, text]) ?? ending(search, branch.parameter, [...values, rest]);
}

/** The operation that ends here and whose template asks for most of the query. */
function ending({ method, query }: Search, branch: Branch, values: readonly string[]): Match | null {
  const leaves = (branch.leaves.get(method) ?? []).filter((leaf) => leaf.query.every((name) => query.has(name)));
  const [best] = leaves.toSorted((a, b) => b.query.length - a.query.length);
  if (best === undefined) return null;
  return { operation: best.operation, parameters: new Map(best.names.map((name, i) => [name, values[i] ?? ''])) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // What is no percent-encoding is meant as it is written.
    return part;
  }
}
