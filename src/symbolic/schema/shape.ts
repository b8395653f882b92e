// Decides what a schema says about one property or one element of its values.

import type { Schema, Schemas } from '../../contract/schema.ts';
import { NOTHING } from '../../contract/schema.ts';
import type { Direction } from './direction.ts';
import { testPattern } from './pattern.ts';
import { referred, type Structure, structureOf } from './structure.ts';

/** A property of the objects that a schema admits. */
export interface PropertyShape {
  /** Every valid value of the property fits this; `NOTHING` where the property cannot be there. */
  readonly schema: Schema;
  readonly required: boolean;
}

const shapes = new WeakMap<Structure, Map<string, PropertyShape>>();

/** The property of that name. The same object for the same question. */
export function propertyShape(schemas: Schemas, structure: Structure, name: string, direction: Direction): PropertyShape {
  const cache = cacheOf(shapes, structure);
  const key = `${direction} ${name}`;
  const before = cache.get(key);
  if (before !== undefined) return before;
  const found = structure.conjuncts.flatMap((conjunct) => schemasOfProperty(conjunct, name));
  const shape: PropertyShape = {
    schema: bundle(found),
    required: structure.conjuncts.some((conjunct) => isRequired(schemas, conjunct, name, direction)),
  };
  cache.set(key, shape);
  return shape;
}

function schemasOfProperty(conjunct: Schema, name: string): readonly Schema[] {
  const found: Schema[] = [];
  const listed = conjunct.properties?.get(name);
  if (listed !== undefined) found.push(listed);
  let matched = false;
  for (const [pattern, schema] of conjunct.patternProperties ?? []) {
    const test = testPattern(pattern, name);
    if (test === true) found.push(schema);
    if (test === null) found.push({ unsupported: [`patternProperties ${pattern}`] });
    matched ||= test !== false;
  }
  if (listed === undefined && !matched && conjunct.additionalProperties !== undefined) found.push(conjunct.additionalProperties);
  return found;
}

/** One schema that says what all of them say. */
function bundle(found: readonly Schema[]): Schema {
  const all = [...new Set(found)];
  const [only] = all;
  return all.length === 1 && only !== undefined ? only : { allOf: all };
}

const listings = new WeakMap<Structure, ReadonlySet<string>>();

/** The names that the schemas speak of, in their order. */
export function listedNames(structure: Structure): ReadonlySet<string> {
  const before = listings.get(structure);
  if (before !== undefined) return before;
  const names = new Set(structure.conjuncts.flatMap((conjunct) => [...(conjunct.properties?.keys() ?? []), ...(conjunct.required ?? [])]));
  listings.set(structure, names);
  return names;
}

const rests = new WeakMap<Structure, Map<string, Schema>>();

/** What a property fits that is not listed, patterns aside; `NOTHING` where there is none. */
export function restSchema(schemas: Schemas, structure: Structure): Schema {
  const cache = cacheOf(rests, structure);
  const before = cache.get('');
  if (before !== undefined) return before;
  const found = structure.conjuncts.flatMap((conjunct) =>
    conjunct.additionalProperties === undefined || conjunct.patternProperties !== undefined ? [] : [conjunct.additionalProperties],
  );
  const rest = found.some((schema) => structureOf(schemas, schema).kinds.size === 0) ? NOTHING : bundle(found);
  cache.set('', rest);
  return rest;
}

const items = new WeakMap<Structure, Map<string, Schema>>();

/** What the element at that position fits. Positions from `prefixLength` on are alike. */
export function itemSchema(structure: Structure, position: number): Schema {
  const cache = cacheOf(items, structure);
  const key = String(Math.min(position, prefixLength(structure)));
  const before = cache.get(key);
  if (before !== undefined) return before;
  const found = structure.conjuncts.flatMap((conjunct) => conjunct.prefixItems?.[position] ?? conjunct.items ?? []);
  const schema = bundle(found);
  cache.set(key, schema);
  return schema;
}

/** How many positions have schemas of their own. */
export function prefixLength(structure: Structure): number {
  return Math.max(0, ...structure.conjuncts.map((conjunct) => conjunct.prefixItems?.length ?? 0));
}

/**
 * Whether a schema's `required` asks for the property in that direction: a request need not have what its own `properties`
 * mark `readOnly`, a response not what they mark `writeOnly`.
 */
export function isRequired(schemas: Schemas, schema: Schema, name: string, direction: Direction): boolean {
  if (schema.required === undefined || !schema.required.includes(name)) return false;
  if (direction === 'stored') return true;
  const property = schema.properties?.get(name);
  return property === undefined || !isMarked(schemas, property, direction === 'request' ? 'readOnly' : 'writeOnly', new Set());
}

function isMarked(schemas: Schemas, schema: Schema, mark: 'readOnly' | 'writeOnly', seen: ReadonlySet<Schema>): boolean {
  if (seen.has(schema)) return false;
  if (schema[mark] === true) return true;
  const within = new Set([...seen, schema]);
  return [...referred(schemas, schema), ...(schema.allOf ?? [])].some((part) => isMarked(schemas, part, mark, within));
}

function cacheOf<T>(caches: WeakMap<Structure, Map<string, T>>, structure: Structure): Map<string, T> {
  const before = caches.get(structure);
  if (before !== undefined) return before;
  const cache = new Map<string, T>();
  caches.set(structure, cache);
  return cache;
}
