// Decides the peer: what a method and a last segment say, which is what mocks and test generators go by. It reads nothing else.

import type { Facts, Kind, OperationFacts } from './facts.ts';
import { endsInParameter, operationsOf, type Plain, type PlainOperation, parametersOf } from './openapi.ts';

const ON_ITEM: Readonly<Record<string, Kind>> = {
  get: 'read',
  head: 'read',
  post: 'update',
  put: 'replace',
  patch: 'update',
  delete: 'delete',
};
const ON_REST: Readonly<Record<string, Kind>> = {
  get: 'list',
  head: 'list',
  post: 'create',
  put: 'replace',
  patch: 'update',
  delete: 'bulk-delete',
};

/** Collections are the static segments before parameters, keys have the parameter's name, and the collection before is the parent. */
export function baselineFacts(document: Plain): Facts {
  const operations = operationsOf(document).map(factsOf);
  const parents = new Map<string, { key: string | null; parent: string | null }>();
  for (const { path } of operations) {
    let parent: string | null = null;
    for (const { name, key } of collectionsIn(path)) {
      const known = parents.get(name);
      if (!known) parents.set(name, { key, parent });
      else known.key ??= key;
      parent = name;
    }
  }
  const collections = Array.from(parents, ([name, { key, parent }]) => ({
    name,
    schema: null,
    key,
    keyOrigin: null,
    parent,
    references: {},
  }));
  return { collections, operations };
}

function collectionsIn(path: string): readonly { readonly name: string; readonly key: string | null }[] {
  const segments = path.split('/').filter((segment) => segment !== '');
  return segments.flatMap((segment, i) => {
    const key = parametersOf(segments[i + 1] ?? '')[0] ?? null;
    return segment.includes('{') || (key === null && i < segments.length - 1) ? [] : [{ name: segment, key }];
  });
}

function factsOf({ method, path, operationId }: PlainOperation): OperationFacts {
  const kind = (endsInParameter(path) ? ON_ITEM : ON_REST)[method] ?? 'opaque';
  const collection = collectionsIn(path).at(-1)?.name ?? null;
  const touched = collection === null ? [] : [collection];
  return {
    method,
    path,
    operationId,
    kind,
    collection,
    keys: Object.fromEntries(parametersOf(path).map((name) => [name, name])),
    requires: collectionsIn(path).flatMap(({ name, key }) => (key === null ? [] : [{ collection: name, exists: [key] }])),
    creates: kind === 'create' ? touched : [],
    updates: kind === 'update' || kind === 'replace' ? touched : [],
    deletes: kind === 'delete' || kind === 'bulk-delete' ? touched : [],
    confidence: 1,
    evidence: [],
  };
}
