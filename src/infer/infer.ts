// Decides what a document without a contract means: facts with evidence, and the overlay that says them in the contract language.

import type { Checked } from '../base/diagnostic.ts';
import { type OpenInput, openDocument } from '../spec/openapi/open.ts';
import { createReport } from '../spec/report.ts';
import type { Inference, InferOptions } from './inference.ts';
import { factsOf } from './overlay/overlay.ts';
import { concludeWith } from './traffic/conclude-with.ts';

/** What a document means; null if it cannot be read. The diagnostics are those of opening it. */
export function inferFacts(input: OpenInput, options: InferOptions = { ignoreHints: false }): Checked<Inference> {
  const report = createReport();
  const { documents, loading } = openDocument(input, report);
  const value = loading === null ? null : factsOf(concludeWith(loading, options).conclusions);
  return { value, diagnostics: report.finish(documents.files) };
}
