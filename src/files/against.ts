// Decides which contract files stand for: overlays on a document that is known, or a document of their own with overlays on it.

import type { Checked } from '../base/diagnostic.ts';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import { child } from '../spec/tree/node.ts';
import { readTree } from '../spec/tree/read.ts';
import type { ContractFiles } from './contract.ts';
import { readBytes } from './read.ts';

/** Files that are no overlays are documents: one takes the place of `document`, more are an error. */
export function againstFiles(document: string, files: readonly string[]): Checked<Pick<ContractFiles, 'document' | 'overlays'>> {
  const documents = files.filter((file) => !isOverlay(file));
  const [own, second] = documents;
  if (second !== undefined) {
    const message = `'${second}' is no overlay, and '${own}' is the document already: there can be one`;
    return { value: null, diagnostics: [{ code: 'two-documents', severity: 'error', message }] };
  }
  return { value: { document: own ?? document, overlays: files.filter((file) => file !== own) }, diagnostics: [] };
}

// What cannot be read is complained about by who loads it.
function isOverlay(path: string): boolean {
  const bytes = readBytes(path).value;
  return bytes !== null && child(readTree(path, bytes, DEFAULT_LIMITS).root, 'overlay') !== null;
}
