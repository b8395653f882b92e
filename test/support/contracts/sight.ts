// Support: what a made rule can read where it stands, as text and shape, and under which conditions it is there.

import type { Draws } from './draws.ts';
import { type CollectionPlan, keyPart, type StatePlan } from './plan.ts';
import { type Json, keyValue, MAP_KEYS, type Shape } from './shapes.ts';

/** Something that can be read, once all guards are true. */
export interface Readable {
  readonly text: string;
  readonly shape: Shape;
  readonly guards: readonly string[];
}

/** A text that is a key of the collection. */
export interface KeyText {
  readonly collection: string;
  readonly text: string;
}

export interface Sight {
  readonly draws: Draws;
  readonly plan: StatePlan;
  /** Parameters, parts of the body, variables, locals. */
  readonly seen: readonly Readable[];
  readonly keys: readonly KeyText[];
  /** Collections and variables by these prefixes: `old.` where the state before can be read. */
  readonly prefixes: readonly ['' | 'state.', ...string[]];
  /** Names of definitions of one integer. */
  readonly definitions: readonly string[];
  /** How many locals are bound. */
  readonly bound: number;
}

export function literal(value: Json): string {
  if (typeof value === 'string') return `'${value}'`;
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([name, part]) => `'${name}': ${literal(part)}`)
    .join(', ')}}`;
}

/** A text that is a key of the collection, whether or not there is such a record. */
export function keyText(sight: Sight, collection: CollectionPlan): string {
  const known = sight.keys.filter((key) => key.collection === collection.name).map(({ text }) => text);
  const [first, ...others] = known;
  if (first !== undefined && !sight.draws.chance(15)) return sight.draws.pick([first, ...others]);
  const parts = collection.key.map((_, at) => keyPartText(sight, collection, at));
  return parts.length === 1 ? (parts[0] ?? '') : `key(${parts.join(', ')})`;
}

function keyPartText(sight: Sight, collection: CollectionPlan, at: number): string {
  const part = keyPart(collection, at);
  const open = sight.seen.filter(
    ({ shape, guards }) => shape.kind === 'key' && shape.of === collection.name && shape.part.type === part.type && guards.length === 0,
  );
  const texts = open.map(({ text }) => text);
  const [first, ...others] = texts;
  return first !== undefined && sight.draws.chance(70) ? sight.draws.pick([first, ...others]) : literal(keyValue(sight.draws, part));
}

/** The record at some key of the collection. */
function recordAt(sight: Sight, collection: CollectionPlan): Readable {
  const prefix = sight.draws.chance(75) ? sight.prefixes[0] : sight.draws.pick(sight.prefixes);
  const key = keyText(sight, collection);
  const text = `${prefix}${collection.name}[${key}]`;
  const guards = sight.draws.chance(80) ? [`${key} in ${prefix}${collection.name}`] : [];
  return { text, shape: { kind: 'object', fields: collection.fields }, guards };
}

/** The readable and what it consists of. */
function partsOf(readable: Readable): readonly Readable[] {
  const { text, shape, guards } = readable;
  switch (shape.kind) {
    case 'object':
      return [readable, ...shape.fields.flatMap((field) => partsOf(memberOf(readable, field.name, field.shape, field.required)))];
    case 'list':
      return [readable, ...partsOf({ text: `${text}[0]`, shape: shape.of, guards: [...guards, `${text}.size() > 0`] })];
    case 'map':
      return [
        readable,
        ...partsOf({ text: `${text}['${MAP_KEYS[0]}']`, shape: shape.of, guards: [...guards, `'${MAP_KEYS[0]}' in ${text}`] }),
      ];
    default:
      return [readable];
  }
}

function memberOf({ text, guards }: Readable, name: string, shape: Shape, required: boolean): Readable {
  return { text: `${text}.${name}`, shape, guards: required ? guards : [...guards, `has(${text}.${name})`] };
}

/** All that a rule can read here: what is in sight, and one record. */
export function reads(sight: Sight): readonly Readable[] {
  const collection = collectionIn(sight);
  return [...sight.seen.flatMap(partsOf), ...partsOf(recordAt(sight, collection))];
}

export function collectionIn({ plan, draws }: Sight): CollectionPlan {
  const [first, ...others] = plan.collections;
  if (first === undefined) throw new Error('every made contract has a collection');
  return draws.pick([first, ...others]);
}

/** The sight inside a macro that binds one more name. */
export function binding(sight: Sight, more: { readonly seen?: readonly Readable[]; readonly keys?: readonly KeyText[] }): Sight {
  return { ...sight, seen: [...(more.seen ?? []), ...sight.seen], keys: [...(more.keys ?? []), ...sight.keys], bound: sight.bound + 1 };
}

/** What a rule of the state alone can see. */
export function stateSight(draws: Draws, plan: StatePlan): Sight {
  const seen = plan.variables.map(({ name, shape }): Readable => ({ text: name, shape, guards: [] }));
  return { draws, plan, seen, keys: [], prefixes: ['', 'state.'], definitions: [], bound: 0 };
}
