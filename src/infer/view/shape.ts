// Decides what inference sees of a schema: its kind and its properties, through references and combinations, no deeper than it is asked.

import { below, childAt, type Located, type Resolver } from '../../spec/reference/resolve.ts';
import { child, childrenOf, childText, isMap, isSeq, isTrue, type SpecNode, textOf } from '../../spec/tree/node.ts';

export interface Property {
  readonly at: Located;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly description: string;
}

export interface Shape {
  /** Where the schema stands after references that say nothing else. */
  readonly at: Located;
  /** The place by name (`#/components/schemas/Order`). */
  readonly name: string;
  readonly kind: 'object' | 'array' | 'text' | 'number' | 'boolean' | 'unknown';
  readonly format: string | null;
  readonly properties: ReadonlyMap<string, Property>;
  /** The schema of the elements. */
  readonly items: Located | null;
  /** Whether any other property may be there, with values of this schema (`additionalProperties` as a schema). */
  readonly additional: Located | null;
  readonly alternatives: readonly Located[];
  readonly enumerated: readonly string[];
  readonly nullable: boolean;
  /** Whether every value is an object: a schema with properties and no type allows a text too. */
  readonly isObject: boolean;
}

export interface Shapes {
  of(at: Located): Shape;
}

/** Combinations inside combinations that are looked into. */
const MAX_DEPTH = 8;
/** Properties that are kept of one schema. */
const MAX_PROPERTIES = 2_000;

export function createShapes(resolver: Resolver): Shapes {
  const known = new Map<SpecNode, Shape>();
  const of = (at: Located): Shape => {
    const end = follow(resolver, at);
    const found = known.get(end.node);
    if (found !== undefined) return found;
    const shape = read(resolver, end);
    known.set(end.node, shape);
    return shape;
  };
  return { of };
}

/** The schema that a reference leads to; the place itself where it leads nowhere, of which the loader complains. */
function follow(resolver: Resolver, at: Located): Located {
  let place = at;
  for (let i = 0; i < MAX_DEPTH; i += 1) {
    const reference = child(place.node, '$ref');
    if (reference?.kind !== 'scalar' || textOf(reference) === null) return place;
    const next = resolver.resolve(reference, place, 'hint');
    if (next === null) return place;
    place = next;
  }
  return place;
}

interface Draft {
  readonly types: Set<string>;
  readonly properties: Map<string, Property>;
  items: Located | null;
  additional: Located | null;
  format: string | null;
  readonly alternatives: Located[];
  readonly enumerated: Set<string>;
  nullable: boolean;
  isObject: boolean;
}

function read(resolver: Resolver, at: Located): Shape {
  const draft: Draft = {
    types: new Set(),
    properties: new Map(),
    items: null,
    additional: null,
    format: null,
    alternatives: [],
    enumerated: new Set(),
    nullable: false,
    isObject: false,
  };
  gather(resolver, at, draft, 0, true);
  return {
    at,
    name: resolver.nameOf(at),
    kind: kindOf(draft),
    format: draft.format,
    properties: draft.properties,
    items: draft.items,
    additional: draft.additional,
    alternatives: draft.alternatives,
    enumerated: [...draft.enumerated],
    nullable: draft.nullable || draft.types.has('null'),
    isObject: draft.isObject,
  };
}

function gather(resolver: Resolver, at: Located, draft: Draft, depth: number, certain: boolean): void {
  if (depth > MAX_DEPTH || !isMap(at.node)) return;
  gatherOwn(at, draft, certain);
  for (const key of ['allOf', 'anyOf', 'oneOf'] as const) {
    const list = childAt(at, key);
    if (list === null || !isSeq(list.node)) continue;
    const parts = list.node.items.map((item, i) => follow(resolver, below(list, item, String(i))));
    if (key !== 'allOf') draft.alternatives.push(...parts);
    for (const part of parts) gather(resolver, part, draft, depth + 1, certain && (key === 'allOf' || parts.length === 1));
  }
}

function gatherOwn(at: Located, draft: Draft, certain: boolean): void {
  const { node } = at;
  const types = typesOf(child(node, 'type'));
  for (const type of types) draft.types.add(type);
  if (certain && types.length === 1 && types[0] === 'object' && !isTrue(child(node, 'nullable'))) draft.isObject = true;
  if (isTrue(child(node, 'nullable'))) draft.nullable = true;
  draft.format ??= childText(node, 'format');
  draft.items ??= childAt(at, 'items');
  const additional = childAt(at, 'additionalProperties');
  if (additional !== null && isMap(additional.node)) draft.additional ??= additional;
  for (const value of enumOf(node)) draft.enumerated.add(value);
  const required = new Set(requiredOf(node));
  const properties = childAt(at, 'properties');
  if (properties !== null && isMap(properties.node)) {
    for (const [name, { value }] of properties.node.entries) {
      const before = draft.properties.get(name);
      if (before === undefined && draft.properties.size >= MAX_PROPERTIES) break;
      draft.properties.set(name, propertyOf(below(properties, value, name), (certain && required.has(name)) || before?.required === true));
    }
  }
  if (!certain) return;
  // `required` may stand beside what it is about, in another part of an allOf.
  for (const name of required) {
    const property = draft.properties.get(name);
    if (property !== undefined && !property.required) draft.properties.set(name, { ...property, required: true });
  }
}

function propertyOf(at: Located, required: boolean): Property {
  return {
    at,
    required,
    readOnly: isTrue(child(at.node, 'readOnly')),
    writeOnly: isTrue(child(at.node, 'writeOnly')),
    description: childText(at.node, 'description') ?? '',
  };
}

function typesOf(node: SpecNode | null): readonly string[] {
  if (node === null) return [];
  const one = textOf(node);
  return one === null ? childrenOf(node).flatMap((item) => textOf(item) ?? []) : [one];
}

function enumOf(node: SpecNode): readonly string[] {
  const list = child(node, 'enum');
  const constant = childText(node, 'const');
  const values = list === null ? [] : childrenOf(list).flatMap((item) => textOf(item) ?? []);
  return constant === null ? values : [...values, constant];
}

function requiredOf(node: SpecNode): readonly string[] {
  const list = child(node, 'required');
  return isSeq(list) ? list.items.flatMap((item) => textOf(item) ?? []) : [];
}

function kindOf({ types, properties, items, additional }: Draft): Shape['kind'] {
  if (types.has('object') || properties.size > 0) return 'object';
  if (types.has('array') || items !== null) return 'array';
  if (additional !== null) return 'object';
  if (types.has('string')) return 'text';
  if (types.has('integer') || types.has('number')) return 'number';
  return types.has('boolean') ? 'boolean' : 'unknown';
}
