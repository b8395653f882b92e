// Decides where a place of a state stands in the JSON value from which the state was read.

import { isList, isObject, type Value } from '../base/value.ts';
import type { Contract } from '../contract/contract.ts';
import type { Path } from '../contract/reading.ts';
import { keyOf, keyText } from './key.ts';
import type { PlacePath } from './place-path.ts';

/** Keys and indices from the state on. A record that is not found gives the path of its collection. */
export function pathInJson(contract: Contract, state: Value, { root, path }: PlacePath): Path {
  const collection = contract.collections.get(root);
  const [key, ...below] = path;
  if (collection === undefined || key === undefined) return [root, ...path.flatMap(step)];
  const given = isObject(state) ? (state.get(root) ?? null) : null;
  const sought = keyText(key);
  const isSought = (record: Value): boolean => {
    const own = keyOf(collection, record);
    return own !== undefined && keyText(own) === sought;
  };
  if (isList(given)) {
    const index = given.findIndex(isSought);
    return index < 0 ? [root] : [root, index, ...below.flatMap(step)];
  }
  const found = isObject(given) ? [...given].find(([, record]) => isSought(record)) : undefined;
  return found === undefined ? [root] : [root, String(found[0]), ...below.flatMap(step)];
}

function step(part: Value): Path {
  return typeof part === 'string' || typeof part === 'number' ? [part] : [];
}
