// Decides how a value becomes JSON text or plain JS data, and back from plain data: exact numbers, insertion order, no prototypes.

import { DEFAULT_LIMITS } from './limits.ts';
import { ofDouble, showNumber, toDouble } from './number.ts';
import { compareText } from './text.ts';
import { printDuration, printTimestamp } from './time.ts';
import { isList, isNumber, isObject, type ObjectKey, type Value } from './value.ts';

export { parseJson } from './parse-json.ts';

/**
 * JSON text of a value, keys in insertion order, without blanks. Numbers in exact decimals where these end, else those of the nearest double; timestamps,
 * durations as their texts; bytes in base 64; types by name.
 */
export function toJson(value: Value): string {
  return print(value, (keys) => keys);
}

/** Like `toJson` with keys sorted by code point: equal JSON values have equal texts. */
export function canonicalJson(value: Value): string {
  return print(value, (keys) => [...keys].sort((a, b) => compareText(String(a), String(b))));
}

function print(value: Value, order: (keys: readonly ObjectKey[]) => readonly ObjectKey[]): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (isNumber(value)) return showNumber(value);
  if (isList(value)) return `[${value.map((item) => print(item, order)).join(',')}]`;
  if (isObject(value)) {
    const entries = order([...value.keys()]).map((key) => `${JSON.stringify(String(key))}:${print(value.get(key) ?? null, order)}`);
    return `{${entries.join(',')}}`;
  }
  switch (value.kind) {
    case 'timestamp':
      return JSON.stringify(printTimestamp(value));
    case 'duration':
      return JSON.stringify(printDuration(value));
    case 'bytes':
      return JSON.stringify(Buffer.from(value.bytes).toString('base64'));
    case 'type':
      return JSON.stringify(value.name);
  }
}

/** The value of plain JS data as `JSON.parse` gives it; undefined where it holds functions, symbols, NaN, or is nested too deep. */
export function fromPlain(plain: unknown, depth = 0): Value | undefined {
  if (plain === null || typeof plain === 'string' || typeof plain === 'boolean') return plain;
  if (typeof plain === 'number') return ofDouble(plain) ?? undefined;
  if (typeof plain !== 'object' || depth > DEFAULT_LIMITS.maxDepth) return undefined;
  if (Array.isArray(plain)) {
    const items = plain.map((item) => fromPlain(item, depth + 1));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  const entries = new Map<ObjectKey, Value>();
  for (const [key, item] of Object.entries(plain)) {
    const value = fromPlain(item, depth + 1);
    if (value === undefined) return undefined;
    entries.set(key, value);
  }
  return entries;
}

/** Plain JS data of a value: numbers as the nearest doubles, objects without prototype, timestamps and the like as their texts. */
export function toPlain(value: Value): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (isNumber(value)) return toDouble(value);
  if (isList(value)) return value.map(toPlain);
  if (!isObject(value)) return JSON.parse(toJson(value));
  const plain: Record<string, unknown> = Object.create(null);
  for (const [key, item] of value) plain[String(key)] = toPlain(item);
  return plain;
}
