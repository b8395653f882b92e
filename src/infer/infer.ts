// Decides what a document without a contract means: reads it once and concludes collections and operations, each with evidence.

import type { Checked } from '../base/diagnostic.ts';
import type { Loading } from '../spec/openapi/loading.ts';
import { type OpenInput, openDocument } from '../spec/openapi/open.ts';
import { createReport } from '../spec/report.ts';
import type { Inference, InferOptions } from './inference.ts';
import { kindOf } from './kinds/kind.ts';
import { refineKind } from './kinds/refine.ts';
import type { KindConclusion } from './kinds/rule.ts';
import { createSituations } from './kinds/situation.ts';
import { operationFact } from './operation-fact.ts';
import { collect, collectionFact } from './resources/collections.ts';
import { createReferenceFinder } from './resources/references.ts';
import { findSites } from './resources/site.ts';
import { type OperationView, viewOperations } from './view/api.ts';
import { createShapes } from './view/shape.ts';
import { plantTree } from './view/tree.ts';

/** What a document means; null if it cannot be read. The diagnostics are those of opening it. */
export function inferFacts(input: OpenInput, options: InferOptions = { ignoreHints: false }): Checked<Inference> {
  const report = createReport();
  const { documents, loading } = openDocument(input, report);
  const value = loading === null ? null : inferLoaded(loading, options);
  return { value, diagnostics: report.finish(documents.files) };
}

/** References of less confidence are not concluded. */
const SURE_REFERENCE = 0.6;

function inferLoaded({ document, resolver }: Loading, { ignoreHints }: InferOptions): Inference {
  const operations = viewOperations({ document, pointer: [], node: document.root }, resolver);
  const shapes = createShapes(resolver);
  const tree = plantTree(operations);
  const situationOf = createSituations(operations, tree, shapes);
  const kinds = new Map<OperationView, KindConclusion>(operations.map((operation) => [operation, kindOf(situationOf(operation))]));
  const concluded = (operation: OperationView): KindConclusion => kinds.get(operation) ?? kindOf(situationOf(operation));
  const sites = findSites({
    tree,
    shapes,
    kindOf: (operation) => concluded(operation).kind,
    answerOf: (operation) => situationOf(operation).answer,
  });
  const collections = collect(sites, shapes);
  const references = createReferenceFinder(collections, shapes, !ignoreHints);
  return {
    collections: collections.map((collection) => {
      const found = references.of(collection).filter(({ confidence }) => confidence >= SURE_REFERENCE);
      return collectionFact(collection, Object.fromEntries(found.map(({ property, collection: target }) => [property, target])));
    }),
    operations: operations.map((operation) =>
      operationFact(operation, tree.nodeOf(operation), refineKind(situationOf(operation), concluded(operation), collections), collections),
    ),
  };
}
