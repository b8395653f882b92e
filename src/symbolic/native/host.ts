// Decides nothing: the thread that has the solver's processes, one for each session, which are ended when they are late.

import { workerData } from 'node:worker_threads';
import type { Desk } from '../solving/mailbox.ts';
import { type Keeper, startKeeper } from './keeper.ts';
import type { Errand, Reply } from './messages.ts';

const { port, signal }: Desk = workerData;
const keepers = new Map<number, Keeper>();

port.on('message', (errand: Errand) => {
  switch (errand.kind) {
    case 'ask':
      return ask(errand);
    case 'close':
      return close(errand.session);
    case 'end':
      for (const session of [...keepers.keys()]) close(session);
      // Nothing is left to wait for: the thread ends by itself.
      return port.close();
  }
});

function ask({ session, start, text, waitMs }: Extract<Errand, { kind: 'ask' }>): void {
  if (start !== null) {
    close(session);
    keepers.set(session, startKeeper(start));
  }
  const keeper = keepers.get(session);
  if (keeper === undefined) return say({ kind: 'ended', why: 'it was not started' });
  keeper.ask(text, waitMs, (reply) => {
    if (reply.kind !== 'answer') close(session);
    say(reply);
  });
}

function close(session: number): void {
  keepers.get(session)?.end();
  keepers.delete(session);
}

function say(reply: Reply): void {
  port.postMessage(reply);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
}
