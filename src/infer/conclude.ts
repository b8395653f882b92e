// Decides what a loaded document means: one pass that leads from paths and schemas to collections and operations.

import type { Loading } from '../spec/openapi/loading.ts';
import type { CollectionFact, InferOptions, OperationFact } from './inference.ts';
import { kindOf } from './kinds/kind.ts';
import { weighOperationId } from './kinds/operation-id.ts';
import { refineKind } from './kinds/refine.ts';
import type { KindConclusion } from './kinds/rule.ts';
import { createSituations, type Situation } from './kinds/situation.ts';
import { type Learned, type LearnedReference, NOTHING_LEARNED } from './learned.ts';
import { operationFact } from './operation-fact.ts';
import { type Collection, collect, collectionFact, pathOf } from './resources/collections.ts';
import { learnFromLinks } from './resources/links.ts';
import { createReferenceFinder, type Reference } from './resources/references.ts';
import { findSites } from './resources/site.ts';
import { type OperationView, viewOperations } from './view/api.ts';
import { createErrorPolicy, type ErrorPolicy } from './view/error-policy.ts';
import { createShapes, type Shapes } from './view/shape.ts';
import { type PathTree, plantTree } from './view/tree.ts';

export interface Conclusions {
  readonly operations: readonly OperationView[];
  readonly tree: PathTree;
  readonly shapes: Shapes;
  readonly policy: ErrorPolicy;
  readonly collections: readonly Collection[];
  readonly referencesOf: (collection: Collection) => readonly Reference[];
  readonly collectionFacts: ReadonlyMap<Collection, CollectionFact>;
  readonly operationFacts: ReadonlyMap<OperationView, OperationFact>;
}

/** References of less confidence are not concluded. */
const SURE_REFERENCE = 0.6;

/** What was learned elsewhere goes before what paths and schemas suggest, and so does what links say. */
export function concludeAll(loading: Loading, options: Pick<InferOptions, 'ignoreHints'>, learned: Learned = NOTHING_LEARNED): Conclusions {
  const plain = concludeOnce(loading, options, learned);
  const linked = options.ignoreHints ? null : learnFromLinks(plain, learned);
  return linked === null ? plain : concludeOnce(loading, options, linked);
}

function concludeOnce({ document, resolver }: Loading, { ignoreHints }: Pick<InferOptions, 'ignoreHints'>, learned: Learned): Conclusions {
  const operations = viewOperations({ document, pointer: [], node: document.root }, resolver);
  const shapes = createShapes(resolver);
  const tree = plantTree(operations);
  const policy = createErrorPolicy(operations);
  const situationOf = createSituations(operations, tree, shapes);
  const { kinds, rejected } = concludeKinds(operations, situationOf, ignoreHints);
  const concluded = (operation: OperationView): KindConclusion => kinds.get(operation) ?? kindOf(situationOf(operation));
  const sites = findSites({
    tree,
    shapes,
    kindOf: (operation) => concluded(operation).kind,
    answerOf: (operation) => situationOf(operation).answer,
  });
  const collections = collect(sites, shapes, learned);
  const finder = createReferenceFinder(collections, shapes, !ignoreHints);
  const byPath = new Map(collections.map((collection) => [pathOf(collection.main), collection.name] as const));
  const references = new Map(
    collections.map((collection) => {
      const said = learned.references.get(pathOf(collection.main)) ?? new Map<string, LearnedReference>();
      return [
        collection,
        [...learnedReferences(said, byPath), ...finder.of(collection).filter(({ property }) => !said.has(property))].filter(isSure),
      ] as const;
    }),
  );
  const referencesOf = (collection: Collection): readonly Reference[] => references.get(collection) ?? [];
  const factOf = (collection: Collection): CollectionFact =>
    collectionFact(collection, Object.fromEntries(referencesOf(collection).map(({ property, collection: target }) => [property, target])));
  const operationFactOf = (operation: OperationView): OperationFact => {
    const known = learned.kinds.get(`${operation.method} ${operation.path}`);
    const refined = known ?? refineKind(situationOf(operation), concluded(operation), collections);
    const weighed = { conclusion: refined, rejected: rejected.get(operation) ?? [] };
    return operationFact(
      { operation, node: tree.nodeOf(operation), answer: situationOf(operation).answer, shapes, policy },
      weighed,
      collections,
    );
  };
  return {
    operations,
    tree,
    shapes,
    policy,
    collections,
    referencesOf,
    collectionFacts: new Map(collections.map((collection) => [collection, factOf(collection)])),
    operationFacts: new Map(operations.map((operation) => [operation, operationFactOf(operation)])),
  };
}

function learnedReferences(said: ReadonlyMap<string, LearnedReference>, byPath: ReadonlyMap<string, string>): readonly Reference[] {
  return [...said].flatMap(([property, { target, confidence, evidence }]) => {
    const collection = byPath.get(target);
    return collection === undefined ? [] : [{ property, collection, confidence, evidence }];
  });
}

interface Kinds {
  readonly kinds: ReadonlyMap<OperationView, KindConclusion>;
  readonly rejected: ReadonlyMap<OperationView, readonly string[]>;
}

function concludeKinds(
  operations: readonly OperationView[],
  situationOf: (operation: OperationView) => Situation,
  ignoreHints: boolean,
): Kinds {
  const kinds = new Map<OperationView, KindConclusion>();
  const rejected = new Map<OperationView, readonly string[]>();
  for (const operation of operations) {
    const situation = situationOf(operation);
    const conclusion = kindOf(situation);
    const weighed = ignoreHints ? { conclusion, rejected: [] } : weighOperationId(situation, conclusion);
    kinds.set(operation, weighed.conclusion);
    rejected.set(operation, weighed.rejected);
  }
  return { kinds, rejected };
}

function isSure({ confidence }: Reference): boolean {
  return confidence >= SURE_REFERENCE;
}
