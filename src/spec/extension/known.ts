// Decides which extensions belong to the contract language and where each stands, and tells the author of those that do not count.

import { nearestName } from '../../base/suggest.ts';
import type { Loading } from '../openapi/loading.ts';
import type { OperationDraft } from '../openapi/operations.ts';
import { child, childrenOf, isMap, type SpecNode } from '../tree/node.ts';

const OF_DOCUMENT = ['x-state', 'x-invariants', 'x-definitions'];
const OF_OPERATION = ['x-preconditions', 'x-requires', 'x-effects', 'x-response', 'x-postconditions', 'x-ensures'];

/** Warns of extensions in the wrong place, which would be ignored, and of names that look like misspelt ones. */
export function checkExtensions(loading: Loading, operations: readonly OperationDraft[]): void {
  const { root } = loading.document;
  check(loading, root, OF_DOCUMENT, OF_OPERATION, 'in an operation');
  const paths = child(root, 'paths');
  for (const { value } of isMap(paths) ? paths.entries.values() : []) {
    check(loading, value, [], OF_OPERATION, 'in an operation');
    check(loading, value, [], OF_DOCUMENT, 'at the root of the document');
  }
  for (const path of below(root, 'webhooks')) checkIncoming(loading, path);
  for (const operation of operations) {
    for (const callback of below(operation.at.node, 'callbacks')) {
      for (const path of childrenOf(callback)) checkIncoming(loading, path);
    }
  }
  for (const operation of operations) check(loading, operation.at.node, OF_OPERATION, OF_DOCUMENT, 'at the root of the document');
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

function check(loading: Loading, node: SpecNode, here: readonly string[], elsewhere: readonly string[], place: string): void {
  if (!isMap(node)) return;
  for (const [name, { key }] of node.entries) {
    if (!name.startsWith('x-') || here.includes(name)) continue;
    if (elsewhere.includes(name)) {
      loading.report.error('misplaced-extension', key, `'${name}' has no meaning here; it stands ${place}`);
      continue;
    }
    const nearest = nearestName(name, here);
    if (nearest !== null) {
      loading.report.warn('unknown-extension', key, `'${name}' is no extension of the contract language`, {
        hint: `did you mean '${nearest}'?`,
      });
    }
  }
}
