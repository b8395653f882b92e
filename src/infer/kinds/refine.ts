// Decides what the collections, once they are known, change about the kind of an operation that its own path suggested.

import type { Collection } from '../resources/collections.ts';
import { indexSites } from '../resources/site-index.ts';
import { isParameter } from '../view/tree.ts';
import { conclude, type KindConclusion } from './rule.ts';
import type { Situation } from './situation.ts';

export function refineKind(situation: Situation, conclusion: KindConclusion, collections: readonly Collection[]): KindConclusion {
  const { node, operation } = situation;
  if (conclusion.kind !== 'upsert' || !isParameter(node)) return conclusion;
  const index = indexSites(collections);
  const site = index.byItem.get(node);
  const collection = site === undefined ? undefined : index.collectionOf.get(site);
  const elsewhere = collection?.sites.flatMap(({ creates }) => creates).find(({ method }) => method === 'post');
  if (elsewhere === undefined || operation.statuses.includes('201')) return conclusion;
  return conclude('replace', 0.85, `PUT to an item of '${collection?.name ?? ''}', which POST ${elsewhere.path} makes`);
}
