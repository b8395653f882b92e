// Decides how paths hang together: a tree of segments, in which parameters at one place are one, whatever they are called.

import type { OperationView } from './api.ts';
import type { Segment } from './segments.ts';

export interface PathNode {
  /** The name of a static segment; null for a parameter and the root. */
  readonly text: string | null;
  readonly above: PathNode | null;
  readonly named: Map<string, PathNode>;
  /** The node of a parameter after this one. */
  parameter: PathNode | null;
  /** Names that the parameter has, in document order. */
  readonly parameterNames: string[];
  /** Operations that end here, without a command. */
  readonly operations: OperationView[];
  /** Operations with a command after a colon. */
  readonly commands: OperationView[];
}

export interface PathTree {
  readonly root: PathNode;
  nodeOf(operation: OperationView): PathNode;
}

function createNode(text: string | null, above: PathNode | null): PathNode {
  return { text, above, named: new Map(), parameter: null, parameterNames: [], operations: [], commands: [] };
}

export function plantTree(operations: readonly OperationView[]): PathTree {
  const root = createNode(null, null);
  const nodes = new Map<OperationView, PathNode>();
  for (const operation of operations) {
    const node = operation.parsed.segments.reduce(descend, root);
    (operation.parsed.command === null ? node.operations : node.commands).push(operation);
    nodes.set(operation, node);
  }
  return { root, nodeOf: (operation) => nodes.get(operation) ?? root };
}

function descend(node: PathNode, segment: Segment): PathNode {
  if (segment.kind === 'parameter') {
    node.parameter ??= createNode(null, node);
    if (!node.parameter.parameterNames.includes(segment.name)) node.parameter.parameterNames.push(segment.name);
    return node.parameter;
  }
  const known = node.named.get(segment.text);
  if (known !== undefined) return known;
  const made = createNode(segment.text, node);
  node.named.set(segment.text, made);
  return made;
}

export function isParameter(node: PathNode): boolean {
  return node.text === null && node.above !== null;
}

/** The operations of a method at a node. */
export function at(node: PathNode | null, method: string): OperationView | null {
  return node?.operations.find((operation) => operation.method === method) ?? null;
}

const ITEM_METHODS = ['get', 'put', 'patch', 'delete', 'post', 'head'];

/** Whether something is done with what a parameter names: it has operations of its own, or things below it. */
function isItem(node: PathNode): boolean {
  return node.commands.length > 0 || node.operations.some(({ method }) => ITEM_METHODS.includes(method)) || node.named.size > 0;
}

/** The node of one record of the collection at a static node: behind one parameter, or several that together are the key. Null if there is none. */
export function itemBelow(node: PathNode): PathNode | null {
  let item: PathNode | null = node.parameter;
  while (item !== null && !isItem(item)) item = item.parameter;
  // A list behind the first part of a composite key is a filter, not a record.
  while (item?.parameter && item.named.size === 0 && item.operations.every(({ method }) => method === 'get') && isItem(item.parameter)) {
    item = item.parameter;
  }
  return item;
}

/** The nearest parameter above a node: what it hangs under. */
export function ownerOf(node: PathNode): PathNode | null {
  let above = node.above;
  while (above !== null && !isParameter(above)) above = above.above;
  return above;
}

/** The static segment that names a node: its own, or the one before its parameters. */
export function nameNode(node: PathNode): PathNode | null {
  let named: PathNode | null = node;
  while (named !== null && named.text === null) named = named.above;
  return named;
}
