// Decides nothing: the thread in which Z3 runs, one session for each of the thread that asks.

import { workerData } from 'node:worker_threads';
import type { Answer, Solver } from '../../solver.ts';
import type { Desk } from '../../solving/mailbox.ts';
import { dataOfModel } from '../../solving/model-data.ts';
import { createBackend } from '../create.ts';
import { startEngine } from '../engine.ts';
import { createTermReader, type TermReader } from './flat-terms.ts';
import type { FlatAnswer, Greeting, Question, Reply } from './messages.ts';

interface Hosted {
  readonly solver: Solver;
  readonly terms: TermReader;
}

const { port, signal }: Desk = workerData;
const backend = createBackend(await startEngine());
const sessions = new Map<number, Hosted>();

port.on('message', (question: Question) => say(reply(question)));
const greeting: Greeting = { version: backend.version };
say(greeting);

function say(message: Reply | Greeting): void {
  port.postMessage(message);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
}

function reply(question: Question): Reply {
  try {
    return answer(question);
  } catch (error) {
    // Thrown again in the thread that asked.
    return { kind: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function answer({ session, open, terms, moves, tracked, options, closed }: Question): Reply {
  for (const id of closed) {
    sessions.get(id)?.solver.dispose();
    sessions.delete(id);
  }
  if (open) sessions.set(session, { solver: backend.open(open), terms: createTermReader() });
  const hosted = sessions.get(session);
  if (!hosted) throw new Error(`no session ${session}`);
  hosted.terms.add(terms);
  for (const move of moves) {
    if (move.kind === 'assert') hosted.solver.assert(hosted.terms.at(move.place));
    else hosted.solver[move.kind]();
  }
  const found = hosted.solver.check(tracked.map(hosted.terms.at), options);
  return { kind: 'answer', answer: flatten(found, hosted.terms), statistics: hosted.solver.statistics(), isAlive: backend.isAlive };
}

function flatten(found: Answer, terms: TermReader): FlatAnswer {
  switch (found.kind) {
    case 'sat':
      return { kind: 'sat', model: dataOfModel(found.model) };
    case 'unsat':
      return { kind: 'unsat', core: found.core.map(terms.placeOf) };
    case 'unknown':
      return { ...found, candidate: found.candidate ? dataOfModel(found.candidate) : null };
  }
}
