// Decides which extensions belong to the contract language and where each stands, and tells the author of those that do not count.

import { nearestName } from '../../base/suggest.ts';
import type { Loading } from '../openapi/loading.ts';
import type { OperationDraft } from '../openapi/operations.ts';
import { child, childrenOf, isMap, type SpecNode, type SpecScalar, sourceOf } from '../tree/node.ts';

const OF_DOCUMENT: readonly string[] = ['x-state', 'x-invariants', 'x-definitions'];
export const OF_OPERATION: readonly string[] = [
  'x-preconditions',
  'x-requires',
  'x-effects',
  'x-response',
  'x-postconditions',
  'x-ensures',
];

/** Fields of OpenAPI and Swagger whose names are ours without the prefix. */
const OPENAPI_FIELDS: ReadonlySet<string> = new Set(['definitions']);

const ALL = [...OF_DOCUMENT, ...OF_OPERATION];
/** Names with fewer characters (`x-effects`) have one letter wrong where they are meant; longer ones may have two. */
const LONG_NAME = 12;

/**
 * Complains of extensions in the wrong place, which would be ignored, and of names that look like misspelt ones: if one is as good as ours,
 * a rule of the contract would be lost with it, and a verdict wrong; else it may be somebody else's.
 */
export function checkExtensions(loading: Loading, operations: readonly OperationDraft[]): void {
  const { root } = loading.document;
  check(loading, root, OF_DOCUMENT, 'at the root of the document');
  const paths = child(root, 'paths');
  for (const { value } of isMap(paths) ? paths.entries.values() : []) check(loading, value, [], 'at a path');
  for (const path of below(root, 'webhooks')) checkIncoming(loading, path);
  for (const operation of operations) {
    for (const callback of below(operation.at.node, 'callbacks')) {
      for (const path of childrenOf(callback)) checkIncoming(loading, path);
    }
  }
  for (const operation of operations) check(loading, operation.at.node, OF_OPERATION, 'in an operation');
  noteAbsence(loading, operations);
}

/** A document without any extension is a contract, too, but hardly the one that was meant: an overlay may have been forgotten. */
function noteAbsence(loading: Loading, operations: readonly OperationDraft[]): void {
  const { root } = loading.document;
  const has = (node: SpecNode, names: readonly string[]): boolean => names.some((name) => child(node, name) !== null);
  if (has(root, OF_DOCUMENT) || operations.some(({ at }) => has(at.node, OF_OPERATION))) return;
  const message = 'no part of the document has an extension of the contract language: nothing is checked but its schemas';
  const hint = 'x-preconditions and x-effects stand in operations, x-state at the root, or in an overlay (--overlay FILE)';
  loading.report.add([{ code: 'no-contract', severity: 'note', message, hint, source: sourceOf(root) }]);
}

function below(node: SpecNode, key: string): readonly SpecNode[] {
  const found = child(node, key);
  return found === null ? [] : childrenOf(found);
}

/** Webhooks and callbacks are requests that the API sends: they are no operations of it. */
function checkIncoming(loading: Loading, path: SpecNode): void {
  for (const node of [path, ...childrenOf(path)]) {
    if (!isMap(node)) continue;
    for (const [name, { key }] of node.entries) {
      if (!OF_OPERATION.includes(name)) continue;
      loading.report.warn(
        'misplaced-extension',
        key,
        `'${name}' counts for nothing here: webhooks and callbacks are no operations of the API`,
      );
    }
  }
}

function check(loading: Loading, node: SpecNode, here: readonly string[], where: string): void {
  if (!isMap(node)) return;
  for (const [name, { key }] of node.entries) {
    if (here.includes(`x-${name}`) && !OPENAPI_FIELDS.has(name)) {
      loading.report.error('unknown-extension', key, `'${name}' is no field of OpenAPI, and counts for nothing`, {
        hint: `did you mean 'x-${name}'?`,
      });
      continue;
    }
    if (!/^x[-_]/i.test(name) || here.includes(name)) continue;
    if (ALL.includes(name)) {
      loading.report.error('misplaced-extension', key, `'${name}' has no meaning here; it stands ${placeOf(name)}`);
      continue;
    }
    checkSpelling(loading, key, name, here, where);
  }
}

function placeOf(name: string): string {
  return OF_DOCUMENT.includes(name) ? 'at the root of the document' : 'in an operation';
}

function checkSpelling(loading: Loading, key: SpecScalar, name: string, here: readonly string[], where: string): void {
  const message = `'${name}' is no extension of the contract language`;
  const meant = nearestName(name, ALL, name.length < LONG_NAME ? 1 : 2);
  if (meant !== null) {
    const place = here.includes(meant) ? '' : `, which stands ${placeOf(meant)}, not ${where}`;
    loading.report.error('unknown-extension', key, message, { hint: `did you mean '${meant}'${place}?` });
    return;
  }
  const similar = nearestName(name, here);
  if (similar !== null) loading.report.warn('unknown-extension', key, message, { hint: `did you mean '${similar}'?` });
}
