// Decides how a contract is inferred from files: the document, its overlays, and what they refer to.

import type { Checked } from '../base/diagnostic.ts';
import { type InferredOverlay, inferOverlay } from '../infer/overlay/overlay.ts';
import { normalisePath } from '../spec/reference/paths.ts';
import { readBytes } from './read.ts';

export interface InferFiles {
  /** Path of the OpenAPI document. */
  readonly document: string;
  /** Paths of overlays that are laid over it first. */
  readonly overlays?: readonly string[];
  /** Files and folders outside the document's folder that it may refer to. */
  readonly allow?: readonly string[];
  /** Leave out links and extensions of other tools. */
  readonly ignoreHints?: boolean;
  /** What is less sure than that (from 0 to 1) is left out of the overlay. */
  readonly minConfidence?: number;
}

/** Infers from the file system. Nothing is fetched, and nothing is read outside the document's folder but overlays and what is allowed. */
export function inferFiles({
  document,
  overlays = [],
  allow = [],
  ignoreHints = false,
  minConfidence = 0,
}: InferFiles): Checked<InferredOverlay> {
  // Standard input can be read once, so what was read is kept.
  const named = new Map([document, ...overlays].map((path) => [normalisePath(path), readBytes(path)]));
  const missing = [...named.values()].flatMap(({ diagnostics }) => diagnostics);
  if (missing.length > 0) return { value: null, diagnostics: missing };
  const read = (path: string): Uint8Array | null => (named.get(path) ?? readBytes(path)).value;
  return inferOverlay({ document, overlays, allow, read }, { ignoreHints, minConfidence });
}
