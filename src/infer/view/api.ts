// Decides what inference sees of a document: its operations with their paths in segments, what they take and what they answer.

import { mediaTypes } from '../../spec/openapi/media.ts';
import { below, childAt, type Located, type Resolver } from '../../spec/reference/resolve.ts';
import { child, childText, isMap, isSeq, isTrue, type SpecNode } from '../../spec/tree/node.ts';
import { type ParsedPath, parsePath } from './segments.ts';

export interface ParameterView {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Located | null;
  readonly description: string;
  readonly at: Located;
}

export interface OperationView {
  readonly method: string;
  readonly path: string;
  readonly parsed: ParsedPath;
  readonly at: Located;
  readonly operationId: string | null;
  readonly summary: string;
  readonly parameters: readonly ParameterView[];
  /** The schema of the request's body; null if it takes none. */
  readonly body: Located | null;
  readonly takesBody: boolean;
  readonly bodyRequired: boolean;
  /** The schema of the main success; null without JSON content. */
  readonly answer: Located | null;
  /** Whether the main success has content of any type. */
  readonly answers: boolean;
  /** Declared statuses, in document order. */
  readonly statuses: readonly string[];
  /** What is said of declared refusals, by status. */
  readonly refusals: ReadonlyMap<number, string>;
  readonly links: readonly Located[];
  /** Names of the headers of the main success. */
  readonly headers: readonly string[];
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** All operations, in document order. What is malformed is left out: the loader complains of it. */
export function viewOperations(root: Located, resolver: Resolver): readonly OperationView[] {
  const paths = childAt(root, 'paths');
  if (paths === null || !isMap(paths.node)) return [];
  const found: OperationView[] = [];
  for (const path of paths.node.entries.keys()) {
    if (path.startsWith('x-')) continue;
    const declared = childAt(paths, path);
    const item = declared === null ? null : soft(resolver, declared);
    if (item === null || !isMap(item.node)) continue;
    const parsed = parsePath(path);
    for (const method of item.node.entries.keys()) {
      const at = METHODS.includes(method) ? childAt(item, method) : null;
      if (at !== null && isMap(at.node)) found.push(viewOperation(resolver, { method, path, parsed, item, at }));
    }
  }
  return found;
}

interface Site {
  readonly method: string;
  readonly path: string;
  readonly parsed: ParsedPath;
  readonly item: Located;
  readonly at: Located;
}

function viewOperation(resolver: Resolver, { method, path, parsed, item, at }: Site): OperationView {
  const request = childAt(at, 'requestBody');
  const body = request === null ? null : soft(resolver, request);
  const responses = childAt(at, 'responses');
  const statuses =
    responses !== null && isMap(responses.node) ? [...responses.node.entries.keys()].filter((key) => !key.startsWith('x-')) : [];
  const success = statuses.filter((status) => /^2/.test(status)).toSorted()[0] ?? (statuses.includes('default') ? 'default' : undefined);
  const main = mainAnswer(resolver, responses, statuses);
  const links = success === undefined || responses === null ? [] : linksOf(resolver, responses, success);
  return {
    method,
    path,
    parsed,
    at,
    operationId: childText(at.node, 'operationId'),
    summary: childText(at.node, 'summary') ?? '',
    parameters: viewParameters(resolver, item, at),
    body: body === null ? null : schemaIn(body),
    takesBody: body !== null,
    bodyRequired: isTrue(child(body?.node, 'required')),
    answer: main.schema,
    answers: main.content,
    statuses,
    refusals: refusalsOf(resolver, responses, statuses),
    links,
    headers: success === undefined || responses === null ? [] : headersOf(resolver, responses, success),
  };
}

function refusalsOf(resolver: Resolver, responses: Located | null, statuses: readonly string[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const status of statuses.filter((text) => /^4\d\d$/.test(text))) {
    const declared = responses === null ? null : childAt(responses, status);
    const at = declared === null ? null : soft(resolver, declared);
    found.set(Number(status), childText(at?.node, 'description') ?? '');
  }
  return found;
}

/** The first success that has content, else nothing. */
function mainAnswer(
  resolver: Resolver,
  responses: Located | null,
  statuses: readonly string[],
): { readonly schema: Located | null; readonly content: boolean } {
  if (responses === null) return { schema: null, content: false };
  const successes = statuses.filter((status) => /^2/.test(status));
  let content = false;
  for (const status of successes.length > 0 ? successes : statuses.filter((status) => status === 'default')) {
    const declared = childAt(responses, status);
    const at = declared === null ? null : soft(resolver, declared);
    if (at === null) continue;
    const schema = schemaIn(at);
    if (schema !== null) return { schema, content: true };
    content ||= mediaTypes(childAt(at, 'content')).length > 0;
  }
  return { schema: null, content };
}

function schemaIn(holder: Located): Located | null {
  for (const media of mediaTypes(childAt(holder, 'content'))) {
    const schema = childAt(media.at, 'schema');
    if (schema !== null) return schema;
  }
  return null;
}

function linksOf(resolver: Resolver, responses: Located, status: string): readonly Located[] {
  const declared = childAt(responses, status);
  const at = declared === null ? null : soft(resolver, declared);
  const links = at === null ? null : childAt(at, 'links');
  if (links === null || !isMap(links.node)) return [];
  return [...links.node.entries.keys()].flatMap((name) => {
    const link = childAt(links, name);
    return link === null ? [] : (soft(resolver, link) ?? []);
  });
}

function headersOf(resolver: Resolver, responses: Located, status: string): readonly string[] {
  const declared = childAt(responses, status);
  const at = declared === null ? null : soft(resolver, declared);
  const headers = at === null ? null : childAt(at, 'headers');
  return headers !== null && isMap(headers.node) ? [...headers.node.entries.keys()] : [];
}

function viewParameters(resolver: Resolver, item: Located, operation: Located): readonly ParameterView[] {
  const found = new Map<string, ParameterView>();
  for (const holder of [item, operation]) {
    const list = childAt(holder, 'parameters');
    if (list === null || !isSeq(list.node)) continue;
    for (const [i, node] of list.node.items.entries()) {
      const at = soft(resolver, below(list, node, String(i)));
      const name = at === null ? null : childText(at.node, 'name');
      const place = at === null ? null : childText(at.node, 'in');
      if (at === null || name === null || place === null) continue;
      found.set(`${place} ${name}`, {
        name,
        in: place,
        required: isTrue(child(at.node, 'required')),
        schema: childAt(at, 'schema'),
        description: childText(at.node, 'description') ?? '',
        at,
      });
    }
  }
  return [...found.values()];
}

/** Follows references of objects that are no schemas, without complaint. */
function soft(resolver: Resolver, at: Located): Located | null {
  let place = at;
  for (let i = 0; i < 20; i += 1) {
    const reference: SpecNode | null = child(place.node, '$ref');
    if (reference?.kind !== 'scalar' || typeof reference.value !== 'string') return place;
    const next = resolver.resolve(reference, place, 'hint');
    if (next === null) return null;
    place = next;
  }
  return null;
}
