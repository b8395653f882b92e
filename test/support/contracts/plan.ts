// Support: what the state of a made contract looks like: collections with keys, references and parents, and variables.

import type { Draws } from './draws.ts';
import type { Field, KeyPart, Shape } from './shapes.ts';

/** `rich`: everything the language has. `tiny`: so few values that all states can be tried. */
export type Size = 'rich' | 'tiny';

export interface CollectionPlan {
  readonly name: string;
  /** Key properties first. */
  readonly fields: readonly Field[];
  readonly key: readonly string[];
  readonly references: Readonly<Record<string, { readonly collection: string; readonly onDelete: 'restrict' | 'cascade' | 'ignore' }>>;
  readonly parent: { readonly collection: string; readonly key: string } | null;
}

export interface StatePlan {
  readonly size: Size;
  readonly collections: readonly CollectionPlan[];
  readonly variables: readonly Field[];
}

const WORDS = ['red', 'blue'] as const;

export function planState(draws: Draws, size: Size): StatePlan {
  const collections: CollectionPlan[] = [];
  const count = 1 + (size === 'rich' ? draws.below(3) : draws.chance(40) ? 1 : 0);
  for (let i = 0; i < count; i += 1) collections.push(planCollection(draws, size, `c${i}`, collections));
  const variables = draws.some(0, size === 'rich' ? 2 : 1, (i): Field => ({ name: `v${i}`, shape: scalar(draws, size), required: true }));
  return { size, collections, variables };
}

/** The part that the single key of a collection is. */
export function keyPart({ fields, key }: CollectionPlan, at = 0): KeyPart {
  const field = fields.find(({ name }) => name === key[at]);
  if (field?.shape.kind !== 'key') throw new Error('key properties have the shape of keys');
  return field.shape.part;
}

function planCollection(draws: Draws, size: Size, name: string, earlier: readonly CollectionPlan[]): CollectionPlan {
  const key = size === 'rich' && draws.chance(20) ? ['id', 'nr'] : ['id'];
  const keyFields = key.map((property): Field => ({ name: property, shape: keyShape(draws, size, name, property), required: true }));
  const own = draws.some(
    1,
    size === 'rich' ? 5 : earlier.length > 0 ? 1 : 2,
    (i): Field => ({ name: `f${i}`, shape: shapeOf(draws, size, 0), required: !draws.chance(30) }),
  );
  const links = linksOf(
    draws,
    earlier.filter((c) => c.key.length === 1),
  );
  return {
    name,
    key,
    fields: [...keyFields, ...own, ...links.map(({ field }) => field)],
    references: Object.fromEntries(
      links.flatMap(({ field, target, policy }) =>
        policy === 'parent' ? [] : [[field.name, { collection: target.name, onDelete: policy }]],
      ),
    ),
    parent: parentOf(links),
  };
}

interface Link {
  readonly field: Field;
  readonly target: CollectionPlan;
  readonly policy: 'restrict' | 'cascade' | 'ignore' | 'parent';
}

function linksOf(draws: Draws, targets: readonly CollectionPlan[]): readonly Link[] {
  return targets
    .filter(() => draws.chance(80))
    .map((target, i): Link => {
      const policy = draws.pick(['restrict', 'cascade', 'ignore', 'restrict', 'cascade', 'parent'] as const);
      const to: Shape = { kind: 'key', of: target.name, part: keyPart(target) };
      const form = policy === 'parent' ? 'one' : draws.pick(['one', 'one', 'nullable', 'list'] as const);
      const shape: Shape = form === 'one' ? to : form === 'nullable' ? { kind: 'nullable', of: to } : { kind: 'list', of: to, max: 4 };
      const tiny = shape.kind === 'list' && keyPart(target).closed;
      return { field: { name: `to${i}`, shape: tiny ? to : shape, required: form === 'one' || !draws.chance(40) }, target, policy };
    });
}

function parentOf(links: readonly Link[]): CollectionPlan['parent'] {
  const link = links.find(({ policy, field }) => policy === 'parent' && field.required);
  return link === undefined ? null : { collection: link.target.name, key: link.field.name };
}

function keyShape(draws: Draws, size: Size, of: string, property: string): Shape {
  const numeric = property === 'nr' || draws.chance(20);
  const few = size === 'tiny';
  const values = numeric ? (few ? [0, 1] : [0, 1, 2]) : few ? ['k0', 'k1'] : ['k0', 'k1', 'é'];
  return { kind: 'key', of, part: { type: numeric ? 'integer' : 'string', closed: few || draws.chance(10), values } };
}

export function scalar(draws: Draws, size: Size): Shape {
  const integer: Shape = size === 'tiny' ? { kind: 'integer', min: 0, max: 2 } : { kind: 'integer', min: null, max: null };
  const bounded: Shape = { kind: 'integer', min: 0, max: size === 'tiny' ? 1 : 9 };
  const word: Shape = { kind: 'word', words: WORDS };
  if (size === 'tiny')
    return draws.pick<Shape>([{ kind: 'boolean' }, integer, bounded, word, { kind: 'nullable', of: { kind: 'boolean' } }]);
  const simple = draws.pick<Shape>([
    integer,
    { kind: 'boolean' },
    { kind: 'text' },
    bounded,
    word,
    { kind: 'number' },
    { kind: 'instant' },
  ]);
  return draws.chance(15) ? { kind: 'nullable', of: simple } : simple;
}

export function shapeOf(draws: Draws, size: Size, depth: number): Shape {
  if (size === 'tiny' || depth > 1 || !draws.chance(35)) return scalar(draws, size);
  const field = (i: number): Field => ({ name: `g${i}`, shape: shapeOf(draws, size, depth + 1), required: !draws.chance(30) });
  return draws.pick<() => Shape>([
    () => ({ kind: 'list', of: shapeOf(draws, size, depth + 1), max: 6 }),
    () => ({ kind: 'map', of: shapeOf(draws, size, depth + 1) }),
    () => ({ kind: 'object', fields: draws.some(1, 3, field) }),
  ])();
}
