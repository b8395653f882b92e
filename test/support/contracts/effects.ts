// Support: random effects of every form, at every kind of place, writing values of the place's shape.

import type { Draws } from './draws.ts';
import type { CollectionPlan } from './plan.ts';
import { expression } from './rules.ts';
import type { Field, Json, Shape } from './shapes.ts';
import { MAP_KEYS } from './shapes.ts';
import { binding, collectionIn, keyText, literal, type Readable, type Sight } from './sight.ts';
import { expressionFor } from './values.ts';

export type EffectJson = Readonly<Record<string, Json>>;

export function planEffect(sight: Sight): EffectJson {
  const { draws, plan } = sight;
  const forms: readonly [() => EffectJson, ...(() => EffectJson)[]] = [
    () => updateEffect(sight),
    () => createEffect(sight),
    () => deleteEffect(sight),
    () => forEachEffect(sight),
    () => (plan.variables.length > 0 ? assignEffect(sight) : updateEffect(sight)),
    () => createEffect(sight),
    () => deleteEffect(sight),
  ];
  const effect = draws.pick(forms)();
  return draws.chance(25) ? { ...effect, when: expression(sight, 'boolean', 2) } : effect;
}

function createEffect(sight: Sight): EffectJson {
  const { draws } = sight;
  const collection = collectionIn(sight);
  const entries = collection.fields.flatMap((field): readonly (readonly [string, string])[] => {
    if (collection.key.includes(field.name)) return keyEntry(sight, collection, field);
    if (!field.required && draws.chance(50)) return [];
    return draws.chance(12) ? [] : [[field.name, expressionFor(sight, field.shape, 1)]];
  });
  const value: Json = draws.chance(50)
    ? Object.fromEntries(entries)
    : `{${entries.map(([name, text]) => `'${name}': ${text}`).join(', ')}}`;
  return {
    create: collection.name,
    value,
    ...(draws.chance(15) ? { key: keyText(sight, collection) } : {}),
    ...(draws.chance(30) ? { upsert: true } : {}),
  };
}

function keyEntry(sight: Sight, collection: CollectionPlan, { name, shape }: Field): readonly (readonly [string, string])[] {
  const { draws } = sight;
  const how = draws.pick(['given', 'given', 'fresh', 'generated'] as const);
  if (how === 'generated') return [];
  if (how === 'fresh' && collection.key.length === 1) return [[name, `fresh(${collection.name})`]];
  const known = sight.seen.filter((one) => JSON.stringify(one.shape) === JSON.stringify(shape) && one.guards.length === 0);
  const readable = known[draws.below(known.length)];
  return [[name, readable?.text ?? literalKey(draws, shape)]];
}

function literalKey(draws: Draws, shape: Shape): string {
  return shape.kind === 'key' ? literal(shape.part.values[draws.below(shape.part.values.length)] ?? null) : 'null';
}

/** Mostly, a record is changed only if it is there. */
function ifThere({ draws }: Sight, { record }: Target): EffectJson {
  return draws.chance(60) ? { when: record } : {};
}

interface Target {
  /** That the record is there. */
  readonly record: string;
  readonly text: string;
  readonly shape: Shape;
  readonly optional: boolean;
}

/** A record, or a part of one. */
function target(sight: Sight): Target {
  const { draws } = sight;
  const collection = collectionIn(sight);
  const key = keyText(sight, collection);
  const record: Target = {
    record: `${key} in ${collection.name}`,
    text: `${collection.name}[${key}]`,
    shape: { kind: 'object', fields: collection.fields.filter(({ name }) => !collection.key.includes(name)) },
    optional: false,
  };
  return draws.chance(45) ? inside(sight, record) : record;
}

function inside(sight: Sight, { record, text, shape, optional }: Target): Target {
  const { draws } = sight;
  switch (shape.kind) {
    case 'object': {
      const field = shape.fields[draws.below(shape.fields.length)];
      if (field === undefined) return { record, text, shape, optional };
      const part: Target = { record, text: `${text}.${field.name}`, shape: field.shape, optional: !field.required };
      return draws.chance(60) ? inside(sight, part) : part;
    }
    case 'map':
      return { record, text: `${text}['${draws.pick(MAP_KEYS)}']`, shape: shape.of, optional: true };
    case 'list':
      return { record, text: `${text}[${expression(sight, 'integer', 0)}]`, shape: shape.of, optional: true };
    default:
      return { record, text, shape, optional };
  }
}

