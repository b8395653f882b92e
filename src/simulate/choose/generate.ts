// Decides a value for a schema by building it, type by type. The result probably fits; whoever asks checks.

import type { Random } from '../../base/random.ts';
import type { ObjectKey, Value } from '../../base/value.ts';
import type { JsonType, Schema, Schemas } from '../../contract/schema.ts';
import { chooseNumber } from './numbers.ts';
import type { Realism } from './realism.ts';
import { pick, resolve } from './resolve.ts';
import { chooseText } from './texts.ts';

/** Nesting of generated values. */
const MAX_DEPTH = 16;
/** Below this, optional properties are left out: circular schemas need not be followed. */
const MAX_OPTIONAL_DEPTH = 3;
/** Items or properties that one container may be given. */
const MAX_PARTS = 1000;

/** How a value is to be made. */
export interface Generation {
  readonly schemas: Schemas;
  readonly random: Random;
  readonly realism: Realism;
  /** Whether to take examples from the schema and add optional parts; otherwise the value is as small as it may be. */
  readonly rich: boolean;
}

/** A value for the schema, or undefined if none could be built. `name` is the property that it is for. */
export function generate(generation: Generation, schema: Schema, name: string, depth = 0): Value | undefined {
  const { schemas, random, rich } = generation;
  const shape = depth > MAX_DEPTH ? null : resolve(schemas, schema, random);
  if (shape === null) return undefined;
  if (shape.const !== undefined) return shape.const;
  if (shape.enum !== undefined) return pick(shape.enum, random);
  if (rich && shape.examples !== undefined && shape.examples.length > 0) return pick(shape.examples, random);
  switch (chooseType(shape, random, rich)) {
    case undefined:
      return undefined;
    case 'null':
      return null;
    case 'boolean':
      return random.next() < 0.5;
    case 'integer':
      return chooseNumber(shape, true, random) ?? undefined;
    case 'number':
      return chooseNumber(shape, false, random) ?? undefined;
    case 'string': {
      const hint = { name, description: shape.description ?? shape.title ?? '' };
      return chooseText(shape, random, hint, generation.realism, rich ? 4 : 0) ?? undefined;
    }
    case 'array':
      return generateList(generation, shape, name, depth);
    case 'object':
      return generateObject(generation, shape, depth);
  }
}

const SMALLEST_FIRST: readonly JsonType[] = ['string', 'integer', 'number', 'boolean', 'object', 'array', 'null'];

function chooseType(shape: Schema, random: Random, rich: boolean): JsonType | undefined {
  const types = shape.types ?? [impliedType(shape)];
  // Null says little; it is chosen where nothing else is allowed, or in small values now and then.
  const telling = types.filter((type) => type !== 'null');
  if (telling.length === 0 || (!rich && types.includes('null') && random.next() < 0.5)) return types.includes('null') ? 'null' : undefined;
  return rich ? pick(telling, random) : SMALLEST_FIRST.find((type) => types.includes(type));
}

/** The type that the keywords of a schema without `type` speak about. */
function impliedType(shape: Schema): JsonType {
  const says = (...keywords: readonly (keyof Schema)[]): boolean => keywords.some((keyword) => shape[keyword] !== undefined);
  if (says('properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties')) return 'object';
  if (says('items', 'prefixItems', 'minItems', 'contains')) return 'array';
  if (says('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf')) return 'number';
  return 'string';
}

function generateList(generation: Generation, shape: Schema, name: string, depth: number): Value | undefined {
  const { random, rich } = generation;
  const least = Math.max(shape.minItems ?? 0, shape.contains === undefined ? 0 : (shape.minContains ?? 1));
  const most = Math.min(shape.maxItems ?? Number.POSITIVE_INFINITY, least + (rich && depth < MAX_OPTIONAL_DEPTH ? 2 : 0));
  if (least > most || least > MAX_PARTS) return undefined;
  const count = random.integer(least, most);
  const wanted = shape.contains === undefined ? 0 : (shape.minContains ?? 1);
  const list: Value[] = [];
  for (let i = 0; i < count; i += 1) {
    const declared = shape.prefixItems?.[i] ?? shape.items ?? {};
    const schema = shape.contains !== undefined && i < wanted ? { allOf: [declared, shape.contains] } : declared;
    const item = generate(generation, schema, name, depth + 1);
    if (item === undefined) return undefined;
    list.push(item);
  }
  return list;
}

function generateObject(generation: Generation, shape: Schema, depth: number): Value | undefined {
  const object = new Map<ObjectKey, Value>();
  for (const name of namesToFill(generation, shape, depth)) {
    const value = generate(generation, propertyOf(shape, name), name, depth + 1);
    if (value !== undefined) object.set(name, value);
    else if (shape.required?.includes(name) === true) return undefined;
  }
  const least = shape.minProperties ?? 0;
  if (least > MAX_PARTS) return undefined;
  for (let i = 1; object.size < least && i <= MAX_PARTS; i += 1) {
    const value = generate(generation, propertyOf(shape, `property${i}`), `property${i}`, depth + 1);
    if (value === undefined) return undefined;
    object.set(`property${i}`, value);
  }
  return object;
}

/** The required properties, those that they ask for in turn, and in a rich value some of the optional ones; in order of declaration. */
function namesToFill({ random, rich }: Generation, shape: Schema, depth: number): readonly string[] {
  const names = new Set(shape.required);
  const isRich = rich && depth < MAX_OPTIONAL_DEPTH;
  for (const name of shape.properties?.keys() ?? []) {
    if (isRich && names.size < (shape.maxProperties ?? MAX_PARTS) && random.next() < 0.5) names.add(name);
  }
  for (const name of names) {
    for (const other of shape.dependentRequired?.get(name) ?? []) names.add(other);
  }
  const declared = [...(shape.properties?.keys() ?? [])].filter((name) => names.has(name));
  return [...new Set([...declared, ...names])];
}

function propertyOf(shape: Schema, name: string): Schema {
  return shape.properties?.get(name) ?? shape.additionalProperties ?? {};
}
