// Decides what is said between the thread that asks and the thread that has the solver's processes.

/** A program and its arguments. */
export interface Command {
  readonly path: string;
  readonly args: readonly string[];
}

export type Errand =
  /** Lines for the process of a session; `start` if there is none yet. `waitMs` is how long it may take. */
  | { readonly kind: 'ask'; readonly session: number; readonly start: Command | null; readonly text: string; readonly waitMs: number }
  | { readonly kind: 'close'; readonly session: number }
  | { readonly kind: 'end' };

/** The reply to `ask`; nothing is said to the others. After `late` and `ended` the session has no process any more. */
export type Reply =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'late' }
  | { readonly kind: 'ended'; readonly why: string };
