// Decides the arguments of a call from the values chosen for the leaves of its outline.

import type { ObjectKey, Value } from '../base/value.ts';
import type { Argument } from './call.ts';
import type { Outline } from './outline.ts';

/** Arguments in the order of the document; values by the place of their leaf, absent is undefined, and what is not chosen yet is absent. */
export function argumentsFor(outline: Outline, chosen: readonly (Value | undefined)[]): readonly Argument[] {
  const args: Argument[] = [];
  let body: Map<ObjectKey, Value> | null = null;
  for (const at of outline.order) {
    const leaf = outline.leaves[at];
    const value = chosen[at];
    if (leaf === undefined) continue;
    const [first, ...rest] = leaf.path;
    if (first === undefined) {
      if (value !== undefined) args.push({ in: leaf.in, name: leaf.name, value });
      continue;
    }
    body ??= new Map();
    put(body, first, rest, value);
  }
  if (outline.isBodyInParts) args.push({ in: 'body', name: '', value: body ?? new Map() });
  return args;
}

/** Puts a value below an object that is being made; what holds it is there even if the value is absent. */
function put(object: Map<ObjectKey, Value>, name: string, path: readonly string[], value: Value | undefined): void {
  const [first, ...rest] = path;
  if (first === undefined) {
    if (value !== undefined) object.set(name, value);
    return;
  }
  const inner = object.get(name);
  const below = inner instanceof Map ? inner : new Map<ObjectKey, Value>();
  object.set(name, below);
  put(below, first, rest, value);
}
