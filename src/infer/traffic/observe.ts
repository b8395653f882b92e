// Decides what one recorded request shows: what it confirms, what it contradicts, and what is known of the records afterwards.

import type { Collection } from '../resources/collections.ts';
import { listedRecords, scalarAt } from './answers.ts';
import { increase } from './ledger.ts';
import type { Observed, Observing } from './observed.ts';
import type { Exchange, Recording } from './recording.ts';
import { observeRefusal } from './refusals.ts';
import { createSession, type Session } from './session.ts';
import { identityOf, type Situated, situate } from './situated.ts';
import { observeSuccess } from './successes.ts';

/** Reads a recording from its start; the numbers of requests that are of no operation of the document. */
export function observe(observing: Observing, recording: Recording): readonly number[] {
  const session = createSession();
  seed(observing.conclusions.collections, session, recording);
  return recording.exchanges.flatMap((exchange) => {
    const match = observing.matcher.match(exchange.request);
    const situated = match === null ? null : situate(observing.conclusions, match);
    if (situated === null) {
      if (mayChange(exchange, null)) session.forgetAll();
      return [exchange.number];
    }
    const seen = observing.ledger.seen(situated.operation);
    seen.requests += 1;
    const { answer } = exchange;
    if (answer === null) {
      if (mayChange(exchange, situated)) session.forgetAll();
      return [];
    }
    increase(seen.statuses, answer.status);
    look({ ...observing, session, situated, exchange, answer, at: `${recording.name} #${exchange.number}` });
    return [];
  });
}

function look(observed: Observed): void {
  const { answer, session, situated, exchange } = observed;
  if (isSuccess(answer.status)) observeSuccess(observed);
  else if (answer.status >= 400 && answer.status < 500) observeRefusal(observed);
  // An error of the server, or an answer on the way, does not say what was done.
  else if (mayChange(exchange, situated)) session.forgetAll();
}

function isSuccess(status: number): boolean {
  return (status >= 200 && status < 300) || status === 304;
}

function mayChange({ request, answer }: Exchange, situated: Situated | null): boolean {
  if (answer !== null && answer.status >= 400 && answer.status < 500) return false;
  const method = situated?.operation.method ?? (request.kind === 'addressed' ? request.method : 'post');
  return method !== 'get' && method !== 'head' && method !== 'options';
}

/** Records that a recording starts with are there; those whose key has parts that are not in them are left out. */
function seed(collections: readonly Collection[], session: Session, { initial }: Recording): void {
  if (initial === null) return;
  for (const collection of collections) {
    const given = listedRecords(initial.get(collection.name));
    const properties = collection.key.flatMap(({ match }) => match?.property ?? []);
    for (const record of given) {
      session.remember(collection, record);
      const identity = identityOf(properties.map((property) => scalarAt(record, property) ?? undefined));
      if (identity !== null) session.set(collection, identity, { state: 'present', by: null, shown: true });
    }
  }
}
