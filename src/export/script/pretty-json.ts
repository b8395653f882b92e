// Decides how JSON is laid out for people: what fits in a line stands in one.

import { toJson } from '../../base/json.ts';
import { isList, isObject, type Value } from '../../base/value.ts';

/** Characters of a line, its indentation included. */
const WIDTH = 120;

/** The value as JSON in lines. */
export function prettyJson(value: Value, indent = ''): string {
  const compact = toJson(value);
  if (value === null || typeof value !== 'object' || compact.length + indent.length <= WIDTH) return compact;
  const inner = `${indent}  `;
  if (isList(value))
    return bracketed(
      '[',
      value.map((item) => prettyJson(item, inner)),
      ']',
      indent,
    );
  if (!isObject(value)) return compact;
  return bracketed(
    '{',
    [...value].map(([name, item]) => `${JSON.stringify(String(name))}: ${prettyJson(item, inner)}`),
    '}',
    indent,
  );
}

function bracketed(open: string, lines: readonly string[], close: string, indent: string): string {
  return [open, lines.map((line) => `${indent}  ${line}`).join(',\n'), `${indent}${close}`].join('\n');
}
