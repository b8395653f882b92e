// Decides the overlay that inference gives for a document: composed, loaded on trial, and what does not fit its schemas left out.

import type { Checked, Diagnostic } from '../../base/diagnostic.ts';
import { loadContract } from '../../spec/load.ts';
import type { Loading } from '../../spec/openapi/loading.ts';
import { type OpenInput, openDocument } from '../../spec/openapi/open.ts';
import { normalisePath } from '../../spec/reference/paths.ts';
import { createReport } from '../../spec/report.ts';
import { child, childText } from '../../spec/tree/node.ts';
import { type Conclusions, concludeAll } from '../conclude.ts';
import { type Joined, joinDeclared, readDeclared } from '../declared.ts';
import type { Inference, InferOptions } from '../inference.ts';
import { type ConcludedWith, concludeWith, type TrafficSummary } from '../traffic/conclude-with.ts';
import { composeOverlay, type LeftOut } from './compose.ts';
import type { OverlayText } from './print.ts';

export interface InferredOverlay {
  /** The overlay as YAML. */
  readonly text: string;
  readonly inference: Inference;
  /** How many collections the overlay declares. */
  readonly collections: number;
  /** How many operations it says something of. */
  readonly operations: number;
  readonly traffic: TrafficSummary;
  /** What is declared already, and what could not be joined with it. */
  readonly joined: Joined;
}

/** The name of the overlay of a document, which is in no file: beside the document. */
export function inferredPath(document: string): string {
  return `${document}.inferred.yaml`;
}

/** Trials until what does not fit is left out. Each leaves out everything that was complained of, so few are needed. */
const MAX_TRIALS = 8;

/**
 * The overlay that says what a document means, which loads without an error wherever the document does. Null if the document
 * cannot be read.
 */
export function inferOverlay(given: OpenInput, options: InferOptions = { ignoreHints: false }): Checked<InferredOverlay> {
  const input = readingOnce(given);
  const report = createReport();
  const { documents, loading } = openDocument(input, report);
  if (loading === null) return { value: null, diagnostics: report.finish(documents.files) };
  const { conclusions, traffic, joined } = concludeAround(loading, options);
  const { minConfidence = 0 } = options;
  const title = childText(child(loading.document.root, 'info'), 'title') ?? input.document;
  const base = input.document.split('/').at(-1) ?? null;
  let leftOut: LeftOut = { records: new Set(), collections: new Set(), effects: new Set(), operations: new Set() };
  let overlay = composeOverlay(conclusions, { loading, title, base, leftOut, minConfidence, joined });
  for (let trial = 0; trial < MAX_TRIALS; trial += 1) {
    const complaints = tryOverlay(input, overlay);
    if (complaints.length === 0) break;
    leftOut = leaveOut(leftOut, overlay, complaints);
    overlay = composeOverlay(conclusions, { loading, title, base, leftOut, minConfidence, joined });
  }
  return {
    value: {
      text: overlay.text,
      inference: factsOf(conclusions),
      collections: overlay.collections,
      operations: overlay.operations,
      traffic,
      joined,
    },
    diagnostics: report.finish(documents.files),
  };
}

interface ConcludedAround extends ConcludedWith {
  readonly joined: Joined;
}

/** What a document means beside what it declares. */
function concludeAround(loading: Loading, options: InferOptions): ConcludedAround {
  const first = concludeAll(loading, options);
  const joined = joinDeclared(first, readDeclared(loading, first));
  return { ...concludeWith(loading, options, first, joined.learned), joined };
}

/** The same input, of which each file is read and parsed once. */
export function readingOnce<T extends OpenInput>(input: T): T {
  const read = new Map<string, Uint8Array | null>();
  const once = (path: string): Uint8Array | null => {
    const known = read.get(path);
    if (known !== undefined) return known;
    const bytes = input.read(path);
    read.set(path, bytes);
    return bytes;
  };
  return { ...input, read: once, parsed: input.parsed ?? new WeakMap() };
}

export function factsOf({ collectionFacts, operationFacts }: Conclusions): Inference {
  return { collections: [...collectionFacts.values()], operations: [...operationFacts.values()] };
}

/** Errors that stand in the overlay. Those of the document are its own. */
function tryOverlay(input: OpenInput, overlay: OverlayText): readonly Diagnostic[] {
  const { diagnostics } = loadContract(withInferred(input, overlay.text));
  return diagnostics.filter(({ severity, source }) => severity === 'error' && source?.file === normalisePath(inferredPath(input.document)));
}

/** The input with an inferred overlay before those that are declared, which add to what it says. */
export function withInferred<T extends OpenInput>(input: T, text: string): T {
  const bytes = new TextEncoder().encode(text);
  const name = normalisePath(inferredPath(input.document));
  return { ...input, overlays: [name, ...(input.overlays ?? [])], read: (path) => (path === name ? bytes : input.read(path)) };
}

function leaveOut(before: LeftOut, overlay: OverlayText, complaints: readonly Diagnostic[]): LeftOut {
  const records = new Set(before.records);
  const collections = new Set(before.collections);
  const effects = new Set(before.effects);
  const operations = new Set(before.operations);
  for (const { source } of complaints) {
    const about = source === undefined ? undefined : overlay.about.get(source.line);
    if (about === undefined) continue;
    if (about.kind === 'collection') (records.has(about.name) ? collections : records).add(about.name);
    else {
      const name = `${about.method} ${about.path}`;
      (effects.has(name) ? operations : effects).add(name);
    }
  }
  return { records, collections, effects, operations };
}
