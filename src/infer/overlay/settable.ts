// Decides which properties of a collection's records clients set: those that a request which makes or changes one may have.

import type { Conclusions } from '../conclude.ts';
import type { Collection } from '../resources/collections.ts';
import type { OperationView } from '../view/api.ts';
import { bodyText, fitting } from './expressions.ts';
import type { Settable } from './operation-text.ts';

const WRITES = ['create', 'update', 'replace', 'upsert'];

/** What clients may set, worked out once for each collection. */
export function createSettable({ operations, operationFacts, shapes }: Conclusions): (collection: Collection) => Settable {
  const writing = new Map<string, OperationView[]>();
  for (const operation of operations) {
    const fact = operationFacts.get(operation);
    if (fact === undefined || fact.collection === null || !WRITES.includes(fact.kind)) continue;
    const list = writing.get(fact.collection);
    if (list === undefined) writing.set(fact.collection, [operation]);
    else list.push(operation);
  }
  const known = new Map<Collection, Settable>();
  return (collection) => {
    const before = known.get(collection);
    if (before !== undefined) return before;
    const { record, main, name } = collection;
    const names = new Set<string>();
    const always = new Set<string>();
    for (const operation of record === null ? [] : (writing.get(name) ?? [])) {
      const body = bodyText(shapes, operation, main.name);
      if (body === null || record === null) continue;
      for (const property of fitting(shapes, body.shape, record)) {
        names.add(property);
        const isMade = operationFacts.get(operation)?.kind === 'create';
        if (isMade && body.shape.properties.get(property)?.required === true) always.add(property);
      }
    }
    // In the order in which the record has them, so that the overlay reads like the document.
    const ordered = new Set([...(record?.properties.keys() ?? [])].filter((property) => names.has(property)));
    const settable: Settable = { names: ordered, always };
    known.set(collection, settable);
    return settable;
  };
}
