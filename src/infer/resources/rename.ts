// Decides whether a request gives a record another key: it has a property that is named as the new value of the key.

import type { Shape } from '../view/shape.ts';
import { wordsOf } from '../view/words.ts';

/** `new_name` of records whose key is `name`. Null if there is no such property. */
export function renamingProperty(body: Shape, key: string): string | null {
  const wanted = `new${wordsOf(key).join('')}`;
  return [...body.properties.keys()].find((name) => wordsOf(name).join('') === wanted) ?? null;
}
