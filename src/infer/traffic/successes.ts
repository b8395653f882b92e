// Decides what a request that succeeded shows.

import type { ObjectValue } from '../../base/value.ts';
import type { OperationKind } from '../inference.ts';
import type { Collection } from '../resources/collections.ts';
import { listedRecords, oneRecord, propertiesWith, scalarAt } from './answers.ts';
import { observeKey, observeUse } from './keys.ts';
import type { Observed } from './observed.ts';
import { observeReferences } from './references.ts';
import { identityOf, type Named, situate } from './situated.ts';

const ACCEPTED = 202;

export function observeSuccess(observed: Observed): void {
  const { situated, session } = observed;
  const { fact, own, along, operation } = situated;
  for (const named of along) observePresence(observed, named);
  switch (fact.kind) {
    case 'read':
    case 'update':
    case 'replace':
      return observeRecord(observed);
    case 'list':
    case 'search':
      return observeList(observed);
    case 'create':
    case 'upsert':
      return observeCreate(observed);
    case 'delete':
      return observeDelete(observed);
    case 'bulk-delete':
      return forgetBelow(observed, own?.collection ?? null);
    case 'action':
      return forgetLast(observed);
    case 'batch':
    case 'opaque':
    case 'session':
      if (operation.method !== 'get') session.forgetAll();
      return;
    default:
  }
}

const READS: ReadonlySet<OperationKind> = new Set(['read', 'list', 'search', 'watch', 'singleton-read', 'computed']);

/** A record that a request was served for is there, whatever was known before. */
function observePresence(observed: Observed, named: Named): void {
  const { situated, session, ledger, at } = observed;
  const { fact, own } = situated;
  const { collection, identity } = named;
  if (identity === null) return;
  const before = session.presence(collection, identity);
  const isOwn = named === own;
  const isRead = isOwn && fact.kind === 'read';
  if (before?.state === 'absent') observeAbsent(observed, named, before.by !== null && isOwn && READS.has(fact.kind));
  if (before?.state === 'present' && isRead && before.by !== null && !before.shown) {
    ledger.confirm({ kind: 'creates', operation: before.by, collection: collection.name }, at);
  }
  session.set(collection, identity, {
    state: 'present',
    by: before?.state === 'present' ? before.by : null,
    shown: before?.shown === true || isRead,
  });
}

/** Served although the record was not there: it was not removed, or need not be there, or the request made it. */
function observeAbsent({ situated, session, ledger, at }: Observed, named: Named, removedOnly: boolean): void {
  const { fact, operation, own } = situated;
  const { collection, identity } = named;
  if (!fact.requires.some(({ collection: name }) => name === collection.name)) return;
  const by = identity === null ? null : (session.presence(collection, identity)?.by ?? null);
  if (named === own && fact.kind === 'replace') ledger.seen(operation).made.push(at);
  else if (removedOnly && by !== null) ledger.contradict({ kind: 'deletes', operation: by, collection: collection.name }, at);
  // What was not there when it was asked for may have come since, as far as a read can tell.
  else if (!READS.has(fact.kind) || named !== own) ledger.contradict({ kind: 'requires', operation, collection: collection.name }, at);
}

function observeRecord(observed: Observed): void {
  const { situated, answer, session } = observed;
  const { own, fact } = situated;
  if (own === null) return;
  const record = fact.kind === 'read' || own.identity !== null ? oneRecord(answer.body, keyOf(own.collection)) : null;
  if (record === null) return observeUse(observed, own);
  if (fact.kind === 'read' || !renames(observed, own, record)) observeKey(observed, own, record);
  session.remember(own.collection, record);
  observeReferences(observed, own.collection, record);
}

/** Whether a change gave the record another key, as the request asked for; then it is there by that. */
function renames({ session, exchange, situated }: Observed, { collection, identity }: Named, record: ObjectValue): boolean {
  const key = keyOf(collection);
  const shown = key === null ? null : scalarAt(record, key);
  const sent = oneRecord(exchange.request.body, key);
  const renamed = shown === null ? null : identityOf([...situated.before, shown]);
  if (shown === null || identity === null || sent === null || renamed === identity || propertiesWith(sent, shown).length === 0)
    return false;
  session.forget(collection, identity);
  if (renamed !== null) session.set(collection, renamed, { state: 'present', by: null, shown: true });
  return true;
}

