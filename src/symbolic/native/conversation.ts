// Decides how a session talks to its process through the thread that has it: it says something and waits for the answer.

import type { Dialect } from './dialect.ts';

/** A process, as a session sees it. */
export interface Conversation {
  readonly dialect: Dialect;
  /** What is printed in answer to lines. Throws `NoAnswer`. */
  say(lines: string): string;
  /** Ends the process. */
  end(): void;
}

/** The process is late or has died; the message says how. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly isLate: boolean;

  constructor(message: string, isLate: boolean) {
    super(message);
    this.isLate = isLate;
  }
}
