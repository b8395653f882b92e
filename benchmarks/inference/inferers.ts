// Decides how facts are had: from the inference of the project, without hints, or from the baseline that it is compared with.

import { readFileSync } from 'node:fs';
import { baselineFacts } from './baseline.ts';
import type { Facts } from './facts.ts';
import type { Plain } from './openapi.ts';

export type InfererName = 'inference' | 'baseline';

export interface Inferred {
  /** Null if the document was refused. */
  readonly facts: Facts | null;
  /** Messages of errors, at most a few. */
  readonly errors: readonly string[];
}

const SHOWN_ERRORS = 3;

/** `document` is the same file, read plainly. */
export async function infer(name: InfererName, path: string, document: Plain): Promise<Inferred> {
  if (name === 'baseline') return { facts: baselineFacts(document), errors: [] };
  const { inferFacts } = await import('../../src/infer/infer.ts');
  const read = (file: string): Uint8Array | null => (file === path ? readFileSync(path) : null);
  const { value, diagnostics } = inferFacts({ document: path, overlays: [], read }, { ignoreHints: true });
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  return { facts: value, errors: errors.slice(0, SHOWN_ERRORS) };
}
