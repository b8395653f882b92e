// Decides the meaning of the keywords that all dialects share in form: numbers, texts, lists and maps of schemas.

import { compareNumbers, isInteger, toDouble } from '../../base/number.ts';
import { compilePattern } from '../../base/pattern.ts';
import type { Num } from '../../base/value.ts';
import type { JsonType, Schema } from '../../contract/schema.ts';
import { isMap, isSeq, numberOf, type SpecNode, sourceOf, textOf } from '../tree/node.ts';
import { valueOf } from '../tree/value.ts';
import { type Draft, type Keyword, malformed, schemaBelow } from './draft.ts';

type Key<T> = { [K in keyof Draft]-?: Required<Draft>[K] extends T ? (T extends Required<Draft>[K] ? K : never) : never }[keyof Draft];

export function numeric(key: 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum' | 'multipleOf'): Keyword {
  return (reading, node, keyword) => {
    const number = numberOf(node);
    const positive = key !== 'multipleOf' || (number !== null && compareNumbers(number, 0) > 0);
    if (number === null || !positive) malformed(reading, node, keyword, key === 'multipleOf' ? 'a positive number' : 'a number');
    else reading.draft[key] = number;
  };
}

/** A size: an integer that is not negative. One beyond the range of JS integers is beyond every list and string too. */
export function count(key: Key<number>): Keyword {
  return (reading, node, keyword) => {
    const number = numberOf(node);
    if (number === null || !isSize(number)) malformed(reading, node, keyword, 'an integer that is not negative');
    else reading.draft[key] = toDouble(number);
  };
}

function isSize(number: Num): boolean {
  return isInteger(number) && compareNumbers(number, 0) >= 0;
}

export function text(key: 'format' | 'title' | 'description'): Keyword {
  return (reading, node, keyword) => {
    const found = textOf(node);
    if (found === null) malformed(reading, node, keyword, 'a string');
    else reading.draft[key] = found;
  };
}

/** A pattern that is no regular expression is most likely a slip; one without meaning here makes verdicts unknown. */
export const pattern: Keyword = (reading, node, keyword) => {
  const source = textOf(node);
  if (source === null) return malformed(reading, node, keyword, 'a string');
  reading.draft.pattern = source;
  const compiled = compilePattern(source);
  if (compiled.kind === 'pattern') return;
  const message = `what needs this pattern cannot be decided: ${compiled.message}`;
  const severity = compiled.code === 'malformed' ? 'warning' : 'note';
  reading.report.add([{ code: `${compiled.code}-pattern`, severity, message, source: sourceOf(node) }]);
};

export function flag(key: Key<boolean>): Keyword {
  return (reading, node, keyword) => {
    if (node.kind === 'scalar' && typeof node.value === 'boolean') reading.draft[key] = node.value;
    else malformed(reading, node, keyword, 'a boolean');
  };
}

/** A keyword whose value is a schema. */
export function schema(key: Key<Schema>): Keyword {
  return (reading, node, keyword) => {
    reading.draft[key] = schemaBelow(reading, node, keyword);
  };
}

/** A keyword whose value is a list of schemas. */
export function schemaList(key: Key<readonly Schema[]>): Keyword {
  return (reading, node, keyword) => {
    if (!isSeq(node) || node.items.length === 0) malformed(reading, node, keyword, 'a list of schemas that is not empty');
    else reading.draft[key] = node.items.map((item, i) => schemaBelow(reading, item, keyword, String(i)));
  };
}

/** A keyword whose value is a map from names to schemas. */
export function schemaMap(key: 'properties' | 'patternProperties' | 'dependentSchemas'): Keyword {
  return (reading, node, keyword) => {
    if (!isMap(node)) malformed(reading, node, keyword, 'a mapping of schemas');
    else reading.draft[key] = new Map(Array.from(node.entries, ([name, { value }]) => [name, schemaBelow(reading, value, keyword, name)]));
  };
}

export const required: Keyword = (reading, node, keyword) => {
  const names = textList(node);
  if (names === null) malformed(reading, node, keyword, 'a list of property names');
  else reading.draft.required = names;
};

export const dependentRequired: Keyword = (reading, node, keyword) => {
  const found = new Map<string, readonly string[]>();
  for (const [name, { value }] of isMap(node) ? node.entries : []) {
    const names = textList(value);
    if (names === null) return malformed(reading, value, keyword, 'a list of property names');
    found.set(name, names);
  }
  if (isMap(node)) reading.draft.dependentRequired = found;
  else malformed(reading, node, keyword, 'a mapping to lists of property names');
};

export const enumeration: Keyword = (reading, node, keyword) => {
  if (isSeq(node)) reading.draft.enum = node.items.map(valueOf);
  else malformed(reading, node, keyword, 'a list');
};

export const constant: Keyword = (reading, node) => {
  reading.draft.const = valueOf(node);
};

export const defaultValue: Keyword = (reading, node) => {
  reading.draft.default = valueOf(node);
};

export const example: Keyword = (reading, node) => {
  reading.draft.examples = [...(reading.draft.examples ?? []), valueOf(node)];
};

export const examples: Keyword = (reading, node) => {
  if (isSeq(node)) reading.draft.examples = [...(reading.draft.examples ?? []), ...node.items.map(valueOf)];
};

const TYPES: ReadonlySet<string> = new Set(['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']);

export const types: Keyword = (reading, node, keyword) => {
  const names = isSeq(node) ? textList(node) : textList({ kind: 'seq', items: [node], file: node.file, start: node.start, end: node.end });
  if (names === null || names.length === 0 || !names.every(isType)) malformed(reading, node, keyword, 'a JSON type, or a list of them');
  else reading.draft.types = [...new Set(names.filter(isType))];
};

function isType(name: string): name is JsonType {
  return TYPES.has(name);
}

/** The texts of a list of strings; null if the node is none. */
export function textList(node: SpecNode): readonly string[] | null {
  if (!isSeq(node)) return null;
  const texts = node.items.map(textOf);
  return texts.every((item) => item !== null) ? texts : null;
}
