// Decides where a part of a JSON text stands; asked only when there is something to say about it.

import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Locate, Path } from '../contract/reading.ts';
import { type SpecFile, sourceAt, specFile } from '../spec/tree/file.ts';

/** What of an object or a list belongs to its place: it may go on for the rest of the file. */
const MAX_CONTAINER_LENGTH = 80;

/** A place finder for a JSON text that begins at a line of its file (the line of a JSON Lines record, or 1). Parses on first use. */
export function locateIn(text: string, file: string, firstLine = 1): Locate {
  let parsed: { readonly root: Node | undefined; readonly lines: SpecFile } | undefined;
  return (path, of = 'name') => {
    parsed ??= { root: parseTree(text), lines: specFile(file, text) };
    const node = parsed.root && nearestNode(parsed.root, path, of);
    const isContainer = node?.type === 'object' || node?.type === 'array';
    const length = node?.length ?? 1;
    const place = sourceAt(parsed.lines, node?.offset ?? 0, isContainer ? Math.min(length, MAX_CONTAINER_LENGTH) : length);
    return { ...place, line: place.line + firstLine - 1 };
  };
}

// The part itself may be missing, which is the complaint: then its nearest existing ancestor is the place.
function nearestNode(root: Node, path: Path, of: 'name' | 'value'): Node {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, [...path.slice(0, length)]);
    if (node) return of === 'name' && node.parent?.type === 'property' ? (node.parent.children?.[0] ?? node) : node;
  }
  return root;
}
