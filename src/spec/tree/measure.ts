// Decides how large a tree is when everything that is shared in it is counted wherever it appears.

import { childrenOf, type SpecNode } from './node.ts';

export interface Measure {
  readonly nodes: number;
  readonly depth: number;
}

const SCALAR: Measure = { nodes: 1, depth: 0 };

const measured = new WeakMap<SpecNode, Measure>();

/** The size of the tree below and with a node. Each node is measured once, so measuring again after a small change is quick. */
export function measure(node: SpecNode): Measure {
  if (node.kind === 'scalar') return SCALAR;
  const known = measured.get(node);
  if (known !== undefined) return known;
  let nodes = 1;
  let depth = 0;
  for (const child of childrenOf(node)) {
    const inner = measure(child);
    nodes += inner.nodes;
    depth = Math.max(depth, inner.depth + 1);
  }
  const found = { nodes, depth };
  measured.set(node, found);
  return found;
}
