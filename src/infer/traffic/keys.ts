// Decides what speaks for a property being the key: that paths name records by the value that answers show there.

import type { ObjectValue } from '../../base/value.ts';
import { propertiesWith, scalarAt } from './answers.ts';
import { increase } from './ledger.ts';
import type { Observed } from './observed.ts';
import type { Named } from './situated.ts';

/** The record that a path names, as the answer shows it. */
export function observeKey(observed: Observed, named: Named, record: ObjectValue): void {
  const value = lastOf(named);
  const key = keyProperty(named);
  if (value === null || named.collection.key.length !== 1) return;
  const shown = key === null ? null : scalarAt(record, key);
  count(observed, named, shown === value, new Set(propertiesWith(record, value)), shown !== null);
}

/** A request that was served for a key without showing the record: what earlier answers had this value as. */
export function observeUse(observed: Observed, named: Named): void {
  const value = lastOf(named);
  const key = keyProperty(named);
  if (value === null || named.collection.key.length !== 1) return;
  const properties = observed.session.propertiesOf(named.collection, value);
  if (properties.size > 0) count(observed, named, key !== null && properties.has(key), properties, true);
}

function count({ ledger, at }: Observed, { collection }: Named, fits: boolean, others: ReadonlySet<string>, shown: boolean): void {
  const claim = { kind: 'key', collection: collection.name } as const;
  if (fits) ledger.confirm(claim, at);
  else if (shown) ledger.contradict(claim, at);
  if (fits || others.size === 0) return;
  const records = ledger.records(collection);
  records.keyUses += 1;
  for (const property of others) increase(records.keys, property);
}

function keyProperty({ collection }: Named): string | null {
  return collection.key[0]?.match?.property ?? null;
}

/** The part of an identity that is the record's own. */
function lastOf({ identity }: Named): string | null {
  const parts: unknown = identity === null ? [] : JSON.parse(identity);
  const last: unknown = Array.isArray(parts) ? parts.at(-1) : null;
  return typeof last === 'string' ? last : null;
}
