// Decides how sites and collections are found from places in the tree of paths.

import type { PathNode } from '../view/tree.ts';
import type { Collection } from './collections.ts';
import type { Site } from './site.ts';

export interface SiteIndex {
  readonly byItem: ReadonlyMap<PathNode, Site>;
  readonly byNode: ReadonlyMap<PathNode, Site>;
  readonly collectionOf: ReadonlyMap<Site, Collection>;
}

/** One index for each list of collections. */
const indexes = new WeakMap<readonly Collection[], SiteIndex>();

export function indexSites(collections: readonly Collection[]): SiteIndex {
  const known = indexes.get(collections);
  if (known !== undefined) return known;
  const pairs = collections.flatMap((collection) => collection.sites.map((site) => [site, collection] as const));
  const index: SiteIndex = {
    byItem: new Map(pairs.flatMap(([site]) => (site.item === null ? [] : [[site.item, site] as const]))),
    byNode: new Map(pairs.map(([site]) => [site.node, site] as const)),
    collectionOf: new Map(pairs),
  };
  indexes.set(collections, index);
  return index;
}
