// Decides what an operation is concluded to need and to do: its collection, which records must be there, and what it makes, changes or removes.

import type { OperationFact, OperationKind } from './inference.ts';
import type { Weighed } from './kinds/operation-id.ts';
import type { Collection } from './resources/collections.ts';
import { filtersOf } from './resources/filters.ts';
import { pagingOf } from './resources/paging.ts';
import { renamingProperty } from './resources/rename.ts';
import { type Site, sitesAlong } from './resources/site.ts';
import { indexSites, type SiteIndex } from './resources/site-index.ts';
import type { Answer } from './view/answer.ts';
import type { OperationView } from './view/api.ts';
import type { ErrorPolicy } from './view/error-policy.ts';
import type { Shapes } from './view/shape.ts';
import { isParameter, type PathNode } from './view/tree.ts';

/** Kinds of operations that are about a record which must be there already. */
const OF_RECORD: ReadonlySet<OperationKind> = new Set([
  'read',
  'update',
  'replace',
  'delete',
  'action',
  'singleton-read',
  'singleton-write',
  'membership',
  'computed',
]);

const LISTS: ReadonlySet<OperationKind> = new Set(['list', 'search']);

export interface FactInput {
  readonly operation: OperationView;
  readonly node: PathNode;
  readonly answer: Answer;
  readonly shapes: Shapes;
  readonly policy: ErrorPolicy;
}

export function operationFact(
  { operation, node, answer, shapes, policy }: FactInput,
  { conclusion, rejected }: Weighed,
  collections: readonly Collection[],
): OperationFact {
  const index = indexSites(collections);
  const { kind, confidence, evidence } = conclusion;
  const along = sitesAlong(node, index.byItem);
  const own = isParameter(node) ? (index.byItem.get(node) ?? null) : (index.byNode.get(node) ?? null);
  const about = own ?? (OF_RECORD.has(kind) ? (along.at(-1) ?? null) : null);
  const collection = about === null ? null : (index.collectionOf.get(about) ?? null);
  const needed = kind === 'upsert' || (kind === 'create' && isParameter(node)) ? along.filter((site) => site !== own) : along;
  const name = collection === null ? [] : [collection.name];
  return {
    method: operation.method,
    path: operation.path,
    operationId: operation.operationId,
    kind,
    collection: collection?.name ?? null,
    keys: keysOf(along, index),
    requires: needed.flatMap((site) => {
      const target = index.collectionOf.get(site);
      return target === undefined ? [] : [{ collection: target.name, exists: namesOnPath(site, operation) }];
    }),
    creates: kind === 'create' || kind === 'upsert' ? name : [],
    updates: ['update', 'replace', 'upsert', 'singleton-write'].includes(kind) || (kind === 'action' && about !== null) ? name : [],
    deletes: kind === 'delete' && isParameter(node) ? name : kind === 'bulk-delete' ? name : [],
    paging: LISTS.has(kind) ? pagingOf(shapes, operation, answer) : null,
    filters: LISTS.has(kind) ? filtersOf(shapes, operation, collection?.record ?? null) : [],
    refusals: [
      ...(needed.length > 0 ? [policy.refusalOf(operation, 'missing')] : []),
      ...(kind === 'create' && collection?.keyOrigin === 'client' ? [policy.refusalOf(operation, 'duplicate')] : []),
    ],
    confidence,
    evidence: [...evidence, ...renaming(shapes, operation, collection)],
    rejected,
  };
}

function keysOf(along: readonly Site[], index: SiteIndex): Readonly<Record<string, string>> {
  const pairs = along.flatMap((site) => {
    const collection = index.collectionOf.get(site);
    return site.keyParameters.map((parameter, i) => [parameter, collection?.key[i]?.match?.property ?? parameter] as const);
  });
  return Object.fromEntries(pairs);
}

/** The names that a site's parameters have on this path: other paths may call them differently. */
function namesOnPath(site: Site, operation: OperationView): readonly string[] {
  const parameters = operation.parsed.segments.flatMap((segment) => (segment.kind === 'parameter' ? [segment.name] : []));
  const before = countParameters(site.node);
  return site.keyParameters.map((name, i) => parameters[before + i] ?? name);
}

function countParameters(node: PathNode): number {
  let count = 0;
  for (let at: PathNode | null = node; at !== null; at = at.above) if (isParameter(at)) count += 1;
  return count;
}

function renaming(shapes: Shapes, { body, method }: OperationView, collection: Collection | null): readonly string[] {
  const key = collection?.key.at(-1)?.match?.property;
  const shape = body === null || method === 'get' ? null : shapes.of(body);
  const property = key === undefined || shape === null ? null : renamingProperty(shape, key);
  return property === null ? [] : [`'${property}' is another '${key ?? ''}'`];
}
