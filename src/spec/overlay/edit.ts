// Decides how many places of a tree change at once: one pass that copies only what lies on the way to them.

import { isMap, isSeq, type SpecEntry, type SpecNode } from '../tree/node.ts';
import type { Pointer } from '../tree/pointer.ts';

/** What becomes of a node: another one, or null to take it out of its collection. */
export type Edit = (node: SpecNode) => SpecNode | null;

interface Branch {
  edited: boolean;
  readonly children: Map<string, Branch>;
}

/**
 * The tree with the edit done at each place. A node is edited before the places below it. Places are those of the tree as it
 * was: elements that are taken out of a list do not shift the others meanwhile. Null if the root is taken out.
 */
export function editAt(root: SpecNode, places: readonly Pointer[], edit: Edit): SpecNode | null {
  const trunk: Branch = { edited: false, children: new Map() };
  for (const place of places) {
    let branch = trunk;
    for (const token of place) {
      const next = branch.children.get(token) ?? { edited: false, children: new Map() };
      branch.children.set(token, next);
      branch = next;
    }
    branch.edited = true;
  }
  return apply(root, trunk, edit);
}

function apply(node: SpecNode, branch: Branch, edit: Edit): SpecNode | null {
  const edited = branch.edited ? edit(node) : node;
  if (edited === null || branch.children.size === 0) return edited;
  if (isSeq(edited)) {
    const items = edited.items.map((item, i) => applyChild(item, branch.children.get(String(i)), edit));
    return { ...edited, items: items.filter((item) => item !== null) };
  }
  if (!isMap(edited)) return edited;
  const entries = new Map<string, SpecEntry>();
  for (const [name, { key, value }] of edited.entries) {
    const kept = applyChild(value, branch.children.get(name), edit);
    if (kept !== null) entries.set(name, { key, value: kept });
  }
  return { ...edited, entries };
}

function applyChild(node: SpecNode, branch: Branch | undefined, edit: Edit): SpecNode | null {
  return branch === undefined ? node : apply(node, branch, edit);
}
