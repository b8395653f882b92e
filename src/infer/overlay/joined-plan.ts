// Decides how a collection that the document declares is reached by paths: its own key and parent, by the parameters of the item path.

import type { DeclaredCollection } from '../declared.ts';
import type { Collection } from '../resources/collections.ts';
import { indexSites } from '../resources/site-index.ts';
import { parametersAbove, type StatePlan } from './state-plan.ts';

export function joinedPlan(collections: readonly Collection[], collection: Collection, declared: DeclaredCollection): StatePlan {
  const { main, record, key } = collection;
  const keys = declared.key.map((property, position) => ({
    property,
    parameter: key[position]?.parameter ?? property,
    position,
    schema: null,
    kind: null,
  }));
  const above = main.above === null ? undefined : indexSites(collections).collectionOf.get(main.above);
  const { parent } = declared;
  const under = parent !== null && main.above !== null && above?.name === parent.collection;
  return {
    collection,
    form: record === null ? 'keys' : 'record',
    keys,
    owner: under
      ? { property: parent.property, position: parametersAbove(main.above.node) - parametersAbove(main.node), parent: parent.collection }
      : null,
  };
}