function updateEffect(sight: Sight): EffectJson {
  const place = target(sight);
  return { update: place.text, ...changeOf(sight, place.shape), ...ifThere(sight, place) };
}

function changeOf(sight: Sight, shape: Shape): EffectJson {
  const { draws } = sight;
  if (shape.kind !== 'object') return { replace: expressionFor(sight, shape, 1) };
  const [first, ...others] = shape.fields;
  if (first === undefined) return { merge: '{}' };
  const chosen = [draws.pick([first, ...others]), ...others.filter(() => draws.chance(20))];
  const fields = [...new Map(chosen.map((field) => [field.name, field])).values()];
  if (draws.chance(20)) {
    const entries = fields.map(({ name, shape: of, required }) =>
      required || draws.chance(60) ? `'${name}': ${expressionFor(sight, of, 2)}` : `'${name}': null`,
    );
    return { merge: `{${entries.join(', ')}}` };
  }
  return { set: Object.fromEntries(fields.map((field) => assignment(sight, field))) };
}

/** One entry of `set`: the field, or a part of it. */
function assignment(sight: Sight, { name, shape }: Field): readonly [string, string] {
  const part = sight.draws.chance(40) ? inside(sight, { record: '', text: name, shape, optional: false }) : { text: name, shape };
  return [part.text, expressionFor(sight, part.shape, 1)];
}

function deleteEffect(sight: Sight): EffectJson {
  const { draws, plan } = sight;
  const [first] = plan.collections;
  // To the first collection others refer.
  if (first !== undefined && draws.chance(50)) {
    const key = keyText(sight, first);
    return { delete: `${first.name}[${key}]`, ...(draws.chance(60) ? { when: `${key} in ${first.name}` } : {}) };
  }
  const place = target(sight);
  const record = place.text.replace(/^(\w+\[.*?\])(?:[.[].*)?$/s, '$1');
  return { delete: place.optional || isRecord(place.text) ? place.text : record, ...ifThere(sight, place) };
}

// A place below a record has something after the bracket that closes the key.
function isRecord(text: string): boolean {
  let open = 0;
  for (const [i, character] of [...text].entries()) {
    if (character === '[') open += 1;
    if (character === ']') open -= 1;
    if (character === ']' && open === 0) return i === [...text].length - 1;
  }
  return false;
}

function assignEffect(sight: Sight): EffectJson {
  const { draws, plan } = sight;
  const variable = plan.variables[draws.below(plan.variables.length)];
  return variable === undefined ? updateEffect(sight) : { assign: variable.name, value: expressionFor(sight, variable.shape, 2) };
}

function forEachEffect(sight: Sight): EffectJson {
  const { draws } = sight;
  const collection = collectionIn(sight);
  const nested = collection.fields.filter(({ shape, required }) => required && (shape.kind === 'map' || shape.kind === 'list'));
  const field = nested[draws.below(nested.length)];
  if (field !== undefined && draws.chance(40)) return forEachPart(sight, collection, field);
  const shape: Shape = { kind: 'object', fields: collection.fields };
  const inner = forEachSight(sight, { text: 'record', shape, guards: [] }, collection);
  const rest: Shape = { kind: 'object', fields: collection.fields.filter(({ name }) => !collection.key.includes(name)) };
  return { forEach: collection.name, ...where(inner), ...(draws.chance(25) ? { delete: true } : changeOf(inner, rest)) };
}

function forEachPart(sight: Sight, collection: CollectionPlan, field: Field): EffectJson {
  const shape = field.shape.kind === 'map' || field.shape.kind === 'list' ? field.shape.of : field.shape;
  const inner = forEachSight(sight, { text: 'record', shape, guards: [] }, null);
  const remove = field.shape.kind === 'map' && sight.draws.chance(30);
  const place = `${collection.name}[${keyText(sight, collection)}].${field.name}`;
  return { forEach: place, ...where(inner), ...(remove ? { delete: true } : changeOf(inner, shape)) };
}

function where(sight: Sight): EffectJson {
  return sight.draws.chance(60) ? { where: expression(sight, 'boolean', 2) } : {};
}

function forEachSight(sight: Sight, record: Readable, collection: CollectionPlan | null): Sight {
  return binding(sight, { seen: [record], keys: collection === null ? [] : [{ collection: collection.name, text: 'key' }] });
}
