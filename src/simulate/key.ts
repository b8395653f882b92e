// Decides when two keys are the same key, by a text (or number) that is equal exactly for equal values, and what the key of a record is.

import { denominatorOf, numeratorOf } from '../base/number.ts';
import { isList, isNumber, isObject, type ObjectValue, type Value } from '../base/value.ts';
import type { Collection } from '../contract/contract.ts';

/** Stands for a value in hash tables. Strings and safe integers stand for themselves; everything else begins with a NUL. */
export type KeyText = string | number;

const MARK = '\u0000';

/** Equal for two values exactly if the values are equal by content. */
export function keyText(value: Value): KeyText {
  if (typeof value === 'string') return value.startsWith(MARK) ? `${MARK}${encodeText(value)}` : value;
  return typeof value === 'number' ? value : MARK + encode(value);
}

// Every encoding ends where it says it ends, so concatenations of them are unambiguous.
function encode(value: Value): string {
  if (value === null) return 'n';
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value === 'string') return encodeText(value);
  if (isNumber(value)) return `d${numeratorOf(value)}/${denominatorOf(value)};`;
  if (isList(value)) return `[${value.map(encode).join('')}]`;
  if (isObject(value)) return encodeObject(value);
  switch (value.kind) {
    case 'timestamp':
    case 'duration':
      return `${value.kind}${value.nanos};`;
    case 'bytes':
      return `b${value.bytes.join(',')};`;
    case 'type':
      return `y${encodeText(value.name)}`;
  }
}

function encodeText(text: string): string {
  return `s${text.length}:${text}`;
}

function encodeObject(value: ObjectValue): string {
  const entries = Array.from(value, ([key, item]) => encode(key) + encode(item));
  return `{${entries.sort().join('')}}`;
}

/** The key of a record: its one key property, or the list of them; undefined if one is missing or it is no object. */
export function keyOf(collection: Collection, record: Value): Value | undefined {
  if (!isObject(record)) return undefined;
  const [single, ...others] = collection.key;
  if (single !== undefined && others.length === 0) return record.get(single);
  const parts: Value[] = [];
  for (const property of collection.key) {
    const part = record.get(property);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts;
}

/** The values of the key properties, in order, that a key stands for; null if it does not have as many parts. */
export function keyParts(collection: Collection, key: Value): readonly Value[] | null {
  if (collection.key.length === 1) return [key];
  return isList(key) && key.length === collection.key.length ? key : null;
}
