// Decides how plain data that a library made from a tree becomes a tree again, each node placed where its origin stands.

import { isMap, isSeq, type SpecEntry, type SpecMap, type SpecNode } from '../tree/node.ts';
import { type Plain, sameScalar, scalarOf } from '../tree/plain.ts';
import { madeScalar } from '../tree/value.ts';

export interface Correspondence {
  /** The node of the original that a child of converted data came from; the parent's origin if there is no closer one. */
  readonly originOf: (origin: SpecNode, converted: object, key: string, parentKey: string) => SpecNode;
  /** A better tree for a child of converted data than what the library made, or null. */
  readonly restore: (origin: SpecNode, key: string, parentKey: string) => SpecNode | null;
}

/** The tree of converted data. Scalars that did not change are the original's, with their exact numbers. */
export function rebuild(converted: unknown, origin: SpecNode, by: Correspondence, ownKey = ''): SpecNode {
  const { file, start, end } = origin;
  if (Array.isArray(converted)) {
    const items = converted.map((item, i) => rebuild(item, by.originOf(origin, converted, String(i), ownKey), by, String(i)));
    return { kind: 'seq', items, file, start, end };
  }
  if (typeof converted === 'object' && converted !== null) return rebuildMap(converted, origin, by, ownKey);
  if (origin.kind === 'scalar' && sameScalar(origin, converted as Plain)) return origin;
  return madeScalar(scalarOf(converted), file, start, end);
}

function rebuildMap(converted: object, origin: SpecNode, by: Correspondence, ownKey: string): SpecMap {
  const { file, start, end } = origin;
  const entries = new Map<string, SpecEntry>();
  for (const [name, value] of Object.entries(converted)) {
    if (value === undefined) continue;
    const from = by.originOf(origin, converted, name, ownKey);
    const own = isMap(origin) ? origin.entries.get(name)?.key : undefined;
    const key = own ?? madeScalar(name, file, from.start, from.start);
    entries.set(name, { key, value: by.restore(from, name, ownKey) ?? rebuild(value, from, by, name) });
  }
  if (isMap(origin) && isCounterpart(converted, origin)) addExtensions(entries, origin);
  return { kind: 'map', entries, file, start, end };
}

// A converted object may be an envelope that has its origin from its parent, such as `content` of a body parameter.
function isCounterpart(converted: object, origin: SpecMap): boolean {
  return Object.keys(converted).some((key) => origin.entries.has(key)) || [...origin.entries.keys()].every((key) => isLeftOut(key));
}

function addExtensions(entries: Map<string, SpecEntry>, origin: SpecMap): void {
  for (const [name, entry] of origin.entries) if (isLeftOut(name) && !entries.has(name)) entries.set(name, entry);
}

// What was not given to the library, or what it would have lost.
function isLeftOut(key: string): boolean {
  return key.startsWith('x-') || key === '__proto__';
}

/** The element of a sequence or the value of a key; null if there is none. */
export function part(node: SpecNode, key: string): SpecNode | null {
  if (isMap(node)) return node.entries.get(key)?.value ?? null;
  return isSeq(node) ? (node.items[Number(key)] ?? null) : null;
}
