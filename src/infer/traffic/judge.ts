// Decides what becomes of the facts when traffic has been counted: their confidence, both evidences, and what is withdrawn.

import type { Conclusions } from '../conclude.ts';
import type { ClaimEvidence, CollectionFact, OperationFact, OperationTraffic } from '../inference.ts';
import type { Collection } from '../resources/collections.ts';
import type { Reference } from '../resources/references.ts';
import type { OperationView } from '../view/api.ts';
import type { ErrorPolicy } from '../view/error-policy.ts';
import type { Counted, Ledger, Seen } from './ledger.ts';
import { claimText } from './revise-text.ts';
import { keyOf } from './successes.ts';
import { WITHDRAWN_BELOW, weigh } from './weight.ts';

/** The same conclusions, confirmed or without what is withdrawn. */
export function judge(conclusions: Conclusions, ledger: Ledger): Conclusions {
  const claims = ledger.claims();
  const ofOperation = grouped(claims, ({ claim }) => ('operation' in claim ? claim.operation : null));
  const ofCollection = grouped(claims, ({ claim }) => ('operation' in claim ? null : claim.collection));
  const operationFacts = new Map(
    [...conclusions.operationFacts].map(
      ([operation, fact]) => [operation, judgedOperation(conclusions, ledger, operation, fact, ofOperation.get(operation) ?? [])] as const,
    ),
  );
  const collectionFacts = new Map(
    [...conclusions.collectionFacts].map(([collection, fact]) => {
      const counted = ofCollection.get(fact.name) ?? [];
      return [collection, judgedCollection(conclusions, collection, fact, counted)] as const;
    }),
  );
  const referencesOf = (collection: Collection): readonly Reference[] => {
    const kept = collectionFacts.get(collection)?.references ?? {};
    return conclusions.referencesOf(collection).filter(({ property }) => property in kept);
  };
  const policy: ErrorPolicy = {
    refusalOf: (operation, reason) => {
      const status = reason === 'missing' ? operationFacts.get(operation)?.traffic?.missing : null;
      return status ? { reason, status, from: 'traffic' } : conclusions.policy.refusalOf(operation, reason);
    },
  };
  return { ...conclusions, policy, operationFacts, collectionFacts, referencesOf };
}

function grouped<K>(claims: readonly Counted[], keyOfClaim: (counted: Counted) => K | null): ReadonlyMap<K, readonly Counted[]> {
  const found = new Map<K, Counted[]>();
  for (const counted of claims) {
    const key = keyOfClaim(counted);
    if (key === null) continue;
    const list = found.get(key);
    if (list === undefined) found.set(key, [counted]);
    else list.push(counted);
  }
  return found;
}

function evidenceOf({ claim, tally }: Counted, prior: number): ClaimEvidence {
  const confidence = weigh(prior, tally);
  return {
    claim: claim.kind,
    collection: claim.collection,
    ...(claim.kind === 'reference' ? { property: claim.property } : {}),
    confirmed: tally.confirmed,
    contradicted: tally.contradicted,
    requests: tally.cited,
    confidence,
    withdrawn: confidence < WITHDRAWN_BELOW,
  };
}

/** The confidence after what was counted of the claims that stay. */
function moved(prior: number, claims: readonly ClaimEvidence[]): number {
  const kept = claims.filter(({ withdrawn }) => !withdrawn);
  const sum = (field: 'confirmed' | 'contradicted'): number => kept.reduce((total, claim) => total + claim[field], 0);
  return weigh(prior, { confirmed: sum('confirmed'), contradicted: sum('contradicted') });
}