function observeList({ situated, session, answer, ...rest }: Observed): void {
  const { own, before } = situated;
  if (own === null) return;
  for (const record of listedRecords(answer.body)) {
    session.remember(own.collection, record);
    observeReferences({ ...rest, situated, session, answer }, own.collection, record);
    const identity = identityOf([...before, ...keysIn(own.collection, (property) => scalarAt(record, property))]);
    const known = identity === null ? null : session.presence(own.collection, identity);
    if (identity === null || known?.state === 'absent') continue;
    session.set(own.collection, identity, { state: 'present', by: known?.by ?? null, shown: known?.shown === true });
  }
}

function observeCreate(observed: Observed): void {
  const { situated, answer, session, ledger, exchange } = observed;
  const { own, operation, before, fact } = situated;
  if (own === null) return;
  const { collection } = own;
  const key = keyOf(collection);
  const record = oneRecord(answer.body, key);
  const sent = oneRecord(exchange.request.body, key);
  const records = ledger.records(collection);
  const repeated = session.remember(collection, new Map([...(sent ?? []), ...(record ?? [])]));
  // What a key is put to again may be the same as before.
  for (const property of fact.kind === 'create' ? repeated : []) records.repeated.add(property);
  const asked = key === null || sent === null ? null : scalarAt(sent, key);
  const made = key === null || record === null ? null : scalarAt(record, key);
  if (asked !== null && made !== null) records[asked === made ? 'keySent' : 'keyReplaced'] += 1;
  const named = record === null ? null : identityOf([...before, ...keysIn(collection, (property) => scalarAt(record, property))]);
  const identity = own.identity ?? named ?? located(observed, collection);
  if (identity === null) return;
  const known = session.presence(collection, identity);
  // An answer that takes the order does not say that the record is there yet.
  if (answer.status === ACCEPTED) session.forget(collection, identity);
  else if (own.identity === null || known?.state !== 'present')
    session.set(collection, identity, { state: 'present', by: operation, shown: false });
}

/** The record that the header `location` names. */
function located({ matcher, conclusions, answer }: Observed, collection: Collection): string | null {
  const match = answer.location === null ? null : matcher.at('get', answer.location);
  const own = match === null ? null : (situate(conclusions, match)?.own ?? null);
  return own !== null && own.collection === collection ? own.identity : null;
}

function observeDelete(observed: Observed): void {
  const { situated, session, answer } = observed;
  const { own, operation, fact } = situated;
  if (own === null || own.identity === null || fact.deletes.length === 0) return;
  observeUse(observed, own);
  forgetBelow(observed, own.collection, false);
  if (answer.status === ACCEPTED) session.forget(own.collection, own.identity);
  else session.set(own.collection, own.identity, { state: 'absent', by: operation, shown: false });
}

/** What hangs under something that is removed may be gone with it. */
function forgetBelow({ session, conclusions }: Observed, collection: Collection | null, itself = true): void {
  if (collection === null) return;
  for (const other of conclusions.collections) {
    if (other === collection ? itself : isBelow(other, collection)) session.forgetCollection(other);
  }
}

function isBelow(collection: Collection, above: Collection): boolean {
  for (let { parent } = collection; parent !== null; parent = parent.parent) if (parent === above) return true;
  return false;
}

function forgetLast({ situated, session }: Observed): void {
  const last = situated.along.at(-1);
  if (last !== undefined && last.identity !== null) session.forget(last.collection, last.identity);
}

/** The property that is the key; null for a composite one. */
export function keyOf({ key }: Collection): string | null {
  return key.length === 1 ? (key[0]?.match?.property ?? null) : null;
}

function keysIn({ key }: Collection, valueOf: (property: string) => string | null): readonly (string | undefined)[] {
  return key.map(({ match }) => (match === null ? undefined : (valueOf(match.property) ?? undefined)));
}
