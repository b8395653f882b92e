// Decides where two values differ: the smallest parts, by their paths.

import { equalValues } from './equality.ts';
import { isList, isObject, type ListValue, type ObjectValue, type Value } from './value.ts';

/** A part that the two have not alike; undefined on the side that has no such part. */
export interface Difference {
  /** `.name`, `['odd name']` and `[3]`, from the root; empty for the root itself. */
  readonly path: string;
  readonly left: Value | undefined;
  readonly right: Value | undefined;
}

const DEFAULT_MOST = 8;
const NAME = /^[A-Za-z_]\w*$/;

/** The first parts that differ, at most `most`, in the order of the left value. */
export function differences(left: Value, right: Value, most: number = DEFAULT_MOST): readonly Difference[] {
  const found: Difference[] = [];
  compare(found, most, '', left, right);
  return found;
}

function compare(found: Difference[], most: number, path: string, left: Value | undefined, right: Value | undefined): void {
  if (found.length >= most || (left !== undefined && right !== undefined && equalValues(left, right))) return;
  if (isComposite(left) && isComposite(right)) {
    if (isList(left) && isList(right)) return compareLists(found, most, path, left, right);
    if (isObject(left) && isObject(right)) return compareObjects(found, most, path, left, right);
  }
  found.push({ path, left, right });
}

function isComposite(value: Value | undefined): value is ListValue | ObjectValue {
  return value !== undefined && value !== null && typeof value === 'object' && (isList(value) || isObject(value));
}

function compareLists(found: Difference[], most: number, path: string, left: ListValue, right: ListValue): void {
  for (let i = 0; i < Math.max(left.length, right.length) && found.length < most; i += 1)
    compare(found, most, `${path}[${i}]`, left[i], right[i]);
}

function compareObjects(found: Difference[], most: number, path: string, left: ObjectValue, right: ObjectValue): void {
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const part = typeof key === 'string' && NAME.test(key) ? `.${key}` : `[${typeof key === 'string' ? `'${key}'` : String(key)}]`;
    compare(found, most, path + part, left.get(key), right.get(key));
  }
}
