// Decides which records an answer shows: bare, in a list, or in a wrapper.

import { isList, isObject, type ObjectValue, type Value } from '../../base/value.ts';
import { textOf } from './match.ts';

/** Records that one answer is looked through for. */
const MAX_SHOWN = 1000;

/** The record that an answer is, or that stands alone in it; null if it shows none. */
export function oneRecord(body: Value | undefined, key: string | null): ObjectValue | null {
  if (body === undefined || body === null || !isObject(body)) return null;
  if (key !== null && scalarAt(body, key) !== null) return body;
  const inner = [...body.values()].filter((value): value is ObjectValue => value !== null && isObject(value));
  const keyed = inner.filter((value) => key !== null && scalarAt(value, key) !== null);
  const [only, second] = keyed;
  if (only !== undefined && second === undefined) return only;
  return body.size === 1 && inner[0] !== undefined ? inner[0] : body;
}

/** The records of a list, bare or in the only list of objects of its wrapper. */
export function listedRecords(body: Value | undefined): readonly ObjectValue[] {
  if (body === undefined || body === null) return [];
  const objects = (value: Value): readonly ObjectValue[] =>
    value !== null && isList(value) ? value.slice(0, MAX_SHOWN).filter((item): item is ObjectValue => item !== null && isObject(item)) : [];
  if (isList(body)) return objects(body);
  if (!isObject(body)) return [];
  const lists = [...body.values()].map(objects).filter(({ length }) => length > 0);
  return lists.length === 1 ? (lists[0] ?? []) : [];
}

/** The text or number at a property, or at a path into an object (`metadata.name`), as a text. Null if there is none. */
export function scalarAt(record: ObjectValue, property: string): string | null {
  let value: Value | undefined = record;
  for (const name of record.has(property) ? [property] : property.split('.')) {
    value = value !== undefined && value !== null && isObject(value) ? value.get(name) : undefined;
  }
  return scalarText(value);
}

/** Texts and numbers can be keys. */
export function scalarText(value: Value | undefined): string | null {
  if (value === undefined || value === null || typeof value === 'boolean') return null;
  if (isList(value) || isObject(value)) return null;
  const text = textOf(value);
  return text === '' ? null : text;
}

/** The properties of a record that have a value as a text. */
export function propertiesWith(record: ObjectValue, text: string): readonly string[] {
  return [...record].flatMap(([name, value]) => (scalarText(value) === text ? [String(name)] : []));
}
