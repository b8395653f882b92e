// Decides the names by which people tell the records that a run made: `order#1` for the first one whose key the server chose.

import { isList, isObject, type ObjectKey, type Value } from '../../base/value.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Replay } from '../../simulate/replay/replay.ts';

/** Gives every text that is such a key its name, also inside a value. */
export interface Renaming {
  /** The whole text, or what it was. */
  text(text: string): string;
  value(value: Value): Value;
}

/** The names of the records of a run. Only keys that are texts have one: a number may be a number. */
export function namesIn(contract: Contract, { steps }: Replay): Renaming {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const { result } of steps) {
    if (result?.kind !== 'transition') continue;
    const chosen = new Set([...result.choices.values()].filter((value) => typeof value === 'string'));
    for (const { root, path, before } of result.writes) {
      const [key] = path;
      const isMade = contract.collections.has(root) && path.length === 1 && before === undefined;
      if (!isMade || typeof key !== 'string' || !chosen.has(key) || names.has(key)) continue;
      const count = (counts.get(root) ?? 0) + 1;
      counts.set(root, count);
      names.set(key, `${singular(root)}#${count}`);
    }
  }
  const text = (original: string): string => names.get(original) ?? original;
  return { text, value: (value) => renamed(value, text) };
}

function renamed(value: Value, text: Renaming['text']): Value {
  if (typeof value === 'string') return text(value);
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map((item) => renamed(item, text));
  if (!isObject(value)) return value;
  return new Map([...value].map(([name, item]): [ObjectKey, Value] => [typeof name === 'string' ? text(name) : name, renamed(item, text)]));
}

/** English, as names of collections mostly are; any other word stays as it is, or loses an s. */
export function singular(word: string): string {
  if (/[^aeiou]ies$/i.test(word)) return word.replace(/ies$/i, 'y');
  if (/(?:ss|x|ch|sh)es$/i.test(word)) return word.slice(0, -2);
  return /[^s]s$/i.test(word) ? word.slice(0, -1) : word;
}
