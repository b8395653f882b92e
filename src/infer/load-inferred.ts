// Decides what a document is loaded as: with what it declares, and where it declares nothing, with what is inferred from it.

import type { Checked, Diagnostic } from '../base/diagnostic.ts';
import type { Contract } from '../contract/contract.ts';
import { OF_OPERATION } from '../spec/extension/known.ts';
import { type LoadInput, loadContract } from '../spec/load.ts';
import { openDocument } from '../spec/openapi/open.ts';
import { createReport } from '../spec/report.ts';
import { child, childrenOf, childText, isMap } from '../spec/tree/node.ts';
import { type InferredOverlay, inferOverlay, readingOnce, withInferred } from './overlay/overlay.ts';

/**
 * The contract of a document: what it and its overlays declare, with what is inferred for the operations of which they say nothing. What is declared is
 * never changed: a declared collection is the one that inferred operations work on. An overlay that inference made (`x-layer: inferred`) is taken for
 * all that can be inferred, as a person may have corrected it. Requirements that were inferred are of the layer `inferred`, and their places are those in the
 * overlay that `envfactory infer` prints.
 */
export function loadInferred(given: LoadInput): Checked<Contract> {
  const input = readingOnce(given);
  const plain = loadContract(input);
  if (plain.value === null || input.layers?.includes('inferred') === false) return plain;
  const bare = plain.diagnostics.some(({ code }) => code === 'no-contract');
  if (!bare && !leavesRoom(input)) return plain;
  const overlay = inferOverlay(input);
  if (overlay.value === null || overlay.value.collections + overlay.value.operations === 0) return plain;
  if (bare && overlay.value.collections === 0) return plain;
  const loaded = loadContract(withInferred(input, overlay.value.text));
  if (loaded.value !== null)
    return { value: loaded.value, diagnostics: [...loaded.diagnostics, ...notes(loaded.value, overlay.value, input.document)] };
  const [error] = loaded.diagnostics;
  if (bare) throw new Error(`an inferred overlay does not load: ${error?.message ?? ''}`);
  return { value: plain.value, diagnostics: [...plain.diagnostics, notAround(input.document, error?.message ?? '')] };
}

/** Whether something is declared, and some operation is not. */
function leavesRoom(input: LoadInput): boolean {
  const { loading, overlays } = openDocument(input, createReport());
  const made = overlays.some((root) => childText(child(root, 'info'), 'x-layer') === 'inferred');
  const paths = child(loading?.document.root, 'paths');
  if (made || !isMap(paths)) return false;
  const operations = childrenOf(paths).flatMap((item) => METHODS.flatMap((method) => child(item, method) ?? []));
  return operations.some((operation) => OF_OPERATION.every((name) => child(operation, name) === null));
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

function notes(contract: Contract, { joined, operations, collections }: InferredOverlay, document: string): readonly Diagnostic[] {
  const { declared } = joined;
  const clashes = joined.notes.map((message) => note('not-joined', document, message));
  if (declared.operations.size + declared.collections.size === 0) return [inferredNote(contract, document), ...clashes];
  const more = collections === 0 ? '' : ` and ${collections} more ${collections === 1 ? 'collection' : 'collections'}`;
  const message = `contracts of ${operations} of ${contract.operations.size} operations${more} are inferred, around those that are declared`;
  return [{ ...note('inferred-contract', document, message), hint: HINT }, ...clashes];
}

const HINT = 'envfactory infer prints it, to be read and corrected; --no-infer leaves it out';

function inferredNote({ operations, collections }: Contract, document: string): Diagnostic {
  const understood = [...operations.values()].filter(({ preconditions, effects }) => preconditions.length + effects.length > 0).length;
  const message = `the document declares no contract, so one was inferred: ${collections.size} collections, ${understood} of ${operations.size} operations`;
  return { ...note('inferred-contract', document, message), hint: HINT };
}

/** What is inferred and what is declared do not go together as a whole: then what is declared counts alone. */
function notAround(document: string, why: string): Diagnostic {
  return note('not-joined', document, `nothing is inferred around what is declared, as it does not fit: ${why}`);
}

function note(code: string, document: string, message: string): Diagnostic {
  return { code, severity: 'note', message, source: { file: document, line: 1, column: 1 } };
}
