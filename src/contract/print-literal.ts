// Decides how values are written in CEL.

import { toJson } from '../base/json.ts';
import { isInteger, printNumber, showNumber } from '../base/number.ts';
import { isList, isNumber, isObject, type Num, type Value } from '../base/value.ts';
import type { Type } from './type.ts';

/** A literal. A whole number of type `number` has a point, as it must have to be read as one. */
export function printLiteral(value: Value, type: Type): string {
  if (isNumber(value)) return printNumberLiteral(value, type);
  if (typeof value === 'string') return quoteText(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map((item) => printLiteral(item, type)).join(', ')}]`;
  if (isObject(value)) return `{${[...value].map(([key, item]) => `${printKey(key)}: ${printLiteral(item, type)}`).join(', ')}}`;
  switch (value.kind) {
    case 'type':
      return value.name;
    case 'bytes':
      return `b'${[...value.bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}'`;
    default:
      return `${value.kind}(${toJson(value)})`;
  }
}

function printKey(key: string | number | boolean): string {
  return typeof key === 'string' ? quoteText(key) : String(key);
}

function printNumberLiteral(value: Num, type: Type): string {
  const text = printNumber(value) ?? showNumber(value);
  return type.kind === 'number' && isInteger(value) ? `${text}.0` : text;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ["'", "\\'"],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** Text in single quotes; control characters and line separators are escaped. */
function quoteText(text: string): string {
  const escaped = text.replace(/[\\'\p{Cc}\p{Zl}\p{Zp}]/gu, (c) => ESCAPES.get(c) ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `'${escaped}'`;
}
