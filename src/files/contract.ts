// Decides how a contract is loaded from files: the document, its overlays, and what they refer to.

import type { Checked } from '../base/diagnostic.ts';
import type { Contract, Layer } from '../contract/contract.ts';
import { loadContract } from '../spec/load.ts';
import { readBytes } from './read.ts';

export interface ContractFiles {
  /** Path of the OpenAPI document. */
  readonly document: string;
  /** Paths of overlays, applied in order. */
  readonly overlays?: readonly string[];
  /** Requirements of other layers are left out; all by default. */
  readonly layers?: readonly Layer[];
  /** Files and folders outside the document's folder that it may refer to. */
  readonly allow?: readonly string[];
}

/** Loads a contract from the file system. Nothing is fetched, and nothing is read outside the document's folder but overlays and what is allowed. */
export function loadContractFiles({ document, overlays = [], layers, allow }: ContractFiles): Checked<Contract> {
  const missing = [document, ...overlays].flatMap((path) => readBytes(path).diagnostics);
  if (missing.length > 0) return { value: null, diagnostics: missing };
  return loadContract({
    document,
    overlays,
    read: (path) => readBytes(path).value,
    ...(layers ? { layers } : {}),
    ...(allow ? { allow } : {}),
  });
}
