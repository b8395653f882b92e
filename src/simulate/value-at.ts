// Decides what is at a place in a state.

import { isList, isObject, type Value } from '../base/value.ts';
import { isObjectKey } from './operators/maps.ts';
import type { PlacePath } from './place-path.ts';
import { recordAt } from './records.ts';
import type { State } from './state.ts';

/** The value at a place of at least one step below a collection, or at any below a variable; undefined if nothing is there. */
export function valueAt(state: State, { root, path }: PlacePath): Value | undefined {
  const records = state.collections.get(root);
  if (records === undefined) return path.reduce<Value | undefined>(partAt, state.variables.get(root));
  const [key, ...rest] = path;
  return key === undefined ? undefined : rest.reduce<Value | undefined>(partAt, recordAt(records, key));
}

/** A property, entry or element of a value. */
export function partAt(value: Value | undefined, step: Value): Value | undefined {
  if (value === undefined) return undefined;
  if (isList(value)) return typeof step === 'number' ? value[step] : undefined;
  return isObject(value) && isObjectKey(step) ? value.get(step) : undefined;
}
