// Decides what a request is about: which record of which collection, by the keys in its path.

import type { Conclusions } from '../conclude.ts';
import type { OperationFact } from '../inference.ts';
import type { Collection } from '../resources/collections.ts';
import { type Site, sitesAlong } from '../resources/site.ts';
import { indexSites } from '../resources/site-index.ts';
import type { OperationView } from '../view/api.ts';
import { isParameter, type PathNode } from '../view/tree.ts';
import type { Match } from './match.ts';

/** A record as requests name it: keys of one collection are compared as texts. */
export interface Named {
  readonly collection: Collection;
  /** Null if the path does not give all of the key. */
  readonly identity: string | null;
}

export interface Situated {
  readonly operation: OperationView;
  readonly fact: OperationFact;
  /** The records on the path, outermost first; the last may be the operation's own. */
  readonly along: readonly Named[];
  /** The collection at the end of the path, with the record if it names one. */
  readonly own: Named | null;
  /** What stands before the key of a record of the own collection, as part of its identity. */
  readonly before: readonly (string | undefined)[];
}

export function situate(conclusions: Conclusions, { operation, parameters }: Match): Situated | null {
  const fact = conclusions.operationFacts.get(operation);
  if (fact === undefined) return null;
  const { byItem, byNode, collectionOf } = indexSites(conclusions.collections);
  const node = conclusions.tree.nodeOf(operation);
  const values = operation.parsed.segments.flatMap((segment) => (segment.kind === 'parameter' ? [parameters.get(segment.name)] : []));
  const namedAt = (site: Site): readonly Named[] => {
    const collection = collectionOf.get(site);
    if (collection === undefined) return [];
    const end = parametersUpTo(site.node) + site.keyParameters.length;
    return [{ collection, identity: identityOf(values.slice(firstOfKey(collection, site), end)) }];
  };
  const site = isParameter(node) ? byItem.get(node) : byNode.get(node);
  const collection = site === undefined ? undefined : collectionOf.get(site);
  const along = sitesAlong(node, byItem).flatMap(namedAt);
  const last = isParameter(node) ? along.at(-1) : undefined;
  return {
    operation,
    fact,
    along,
    own: collection === undefined ? null : (last ?? { collection, identity: null }),
    before: site === undefined || collection === undefined ? [] : values.slice(firstOfKey(collection, site), parametersUpTo(site.node)),
  };
}

/** Parts of a key as one text. Null if a part is missing. */
export function identityOf(parts: readonly (string | undefined)[]): string | null {
  return parts.length === 0 || parts.some((part) => part === undefined || part === '') ? null : JSON.stringify(parts);
}

/** Where the path's parameters begin that tell records apart: all of them, unless paths of different depth lead to the same records. */
function firstOfKey(collection: Collection, site: Site): number {
  const depths = new Set(collection.sites.filter(({ item }) => item !== null).map(({ node }) => parametersUpTo(node)));
  return depths.size > 1 || !depths.has(parametersUpTo(site.node)) ? parametersUpTo(site.node) : 0;
}

function parametersUpTo(node: PathNode): number {
  let count = 0;
  for (let at: PathNode | null = node; at !== null; at = at.above) if (isParameter(at)) count += 1;
  return count;
}
