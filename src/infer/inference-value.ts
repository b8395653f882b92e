// Decides how facts are written as JSON (format: `schemas/inference.schema.json`).

import { ratio } from '../base/number.ts';
import type { ObjectValue, Value } from '../base/value.ts';
import type { CollectionFact, Inference, OperationFact } from './inference.ts';

export function inferenceValue({ collections, operations }: Inference): ObjectValue {
  return new Map<string, Value>([
    ['collections', collections.map(collectionValue)],
    ['operations', operations.map(operationValue)],
  ]);
}

function collectionValue(fact: CollectionFact): Value {
  return new Map<string, Value>([
    ['name', fact.name],
    ['schema', fact.schema],
    ['key', fact.key],
    ['keyOrigin', fact.keyOrigin],
    ['parent', fact.parent],
    ['references', new Map(Object.entries(fact.references))],
    ['paths', fact.paths],
    ['confidence', hundredths(fact.confidence)],
    ['evidence', fact.evidence],
  ]);
}

function operationValue(fact: OperationFact): Value {
  return new Map<string, Value>([
    ['method', fact.method],
    ['path', fact.path],
    ['operationId', fact.operationId],
    ['kind', fact.kind],
    ['collection', fact.collection],
    ['keys', new Map(Object.entries(fact.keys))],
    [
      'requires',
      fact.requires.map(
        ({ collection, exists }) =>
          new Map<string, Value>([
            ['collection', collection],
            ['exists', exists],
          ]),
      ),
    ],
    ['creates', fact.creates],
    ['updates', fact.updates],
    ['deletes', fact.deletes],
    ['confidence', hundredths(fact.confidence)],
    ['evidence', fact.evidence],
    ['rejected', fact.rejected],
  ]);
}

/** Values are exact, and confidence is not: two places are more than it has. */
function hundredths(confidence: number): Value {
  return ratio(BigInt(Math.round(confidence * 100)), 100n);
}
