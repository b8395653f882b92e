// Decides what a request that was refused shows.

import { oneRecord, scalarText } from './answers.ts';
import { increase } from './ledger.ts';
import type { Observed } from './observed.ts';
import { dangling } from './references.ts';
import type { Named } from './situated.ts';
import { keyOf } from './successes.ts';

const NOT_FOUND = 404;
const CONFLICT = 409;
const GONE = 410;
/** Refusals that are about who asks, and how often. */
const ABOUT_CLIENT: ReadonlySet<number> = new Set([401, 403, 407, 429]);

export function observeRefusal(observed: Observed): void {
  const { answer, situated } = observed;
  if (ABOUT_CLIENT.has(answer.status)) return;
  const needed = situated.along.filter(({ collection }) => situated.fact.requires.some(({ collection: name }) => name === collection.name));
  const missing = needed.find((named) => presenceOf(observed, named) === 'absent');
  if (missing !== undefined) return observeMissing(observed, missing);
  if (answer.status === NOT_FOUND || answer.status === GONE) return observeNotFound(observed, needed);
  observeBody(observed);
}

function presenceOf({ session }: Observed, { collection, identity }: Named): 'present' | 'absent' | null {
  return identity === null ? null : (session.presence(collection, identity)?.state ?? null);
}

/** Refused, and a record that it needs is known not to be there. */
function observeMissing({ situated, session, ledger, answer, at, exchange }: Observed, { collection, identity }: Named): void {
  const found = answer.status === NOT_FOUND || answer.status === GONE;
  // Another refusal may be about the body, if there is one.
  if (!found && exchange.request.body !== undefined) return;
  const { operation } = situated;
  increase(ledger.seen(operation).missing, answer.status);
  ledger.confirm({ kind: 'requires', operation, collection: collection.name }, at);
  const by = identity === null ? null : (session.presence(collection, identity)?.by ?? null);
  if (by !== null) ledger.confirm({ kind: 'deletes', operation: by, collection: collection.name }, at);
}

/** Not found, and nothing is known to be missing. */
function observeNotFound({ situated, session, ledger, answer, at }: Observed, needed: readonly Named[]): void {
  const { operation, own, fact } = situated;
  const unknown = needed.filter(({ collection, identity }) => identity !== null && session.presence(collection, identity) === null);
  const [only, second] = unknown;
  if (only !== undefined && only.identity !== null && second === undefined) {
    increase(ledger.seen(operation).missing, answer.status);
    ledger.confirm({ kind: 'requires', operation, collection: only.collection.name }, at);
    session.set(only.collection, only.identity, { state: 'absent', by: null, shown: false });
    return;
  }
  if (unknown.length > 0 || own === null || own.identity === null || fact.kind !== 'read') return;
  const known = session.presence(own.collection, own.identity);
  if (known === null || known.by === null || known.shown) return;
  // Made, never shown, and not there.
  ledger.contradict({ kind: 'creates', operation: known.by, collection: own.collection.name }, at);
}

/** Refused for what the body says: it refers to something missing, or says again what is there already. */
function observeBody(observed: Observed): void {
  const { situated, answer, exchange, ledger, at, session } = observed;
  const { own, operation, fact } = situated;
  const body = own === null ? null : oneRecord(exchange.request.body, keyOf(own.collection));
  if (own === null || body === null || fact.kind !== 'create') return;
  const [property, second] = dangling(observed, own.collection, body);
  if (property !== undefined && second === undefined) {
    return ledger.confirm({ kind: 'reference', collection: own.collection.name, property }, at);
  }
  if (answer.status !== CONFLICT) return;
  const repeated = [...body].flatMap(([name, value]) => {
    const text = scalarText(value);
    return text !== null && session.propertiesOf(own.collection, text).has(String(name)) ? [String(name)] : [];
  });
  if (repeated.length > 0) ledger.seen(operation).conflicts.push(repeated);
}
