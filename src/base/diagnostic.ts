// Decides what a complaint about input is: data with a code, a place and a hint. Rendering is the command line's.

import type { Source } from './source.ts';

export type Severity = 'error' | 'warning' | 'note';

/** Something wrong with, or noteworthy about, an input. Programs match on `code`, people read `message` and `hint`. */
export interface Diagnostic {
  /** Stable and hyphenated, such as `unknown-field`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly source?: Source;
  /** Keys and indices from the root of a JSON input to the part in question, where the input was handed over as a value. */
  readonly path?: readonly (string | number)[];
  /** What to do about it, such as `did you mean 'status'?`. */
  readonly hint?: string;
  /** Lines of the source around the place, ready to print. */
  readonly frame?: string;
}

/** A result that may come with complaints. `value` is null exactly if there is an error among them. */
export interface Checked<T> {
  readonly value: T | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === 'error');
}
