// Decides how Z3 is asked in a thread of its own, which is ended when it does not answer in time: Z3 checks its limits in most of its loops, not in all.

import { emptyModel } from '../../model.ts';
import type { SolverBackend, SolverOptions } from '../../solver.ts';
import { type Mailbox, openMailbox, programBeside } from '../../solving/mailbox.ts';
import { SolverFault } from '../fault.ts';
import type { Greeting, Question, Reply } from './messages.ts';
import { type Late, openRemoteSession } from './remote-session.ts';

/** How long a thread may take to start Z3: it takes about half a second. */
const MAX_START_MS = 60_000;
/** What a question may take beyond its limit: to be read, and to be noticed as late by Z3 itself. */
const GRACE_MS = 2_000;
/** What a question without a limit may take. */
const MAX_WAIT_MS = 3_600_000;
/** Bytes that Z3 may have in use before it is started anew for the next session; it can address 2 GiB. */
const MAX_MEMORY_BYTES = 1_000_000_000;

/** One thread with Z3 in it. Sessions know by it whether they have to tell everything again. */
interface Engine {
  readonly mailbox: Mailbox<Question, Greeting | Reply>;
  readonly version: string;
}

/**
 * Z3 in WebAssembly, in a thread of its own; blocks this thread while it starts. It is always alive: a thread that crashed, or that was
 * ended because it was late, is followed by another one, to which open sessions are told again. `program` is what the thread runs.
 */
export function createIsolatedZ3(program: URL = programBeside(import.meta.url, 'host')): SolverBackend {
  let engine: Engine | null = startEngine(program);
  const { version } = engine;
  let memoryBytes = 0;
  let sessions = 0;
  let closed: number[] = [];
  const end = (): void => {
    engine?.mailbox.end();
    engine = null;
    memoryBytes = 0;
    closed = [];
  };
  return {
    name: 'z3-wasm',
    version,
    emptyModel,
    isAlive: true,
    open: (options) => {
      if (memoryBytes > MAX_MEMORY_BYTES) end();
      sessions += 1;
      return openRemoteSession(sessions, options, {
        engine: () => {
          engine ??= startEngine(program);
          return engine;
        },
        ask: (question) => {
          const reply = exchange(engine, { ...question, closed }, waitFor(options, question));
          closed = [];
          if (reply.kind === 'late' || !reply.isAlive) end();
          else memoryBytes = reply.statistics.memoryBytes;
          return reply;
        },
        onDispose: (id) => closed.push(id),
      });
    },
    dispose: end,
  };
}

function startEngine(program: URL): Engine {
  const mailbox = openMailbox<Question, Greeting | Reply>(program);
  const greeting = mailbox.receive(MAX_START_MS);
  if (greeting === null) throw new SolverFault('the solver did not start');
  if (!('version' in greeting)) throw new SolverFault('the solver answered before it was asked');
  return { mailbox, version: greeting.version };
}

function exchange(engine: Engine | null, question: Question, waitMs: number): Extract<Reply, { kind: 'answer' }> | Late {
  if (engine === null) throw new Error('a question to a solver that was not started');
  engine.mailbox.post(question);
  const reply = engine.mailbox.receive(waitMs);
  if (reply === null) return { kind: 'late' };
  if ('version' in reply) throw new SolverFault('the solver greeted twice');
  if (reply.kind === 'fault') throw new SolverFault(reply.message);
  return reply;
}

function waitFor({ timeoutMs }: SolverOptions, { options, tracked }: Omit<Question, 'closed'>): number {
  if (timeoutMs === 0) return MAX_WAIT_MS;
  const checks = options.minimise ? tracked.length + 1 : 1;
  return checks * timeoutMs + GRACE_MS;
}
