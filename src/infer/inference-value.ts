// Decides how facts are written as JSON (format: `schemas/inference.schema.json`).

import { ratio } from '../base/number.ts';
import type { ObjectValue, Value } from '../base/value.ts';
import type { ClaimEvidence, CollectionFact, Inference, OperationFact, OperationTraffic, PagingFact } from './inference.ts';

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
    ...(fact.traffic === undefined ? [] : [['traffic', new Map([['claims', fact.traffic.claims.map(claimValue)]])] as const]),
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
    ['paging', fact.paging === null ? null : pagingValue(fact.paging)],
    [
      'filters',
      fact.filters.map(
        ({ parameter, property, free, confidence, evidence }) =>
          new Map<string, Value>([
            ['parameter', parameter],
            ['property', property],
            ['free', free],
            ['confidence', hundredths(confidence)],
            ['evidence', evidence],
          ]),
      ),
    ],
    [
      'refusals',
      fact.refusals.map(
        ({ reason, status, from }) =>
          new Map<string, Value>([
            ['reason', reason],
            ['status', status],
            ['from', from],
          ]),
      ),
    ],
    ['confidence', hundredths(fact.confidence)],
    ['evidence', fact.evidence],
    ['rejected', fact.rejected],
    ...(fact.traffic === undefined ? [] : [['traffic', trafficValue(fact.traffic)] as const]),
  ]);
}

function pagingValue({ style, parameters, items, next, total, more, evidence }: PagingFact): Value {
  return new Map<string, Value>([
    ['style', style],
    ['parameters', new Map(Object.entries(parameters))],
    ['items', items],
    ['next', next],
    ['total', total],
    ['more', more],
    ['evidence', evidence],
  ]);
}

function trafficValue({ requests, statuses, success, missing, unique, claims }: OperationTraffic): Value {
  return new Map<string, Value>([
    ['requests', requests],
    ['statuses', new Map(Object.entries(statuses))],
    ['success', success],
    ['missing', missing],
    ['unique', unique],
    ['claims', claims.map(claimValue)],
  ]);
}

function claimValue({ claim, collection, property, confirmed, contradicted, requests, confidence, withdrawn }: ClaimEvidence): Value {
  return new Map<string, Value>([
    ['claim', claim],
    ['collection', collection],
    ...(property === undefined ? [] : [['property', property] as const]),
    ['confirmed', confirmed],
    ['contradicted', contradicted],
    ['requests', requests],
    ['confidence', hundredths(confidence)],
    ['withdrawn', withdrawn],
  ]);
}

/** Values are exact, and confidence is not: two places are more than it has. */
function hundredths(confidence: number): Value {
  return ratio(BigInt(Math.round(confidence * 100)), 100n);
}
