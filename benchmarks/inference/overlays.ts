// Decides whether an inferred overlay is one: it loads over its document, type-checked, wherever the document loads by itself.

import { readFileSync } from 'node:fs';
import { inferOverlay, withInferred } from '../../src/infer/overlay/overlay.ts';
import { loadContract } from '../../src/spec/load.ts';

export interface OverlayResult {
  /** `refused`: the document does not load without an overlay either. */
  readonly kind: 'loads' | 'refused' | 'fails';
  /** Of making it and of loading it, in milliseconds. */
  readonly inferMs: number;
  readonly loadMs: number;
  readonly lines: number;
  /** Messages of errors where it fails, at most a few. */
  readonly errors: readonly string[];
}

const SHOWN_ERRORS = 3;

export function tryOverlay(path: string): OverlayResult {
  const input = { document: path, overlays: [], read: (file: string): Uint8Array | null => (file === path ? readFileSync(path) : null) };
  const started = performance.now();
  const text = inferOverlay(input).value?.text ?? null;
  const inferMs = performance.now() - started;
  const { value, diagnostics } = loadContract(text === null ? input : withInferred(input, text));
  const loadMs = performance.now() - started - inferMs;
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  const kind = value !== null && text !== null ? 'loads' : loadContract(input).value === null ? 'refused' : 'fails';
  return { kind, inferMs, loadMs, lines: text?.split('\n').length ?? 0, errors: errors.slice(0, SHOWN_ERRORS) };
}
