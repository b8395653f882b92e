// Decides where a part of a JSON text stands; asked only when there is something to complain about.

import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Source } from '../base/source.ts';
import type { Locate, Path } from '../contract/reading.ts';

/** A place finder for a JSON text that begins at a line of its file (the line of a JSON Lines record, or 1). Parses on first use. */
export function locateIn(text: string, file: string, firstLine = 1): Locate {
  let root: Node | undefined;
  return (path) => {
    root ??= parseTree(text);
    return sourceAt(text, file, firstLine, root ? nearestNode(root, path) : undefined);
  };
}

// The part itself may be missing, which is the complaint: then its nearest existing ancestor is the place.
function nearestNode(root: Node, path: Path): Node {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, [...path.slice(0, length)]);
    if (node) return node.parent?.type === 'property' ? (node.parent.children?.[0] ?? node) : node;
  }
  return root;
}

function sourceAt(text: string, file: string, firstLine: number, node: Node | undefined): Source {
  const before = text.slice(0, node?.offset ?? 0).split('\n');
  return {
    file,
    line: firstLine + before.length - 1,
    column: (before.at(-1)?.length ?? 0) + 1,
    length: Math.max(1, Math.min(node?.length ?? 1, 80)),
  };
}
