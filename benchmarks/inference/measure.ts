// Decides what is counted of one document besides its score: operations by kind, collections, and who makes what path parameters name.

import type { Facts, Kind, OperationFacts } from './facts.ts';
import { parametersOf } from './openapi.ts';

export interface Counts {
  readonly operations: number;
  readonly kinds: Readonly<Partial<Record<Kind, number>>>;
  readonly collections: number;
  /** Uses of path parameters: one for each operation and parameter. */
  readonly parameters: number;
  /** Of these, those bound to a collection in which some operation makes records, or which some operation lists. */
  readonly produced: number;
  /** And those bound to a collection whose records nothing makes or lists. */
  readonly ambient: number;
}

export function countFacts({ collections, operations }: Facts): Counts {
  const producers = new Set(
    operations.flatMap((fact) => [...fact.creates, ...(makes(fact) && fact.collection !== null ? [fact.collection] : [])]),
  );
  const kinds: Partial<Record<Kind, number>> = {};
  let parameters = 0;
  let produced = 0;
  let ambient = 0;
  for (const fact of operations) {
    kinds[fact.kind] = (kinds[fact.kind] ?? 0) + 1;
    for (const name of parametersOf(fact.path)) {
      const bound = collectionsNamedBy(fact, name);
      parameters += 1;
      if (bound.some((collection) => producers.has(collection))) produced += 1;
      else if (bound.length > 0) ambient += 1;
    }
  }
  return { operations: operations.length, kinds, collections: collections.length, parameters, produced, ambient };
}

function makes({ kind }: OperationFacts): boolean {
  return kind === 'create' || kind === 'upsert' || kind === 'list' || kind === 'search';
}

function collectionsNamedBy({ requires, keys, collection }: OperationFacts, name: string): readonly string[] {
  const required = requires.filter(({ exists }) => exists.includes(name)).map((fact) => fact.collection);
  return name in keys && collection !== null ? [...required, collection] : required;
}
