// Decides how complaints about a JSON value are gathered while it is read.

import type { Diagnostic } from '../base/diagnostic.ts';
import type { Source } from '../base/source.ts';

/** Keys and indices from the root of a value to a part of it. */
export type Path = readonly (string | number)[];

/** Where the part at a path of keys and indices stands in its file: a property at its name, or at its value where that is asked for. */
export type Locate = (path: Path, of?: 'name' | 'value') => Source | null;

/** Collects the complaints about one value while it is read. */
export interface Reading {
  readonly diagnostics: Diagnostic[];
  readonly locate: Locate;
}

/** Adds a complaint at a path. */
export function complain(reading: Reading, path: Path, code: string, message: string, hint?: string): void {
  const source = reading.locate(path);
  reading.diagnostics.push({ code, severity: 'error', message, ...(source ? { source } : {}), ...(hint ? { hint } : {}) });
}

/** Adds what is good to know of a part. */
export function remark(reading: Reading, path: Path, code: string, message: string): void {
  const source = reading.locate(path);
  reading.diagnostics.push({ code, severity: 'note', message, ...(source ? { source } : {}) });
}
