// Decides what traffic teaches that the document did not suggest: another key, and requests that make what they name.

import type { Conclusions } from '../conclude.ts';
import { conclude, type KindConclusion } from '../kinds/rule.ts';
import type { Learned } from '../learned.ts';
import { type Collection, pathOf } from '../resources/collections.ts';
import type { KeyMatch } from '../resources/keys.ts';
import type { Ledger } from './ledger.ts';
import { UNSUGGESTED, WITHDRAWN_BELOW, weigh } from './weight.ts';

/** What was known already, and what is new. Null if nothing is. */
export function learn(conclusions: Conclusions, ledger: Ledger, known: Learned): Learned | null {
  const keys = new Map(known.keys);
  const kinds = new Map(known.kinds);
  for (const collection of conclusions.collections) {
    const name = `${pathOf(collection.main)} 0`;
    const match = keys.has(name) ? null : learnedKey(collection, ledger);
    if (match !== null) keys.set(name, match);
  }
  for (const [operation, fact] of conclusions.operationFacts) {
    const name = `${operation.method} ${operation.path}`;
    const kind = fact.kind !== 'replace' || kinds.has(name) ? null : learnedKind(ledger.seen(operation));
    if (kind !== null) kinds.set(name, kind);
  }
  return keys.size + kinds.size > known.keys.size + known.kinds.size ? { ...known, keys, kinds } : null;
}

/** The one property by which all requests named records that did not name them by the concluded key, if that is withdrawn. */
function learnedKey(collection: Collection, ledger: Ledger): KeyMatch | null {
  const { keys, keyUses } = ledger.records(collection);
  const [property, second] = [...keys].flatMap(([name, uses]) => (uses === keyUses ? [name] : []));
  if (property === undefined || second !== undefined || collection.key.length !== 1) return null;
  const match = collection.key[0]?.match ?? null;
  const counted = ledger.claims().find(({ claim }) => claim.kind === 'key' && claim.collection === collection.name);
  const kept = match !== null && weigh(match.confidence, counted?.tally ?? { confirmed: 0, contradicted: 0 }) >= WITHDRAWN_BELOW;
  if (kept) return null;
  const instead = match === null ? '' : `, not '${match.property}'`;
  return {
    property,
    // Those uses are counted when what was learned is compared with the traffic.
    confidence: UNSUGGESTED,
    evidence: `traffic: paths name them by '${property}'${instead} (${keyUses}×)`,
  };
}

function learnedKind({ made, missing }: ReturnType<Ledger['seen']>): KindConclusion | null {
  const refused = [...missing.values()].reduce((sum, count) => sum + count, 0);
  const confidence = weigh(UNSUGGESTED, { confirmed: made.length, contradicted: refused });
  if (made.length === 0 || confidence < WITHDRAWN_BELOW) return null;
  return conclude('upsert', confidence, `traffic: PUT made what was not there (${made.length}×: ${made.slice(0, 3).join(', ')})`);
}
