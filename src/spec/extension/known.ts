// Decides which extensions belong to the contract language and where each stands, and tells the author of those that do not count.

import { nearestName } from '../../base/suggest.ts';
import type { Loading } from '../openapi/loading.ts';
import type { OperationDraft } from '../openapi/operations.ts';
import { child, isMap, type SpecNode } from '../tree/node.ts';

const OF_DOCUMENT = ['x-state', 'x-invariants', 'x-definitions'];
const OF_OPERATION = ['x-preconditions', 'x-requires', 'x-effects', 'x-response', 'x-postconditions', 'x-ensures'];

/** Warns of extensions in the wrong place, which would be ignored, and of names that look like misspelt ones. */
export function checkExtensions(loading: Loading, operations: Iterable<OperationDraft>): void {
  const { root } = loading.document;
  check(loading, root, OF_DOCUMENT, OF_OPERATION, 'in an operation');
  const paths = child(root, 'paths');
  for (const { value } of isMap(paths) ? paths.entries.values() : []) {
    check(loading, value, [], OF_OPERATION, 'in an operation');
    check(loading, value, [], OF_DOCUMENT, 'at the root of the document');
  }
  for (const operation of operations) check(loading, operation.at.node, OF_OPERATION, OF_DOCUMENT, 'at the root of the document');
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
