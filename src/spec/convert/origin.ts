// Decides which node of a Swagger 2.0 document a node of its OpenAPI 3.0 conversion came from.

import { childText, isMap, isSeq, type SpecEntry, type SpecMap, type SpecNode } from '../tree/node.ts';
import { madeScalar } from '../tree/value.ts';
import { part } from './rebuild.ts';

/** Sections of `components` and the sections of Swagger 2.0 that they come from. */
const SECTIONS: ReadonlyMap<string, string> = new Map([
  ['schemas', 'definitions'],
  ['parameters', 'parameters'],
  ['requestBodies', 'parameters'],
  ['responses', 'responses'],
  ['securitySchemes', 'securityDefinitions'],
]);

/**
 * Follows keys where they exist. Where they do not, the converted node is an envelope (`content`, a media type, `schema` of a
 * parameter) and keeps its parent's origin, from which the keys below are found again.
 */
export function originOf(origin: SpecNode, converted: object, key: string, parentKey: string): SpecNode {
  const section = SECTIONS.get(key);
  const moved = section === undefined || !isRoot(origin) ? null : part(origin, section);
  if (key === 'requestBody') return bodyOrigin(origin);
  if (isSeq(origin) && Array.isArray(converted)) return parameterOrigin(origin, converted[Number(key)]) ?? part(origin, key) ?? origin;
  if (isSeq(origin)) return parentKey === 'properties' ? (formParameter(origin, key) ?? origin) : origin;
  return moved ?? part(origin, key) ?? origin;
}

function isRoot(node: SpecNode): boolean {
  return isMap(node) && node.entries.has('swagger');
}

// A body parameter, or for form fields the list of parameters, in which `formParameter` finds each.
function bodyOrigin(operation: SpecNode): SpecNode {
  const parameters = part(operation, 'parameters');
  if (parameters === null || !isSeq(parameters)) return operation;
  return parameters.items.find((item) => childText(item, 'in') === 'body') ?? parameters;
}

function formParameter(parameters: SpecNode, name: string): SpecNode | null {
  if (!isSeq(parameters)) return null;
  return parameters.items.find((item) => childText(item, 'in') === 'formData' && childText(item, 'name') === name) ?? null;
}

// Body parameters left the list, so the index is no guide: name and place are.
function parameterOrigin(list: SpecNode, converted: unknown): SpecNode | null {
  if (!isSeq(list) || typeof converted !== 'object' || converted === null) return null;
  const { name, in: place, $ref: reference } = converted as { name?: unknown; in?: unknown; $ref?: unknown };
  const same = (item: SpecNode): boolean =>
    typeof reference === 'string'
      ? childText(item, '$ref')?.split('/').at(-1) === reference.split('/').at(-1)
      : childText(item, 'name') === name && childText(item, 'in') === place;
  return typeof reference === 'string' || typeof name === 'string' ? (list.items.find(same) ?? null) : null;
}

const NOT_SCHEMA = new Set(['name', 'in', 'required', 'collectionFormat', 'allowEmptyValue']);

/** The schema of a form field with all keywords of its parameter, of which the library keeps only type and format. */
export function restoreForm(origin: SpecNode, key: string, parentKey: string): SpecNode | null {
  if (parentKey !== 'properties' || !isMap(origin) || childText(origin, 'in') !== 'formData' || childText(origin, 'name') !== key)
    return null;
  const entries = new Map<string, SpecEntry>();
  for (const [name, entry] of origin.entries) if (!NOT_SCHEMA.has(name)) entries.set(name, entry);
  if (childText(origin, 'type') === 'file') setText(entries, origin, { type: 'string', format: 'binary' });
  return { ...origin, entries };
}

function setText(entries: Map<string, SpecEntry>, at: SpecMap, texts: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(texts)) {
    const scalar = (text: string): SpecEntry['key'] => madeScalar(text, at.file, at.start, at.start);
    entries.set(name, { key: scalar(name), value: scalar(value) });
  }
}
