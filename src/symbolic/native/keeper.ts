// Decides how one solver process is driven: lines in, an answer out, once at a time, and the end of it when it is late, prints too much or dies.

import { spawn } from 'node:child_process';
import { createFraming } from './framing.ts';
import type { Command, Reply } from './messages.ts';

/** A process that was started. */
export interface Keeper {
  /** Sends lines; `then` is called once, with what was printed in answer. One question at a time. */
  ask(text: string, waitMs: number, then: (reply: Reply) => void): void;
  /** Kills the process, whatever it is doing. */
  end(): void;
}

/** Characters of one answer. */
const MAX_ANSWER = 64_000_000;
/** Characters of what is said about a process that died. */
const MAX_WHY = 300;

interface Waiting {
  readonly then: (reply: Reply) => void;
  readonly timer: NodeJS.Timeout;
}

export function startKeeper({ path, args }: Command): Keeper {
  const child = spawn(path, [...args], { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  const framing = createFraming();
  let waiting: Waiting | null = null;
  let complaint = '';
  let ended: string | null = null;
  let count = 0;
  const reply = (message: Reply): void => {
    const asked = waiting;
    waiting = null;
    if (asked === null) return;
    clearTimeout(asked.timer);
    asked.then(message);
  };
  const over = (why: string): void => {
    ended ??= `${why}${complaint === '' ? '' : `: ${complaint.trim()}`}`.slice(0, MAX_WHY);
    reply({ kind: 'ended', why: ended });
  };
  child.stdout.setEncoding('utf8').on('data', (printed: string) => {
    // What is printed when nothing was asked is no answer.
    const text = waiting === null ? null : framing.take(printed);
    if (text !== null) reply({ kind: 'answer', text });
    else if (framing.size() > MAX_ANSWER) over(`it printed more than ${MAX_ANSWER} characters`);
  });
  child.stderr.setEncoding('utf8').on('data', (printed: string) => {
    complaint = (complaint + printed).slice(-MAX_WHY);
  });
  // A process that died does not read any more; that it died is said when it closes.
  child.stdin.on('error', () => undefined);
  child.on('error', ({ message }) => over(message));
  child.on('close', (code, signal) => over(signal === null ? `it ended with status ${code}` : `it was ended by ${signal}`));
  return {
    ask: (text, waitMs, then) => {
      if (ended !== null) return then({ kind: 'ended', why: ended });
      count += 1;
      const mark = `end-of-answer-${count}`;
      framing.expect(mark);
      waiting = { then, timer: setTimeout(() => reply({ kind: 'late' }), waitMs) };
      child.stdin.write(`${text}(echo "${mark}")\n`);
    },
    end: () => {
      child.kill('SIGKILL');
    },
  };
}
