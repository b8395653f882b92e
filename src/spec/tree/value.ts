// Decides the JSON value of a node, with exact numbers, and the tree of a value that stands in no file.

import { isList, isObject, type Value } from '../../base/value.ts';
import { type SpecFile, specFile } from './file.ts';
import type { SpecEntry, SpecNode, SpecScalar } from './node.ts';

/** The value of a node. Depth is bounded by the reader. */
export function valueOf(node: SpecNode): Value {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'seq':
      return node.items.map(valueOf);
    case 'map':
      return new Map(Array.from(node.entries, ([key, entry]) => [key, valueOf(entry.value)]));
  }
}

/** The tree of a JSON value; null if it holds what JSON has not (bytes, timestamps, keys that are not strings). */
export function nodeOf(value: Value, file: SpecFile = specFile('', '')): SpecNode | null {
  const at = { file, start: 0, end: 0 };
  if (isList(value)) {
    const items = value.map((item) => nodeOf(item, file));
    return items.every((item) => item !== null) ? { kind: 'seq', items, ...at } : null;
  }
  if (isObject(value)) {
    const entries = new Map<string, SpecEntry>();
    for (const [key, item] of value) {
      const node = nodeOf(item, file);
      if (typeof key !== 'string' || node === null) return null;
      entries.set(key, { key: madeScalar(key, file, 0, 0), value: node });
    }
    return { kind: 'map', entries, ...at };
  }
  if (typeof value === 'object' && value !== null && value.kind !== 'number') return null;
  return madeScalar(value, file, 0, 0);
}

/** A scalar that is not written in the file but belongs to a place of it. */
export function madeScalar(value: SpecScalar['value'], file: SpecFile, start: number, end: number): SpecScalar {
  return { kind: 'scalar', value, style: 'made', file, start, end };
}
