// Decides whether writes clash, and what values become under all of them at once: a tree of steps with writes at its leaves.

import { isList, isObject, type ObjectKey, type ObjectValue, type Value } from '../../base/value.ts';
import { type KeyText, keyText } from '../key.ts';
import { isObjectKey } from '../operators/maps.ts';
import type { PendingWrite } from './write.ts';

/** The writes below one step. A node has a write or children, never both: one write inside another is a clash. */
export interface WriteNode {
  readonly step: Value;
  write: PendingWrite | null;
  readonly children: Map<KeyText, WriteNode>;
}

export function emptyTree(): WriteNode {
  return { step: null, write: null, children: new Map() };
}

/** Adds a write below the root of its tree; false if it is at, inside or around the place of another. */
export function addWrite(tree: WriteNode, write: PendingWrite): boolean {
  let node = tree;
  for (const step of write.path) {
    if (node.write !== null) return false;
    const text = keyText(step);
    const next = node.children.get(text) ?? { step, write: null, children: new Map() };
    node.children.set(text, next);
    node = next;
  }
  if (node.write !== null || node.children.size > 0) return false;
  node.write = write;
  return true;
}

/** A value after the writes below a node; undefined if they remove it. Each container on the way is copied once. */
export function rewritten(value: Value | undefined, node: WriteNode): Value | undefined {
  if (node.write !== null) return node.write.value;
  if (value !== undefined && isList(value)) return rewrittenList(value, node);
  if (value !== undefined && isObject(value)) return rewrittenObject(value, node);
  throw new Error('a write was let through to a place that does not exist');
}

function rewrittenObject(object: ObjectValue, node: WriteNode): Value {
  const copy = new Map<ObjectKey, Value>(object);
  for (const child of node.children.values()) {
    if (!isObjectKey(child.step)) continue;
    const after = rewritten(object.get(child.step), child);
    if (after === undefined) copy.delete(child.step);
    else copy.set(child.step, after);
  }
  return copy;
}

// Indices mean positions in the list before, so removals are made together at the end.
function rewrittenList(list: readonly Value[], node: WriteNode): Value {
  const copy: (Value | undefined)[] = [...list];
  for (const child of node.children.values()) {
    if (typeof child.step === 'number') copy[child.step] = rewritten(list[child.step], child);
  }
  return copy.filter((item) => item !== undefined);
}