function judgedOperation(
  conclusions: Conclusions,
  ledger: Ledger,
  operation: OperationView,
  fact: OperationFact,
  counted: readonly Counted[],
): OperationFact {
  const seen = ledger.seen(operation);
  if (seen.requests === 0 && counted.length === 0) return fact;
  const claims = counted.map((one) => evidenceOf(one, fact.confidence));
  const gone = (kind: ClaimEvidence['claim'], name: string): boolean =>
    claims.some(({ claim, collection, withdrawn }) => withdrawn && claim === kind && collection === name);
  const missing = learnedMissing(conclusions.policy.refusalOf(operation, 'missing').status, seen);
  return {
    ...fact,
    refusals: fact.refusals.map((refusal) =>
      refusal.reason === 'missing' && missing !== null ? { ...refusal, status: missing, from: 'traffic' } : refusal,
    ),
    requires: fact.requires.filter(({ collection }) => !gone('requires', collection)),
    creates: fact.creates.filter((name) => !gone('creates', name)),
    deletes: fact.deletes.filter((name) => !gone('deletes', name)),
    confidence: moved(fact.confidence, claims),
    evidence: [...fact.evidence, trafficText(seen), ...claims.filter(({ withdrawn }) => !withdrawn).map(claimText)],
    traffic: {
      requests: seen.requests,
      statuses: Object.fromEntries([...seen.statuses].toSorted(([a], [b]) => a - b)),
      success: learnedSuccess(operation, seen),
      missing,
      unique: uniqueProperties(conclusions, ledger, fact, seen),
      claims,
    },
  };
}

function trafficText({ requests, statuses }: Seen): string {
  const counts = [...statuses].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status} ${count}×`);
  return `traffic: ${requests} ${requests === 1 ? 'request' : 'requests'}${counts.length === 0 ? '' : ` (${counts.join(', ')})`}`;
}

/** The status by which all successes were answered, if it is not the one that the document leads to. */
function learnedSuccess({ statuses }: OperationView, seen: Seen): OperationTraffic['success'] {
  const [only, second] = [...seen.statuses.keys()].filter((status) => status >= 200 && status < 300);
  const declared = statuses.filter((status) => /^2\d\d$/.test(status)).toSorted()[0];
  return only === undefined || second !== undefined || String(only) === declared || !statuses.includes(String(only)) ? null : only;
}

function learnedMissing(expected: number, { missing }: Seen): OperationTraffic['missing'] {
  const [only, second] = missing.keys();
  return only === undefined || second !== undefined || only === expected ? null : only;
}

/** What all refused creates had in common with records that were there, and no two records had; the key goes without saying. */
function uniqueProperties(conclusions: Conclusions, ledger: Ledger, fact: OperationFact, { conflicts }: Seen): readonly string[] {
  const [first, ...others] = conflicts;
  const collection = conclusions.collections.find(({ name }) => name === fact.collection);
  if (first === undefined || collection === undefined) return [];
  const { repeated } = ledger.records(collection);
  const common = first.filter((name) => !repeated.has(name) && others.every((names) => names.includes(name)));
  const key = keyOf(collection);
  return key !== null && common.includes(key) ? [] : common.length === 1 ? common : [];
}

function judgedCollection(
  conclusions: Conclusions,
  collection: Collection,
  fact: CollectionFact,
  counted: readonly Counted[],
): CollectionFact {
  const references = new Map(conclusions.referencesOf(collection).map(({ property, confidence }) => [property, confidence]));
  const claims = counted.map((one) => {
    const { claim } = one;
    return evidenceOf(one, claim.kind === 'reference' ? (references.get(claim.property) ?? fact.confidence) : fact.confidence);
  });
  if (claims.length === 0) return fact;
  const gone = new Set(claims.flatMap(({ property, withdrawn }) => (withdrawn && property !== undefined ? [property] : [])));
  const key = claims.filter(({ claim }) => claim === 'key');
  return {
    ...fact,
    key: key.some(({ withdrawn }) => withdrawn) ? null : fact.key,
    references: Object.fromEntries(Object.entries(fact.references).filter(([property]) => !gone.has(property))),
    confidence: moved(fact.confidence, key),
    evidence: [...fact.evidence, ...claims.filter(({ withdrawn }) => !withdrawn).map(claimText)],
    traffic: { claims },
  };
}
