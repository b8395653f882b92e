// Decides how a contract is loaded from files: the document, its overlays, and what they refer to.

import type { Checked } from '../base/diagnostic.ts';
import type { Contract, Layer } from '../contract/contract.ts';
import { loadInferred } from '../infer/load-inferred.ts';
import { loadContract } from '../spec/load.ts';
import { normalisePath } from '../spec/reference/paths.ts';
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
  /** Whether a contract is inferred where none is declared; it is by default. */
  readonly infer?: boolean;
}

/** Loads a contract from the file system. Nothing is fetched, and nothing is read outside the document's folder but overlays and what is allowed. */
export function loadContractFiles({ document, overlays = [], layers, allow, infer = true }: ContractFiles): Checked<Contract> {
  // Standard input can be read once, so what was read is kept.
  const named = new Map([document, ...overlays].map((path) => [normalisePath(path), readBytes(path)]));
  const missing = [...named.values()].flatMap(({ diagnostics }) => diagnostics);
  if (missing.length > 0) return { value: null, diagnostics: missing };
  return (infer ? loadInferred : loadContract)({
    document,
    overlays,
    read: (path) => (named.get(path) ?? readBytes(path)).value,
    ...(layers ? { layers } : {}),
    ...(allow ? { allow } : {}),
  });
}
