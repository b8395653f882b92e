// Decides what a native solver is to the rest of the program: a backend that has a process for each session, in a thread that can be waited for.

import { spawnSync } from 'node:child_process';
import type { Checked } from '../../base/diagnostic.ts';
import { emptyModel } from '../model.ts';
import type { Solver, SolverBackend, SolverOptions } from '../solver.ts';
import { type Mailbox, openMailbox, programBeside } from '../solving/mailbox.ts';
import { type Conversation, NoAnswer } from './conversation.ts';
import { DIALECTS, type Dialect } from './dialect.ts';
import type { Errand, Reply } from './messages.ts';
import { openNativeSession } from './session.ts';

/** How long a program may take to say its version. */
const MAX_VERSION_MS = 30_000;
/** What a question may take beyond its limit, which the solver itself should notice. */
const GRACE_MS = 2_000;
/** What the thread may take beyond that to say that the solver was late. */
const THREAD_GRACE_MS = 10_000;
/** What a question without a limit may take. */
const MAX_WAIT_MS = 3_600_000;

/**
 * The z3 or cvc5 at this path, or of this name where the system looks for programs. It is asked for its version at once, and started for
 * each session. It is always alive: a process that died or was late is followed by another one, to which its session is told again.
 */
export function createNativeSolver(path: string): Checked<SolverBackend> {
  const found = probe(path);
  if (found.value === null) return { value: null, diagnostics: found.diagnostics };
  const { dialect, version } = found.value;
  const office = openOffice(path, dialect);
  const open = new Set<Solver>();
  const backend: SolverBackend = {
    name: `${dialect.name}-native`,
    version: `${dialect.name} ${version}`,
    emptyModel,
    isAlive: true,
    open: (options) => {
      const session = openNativeSession({ open: office.open, onDispose: (closed) => open.delete(closed) }, options);
      open.add(session);
      return session;
    },
    dispose: () => {
      for (const session of [...open]) session.dispose();
      office.close();
    },
  };
  return { value: backend, diagnostics: [] };
}

interface Found {
  readonly dialect: Dialect;
  readonly version: string;
}

const MAX_QUOTED = 80;

function probe(path: string): Checked<Found> {
  const { error, stdout, stderr } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: MAX_VERSION_MS, windowsHide: true });
  if (error) return failed('solver-not-started', `the solver ${path} cannot be started: ${error.message}`);
  for (const dialect of DIALECTS) {
    const version = dialect.greeting.exec(stdout)?.[1];
    if (version !== undefined) return { value: { dialect, version }, diagnostics: [] };
  }
  const said = (stdout || stderr).trim().split('\n')[0]?.slice(0, MAX_QUOTED) ?? '';
  return failed('unknown-solver', `${path} is no solver that is known: to --version it says ${JSON.stringify(said)}`);
}

function failed(code: string, message: string): Checked<never> {
  const hint = 'the path of a native z3 or cvc5 is expected';
  return { value: null, diagnostics: [{ code, severity: 'error', message, hint }] };
}

/** The thread that has the processes, started when the first one is needed. */
interface Office {
  open(options: SolverOptions, effort: Parameters<Dialect['args']>[1]): Conversation;
  close(): void;
}

function openOffice(path: string, dialect: Dialect): Office {
  let mailbox: Mailbox<Errand, Reply> | null = null;
  let sessions = 0;
  return {
    open: (options, effort) => {
      sessions += 1;
      const session = sessions;
      const waitMs = options.timeoutMs > 0 ? options.timeoutMs + GRACE_MS : MAX_WAIT_MS;
      const box = mailbox ?? openMailbox<Errand, Reply>(programBeside(import.meta.url, 'host'));
      mailbox = box;
      let start: Extract<Errand, { kind: 'ask' }>['start'] = { path, args: dialect.args(options, effort) };
      return {
        dialect,
        say: (text) => {
          box.post({ kind: 'ask', session, start, text, waitMs });
          start = null;
          const reply = box.receive(waitMs + THREAD_GRACE_MS);
          if (reply === null) mailbox = abandoned(box);
          return answerIn(reply);
        },
        end: () => {
          if (mailbox === box) box.post({ kind: 'close', session });
        },
      };
    },
    close: () => {
      mailbox?.post({ kind: 'end' });
      mailbox = null;
    },
  };
}

function abandoned(box: Mailbox<Errand, Reply>): null {
  box.end();
  return null;
}

function answerIn(reply: Reply | null): string {
  if (reply === null) throw new NoAnswer('its thread does not answer', true);
  switch (reply.kind) {
    case 'answer':
      return reply.text;
    case 'late':
      throw new NoAnswer('it did not answer in time', true);
    case 'ended':
      throw new NoAnswer(reply.why, false);
  }
}
