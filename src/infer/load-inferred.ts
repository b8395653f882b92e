// Decides what a document without a contract is loaded as: with the contract that is inferred from it, unless one is declared.

import type { Checked, Diagnostic } from '../base/diagnostic.ts';
import type { Contract } from '../contract/contract.ts';
import { type LoadInput, loadContract } from '../spec/load.ts';
import { inferOverlay, readingOnce, withInferred } from './overlay/overlay.ts';

/**
 * The contract of a document: what it declares, or, where neither it nor an overlay declares anything, what is inferred from it. Requirements that
 * were inferred are of the layer `inferred`, and their places are those in the overlay that `envfactory infer` prints.
 */
export function loadInferred(given: LoadInput): Checked<Contract> {
  const input = readingOnce(given);
  const plain = loadContract(input);
  const bare = plain.diagnostics.some(({ code }) => code === 'no-contract');
  if (!bare || plain.value === null || input.layers?.includes('inferred') === false) return plain;
  const overlay = inferOverlay(input);
  if (overlay.value === null || overlay.value.collections === 0) return plain;
  const loaded = loadContract(withInferred(input, overlay.value.text));
  if (loaded.value === null) throw new Error(`an inferred overlay does not load: ${loaded.diagnostics[0]?.message ?? ''}`);
  return { value: loaded.value, diagnostics: [...loaded.diagnostics, inferredNote(loaded.value, input.document)] };
}

function inferredNote({ operations, collections }: Contract, document: string): Diagnostic {
  const understood = [...operations.values()].filter(({ preconditions, effects }) => preconditions.length + effects.length > 0).length;
  return {
    code: 'inferred-contract',
    severity: 'note',
    message: `the document declares no contract, so one was inferred: ${collections.size} collections, ${understood} of ${operations.size} operations`,
    hint: 'envfactory infer prints it, to be read and corrected; --no-infer leaves it out',
    source: { file: document, line: 1, column: 1 },
  };
}
