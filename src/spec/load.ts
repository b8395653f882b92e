// Decides which contract a specification means: an OpenAPI document with overlays and extensions in, a contract or diagnostics out.

import type { Checked } from '../base/diagnostic.ts';
import type { Contract, Layer, Operation } from '../contract/contract.ts';
import { typeScope } from '../contract/type-of.ts';
import { checkDefinitions, readDefinitions } from './extension/definitions.ts';
import { checkExtensions } from './extension/known.ts';
import { buildOperation } from './extension/operation.ts';
import { readRequirements } from './extension/requirements.ts';
import { stateScope } from './extension/scope.ts';
import { readState } from './extension/state.ts';
import { typeState } from './extension/typed-state.ts';
import { onlyLayers } from './layers.ts';
import type { Loading } from './openapi/loading.ts';
import { type OpenInput, openDocument } from './openapi/open.ts';
import { readOperations } from './openapi/operations.ts';
import { createReport } from './report.ts';
import type { SpecFile } from './tree/file.ts';
import { child, childText, type SpecNode } from './tree/node.ts';

/** Paths use `/`. `read` gives the bytes of a file, or null if there is none. */
export interface LoadInput extends OpenInput {
  /** Requirements of other layers are left out; all layers by default. */
  readonly layers?: readonly Layer[];
}

/**
 * The contract of a document. Null if there is an error; all errors that could be found are among the diagnostics, with code
 * frames. Reads nothing but through `read`, and nothing outside the document's folder but overlays and what `allow` names.
 */
export function loadContract(input: LoadInput): Checked<Contract> {
  const report = createReport();
  const { documents, overlays, loading } = openDocument(input, report);
  const contract = loading === null ? null : buildContract(loading, documents.files, layerOf(overlays));
  const kept = contract === null || input.layers === undefined ? contract : onlyLayers(contract, input.layers);
  return { value: report.failed() ? null : kept, diagnostics: report.finish(documents.files) };
}

/** An overlay that says `x-layer: inferred` in its info was made by inference; everything else a person declared. */
function layerOf(overlays: readonly SpecNode[]): (node: SpecNode) => Layer {
  const inferred = new Set(
    overlays.filter((root) => childText(child(root, 'info'), 'x-layer') === 'inferred').map((root) => root.file.path),
  );
  return (node) => (inferred.has(node.file.path) ? 'inferred' : 'declared');
}

function buildContract(loading: Loading, files: ReadonlyMap<string, SpecFile>, layer: (node: SpecNode) => Layer): Contract {
  const { report, document } = loading;
  const drafts = readOperations(loading);
  const stateDraft = readState(loading);
  checkExtensions(loading, [...drafts.values()]);
  loading.schemas.finish();
  const { schemas } = loading.schemas;
  const types = typeScope(schemas);
  const state = typeState(stateDraft, types, report);
  const scope = stateScope(types, state, readDefinitions(document.root, report));
  checkDefinitions(scope, report);
  const compiling = { report, layerOf: layer };
  const node = child(document.root, 'x-invariants');
  const invariants = readRequirements(compiling, [{ kind: 'invariant', prefix: 'invariants', name: 'x-invariants', node }], scope);
  const context = { compiling, scope, state, schemas };
  const operations = new Map<string, Operation>(Array.from(drafts, ([id, draft]) => [id, buildOperation(context, draft)]));
  return {
    title: childText(child(document.root, 'info'), 'title') ?? '',
    schemas,
    collections: state.collections,
    variables: state.variables,
    invariants: invariants.list,
    operations,
    files: new Map(Array.from(files, ([path, file]) => [path, file.text])),
  };
}
