// Decides which elements of a list repeat earlier ones, in about linear time.

import { equalValues } from './equality.ts';
import { canonicalJson } from './json.ts';
import type { ListValue, Value } from './value.ts';

/** The first of each set of equal values, in order. */
export function distinctValues(list: ListValue): ListValue {
  const plain = new Set<Value>();
  // Equal values have equal canonical texts, and seldom do others: 1/3 has that of a decimal near it.
  const groups = new Map<string, Value[]>();
  return list.filter((item) => {
    if (typeof item !== 'object' || item === null) return plain.has(item) ? false : plain.add(item);
    const text = canonicalJson(item);
    const group = groups.get(text) ?? [];
    if (group.some((other) => equalValues(item, other))) return false;
    group.push(item);
    groups.set(text, group);
    return true;
  });
}
