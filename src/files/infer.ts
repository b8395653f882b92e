// Decides how a contract is inferred from files: the document, its overlays, and what they refer to.

import type { Checked, Diagnostic } from '../base/diagnostic.ts';
import { type InferredOverlay, inferOverlay } from '../infer/overlay/overlay.ts';
import type { TrafficSummary } from '../infer/traffic/conclude-with.ts';
import { normalisePath } from '../spec/reference/paths.ts';
import { readBytes } from './read.ts';
import { readTraffic } from './traffic.ts';

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
  /** Paths of recorded traffic: HAR files, or trajectories with recorded answers. */
  readonly traffic?: readonly string[];
}

/** Infers from the file system. Nothing is fetched, and nothing is read outside the document's folder but overlays and what is allowed. */
export function inferFiles({
  document,
  overlays = [],
  allow = [],
  ignoreHints = false,
  minConfidence = 0,
  traffic = [],
}: InferFiles): Checked<InferredOverlay> {
  // Standard input can be read once, so what was read is kept.
  const named = new Map([document, ...overlays].map((path) => [normalisePath(path), readBytes(path)]));
  const missing = [...named.values()].flatMap(({ diagnostics }) => diagnostics);
  if (missing.length > 0) return { value: null, diagnostics: missing };
  const recorded = readTraffic(traffic);
  if (recorded.value === null) return { value: null, diagnostics: recorded.diagnostics };
  const read = (path: string): Uint8Array | null => (named.get(path) ?? readBytes(path)).value;
  const inferred = inferOverlay({ document, overlays, allow, read }, { ignoreHints, minConfidence, traffic: recorded.value });
  const unmatched = inferred.value === null ? [] : unmatchedNote(inferred.value.traffic, traffic);
  const clashes = (inferred.value?.joined.notes ?? []).map((message) => note('not-joined', document, message));
  return { ...inferred, diagnostics: [...recorded.diagnostics, ...inferred.diagnostics, ...clashes, ...unmatched] };
}

function unmatchedNote({ requests, unmatched, examples }: TrafficSummary, [file = '']: readonly string[]): readonly Diagnostic[] {
  if (unmatched === 0) return [];
  const shown = `${examples.join(', ')}${unmatched > examples.length ? ', …' : ''}`;
  const message = `${unmatched} of ${requests} recorded requests are of no operation of the document, and nothing is learned from them: ${shown}`;
  return [note('unmatched-traffic', file, message)];
}

function note(code: string, file: string, message: string): Diagnostic {
  return { code, severity: 'note', message, source: { file, line: 1, column: 1 } };
}
