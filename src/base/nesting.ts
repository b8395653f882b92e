// Decides how deep a value is nested. Asked anew as a value grows, it looks at new parts only.

import { isList, isObject, type Value } from './value.ts';

const known = new WeakMap<object, number>();

/** Lists and objects inside each other; 0 for other values. Recurses as deep as the new parts go. */
export function nestingOf(value: Value): number {
  if (value === null || typeof value !== 'object' || !(isList(value) || isObject(value))) return 0;
  const seen = known.get(value);
  if (seen !== undefined) return seen;
  let deepest = 0;
  for (const item of value.values()) deepest = Math.max(deepest, nestingOf(item));
  known.set(value, deepest + 1);
  return deepest + 1;
}
