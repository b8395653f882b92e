// Decides what the properties of an unknown object are. Those that its schema lists have functions of their own, all others share one from
// keys to values.

import type { Context } from '../context.ts';
import { choose } from '../merge.ts';
import { NULL_VALUE, textValue } from '../normal.ts';
import { listedNames, propertyShape, restSchema } from '../schema/shape.ts';
import { type Structure, structureOf } from '../schema/structure.ts';
import type { Term } from '../term.ts';
import type { Alternative, Free, FreeStep, Symbolic } from '../value.ts';
import { freeValue } from './expand.ts';
import { directionOf, leaf } from './leaf.ts';
import { showPlace } from './name.ts';

/** A part of a value: what it is where it is there. */
export interface Lookup {
  readonly present: Term;
  readonly value: Symbolic;
}

/** The property of that name. */
export function freeProperty(context: Context, free: Free, name: string): Lookup {
  const structure = structureOf(context.schemas, free.schema);
  const listed = listedNames(structure).has(name);
  return context.parts.part(free, `.${name}`, () => {
    const step: FreeStep = listed ? { kind: 'property', name } : { kind: 'entry', key: context.factory.text(name) };
    const { schema, required } = propertyShape(context.schemas, structure, name, directionOf(free.origin));
    const part = partAt(context, free, step, schema, required);
    assumeName(context, free, structure, context.factory.text(name), part);
    return { parent: free, step, ...part };
  });
}

/** The entry at a key that is not a constant. */
export function freeEntry(context: Context, free: Free, key: Term): Lookup {
  const { factory } = context;
  const found: (Lookup & { readonly guard: Term })[] = [...listedProperties(context, free)].map((name) => ({
    guard: factory.equal(key, factory.text(name)),
    ...freeProperty(context, free, name),
  }));
  const guard = factory.not(factory.or(found.map((one) => one.guard)));
  const all = [...found, { guard, ...restEntry(context, free, key) }];
  const alternatives: readonly Alternative[] = all.map((one) => ({ guard: factory.and([one.guard, one.present]), value: one.value }));
  return { present: factory.or(alternatives.map((one) => one.guard)), value: choose(context, alternatives) };
}

/** The entry at a key that the schema does not list; meaningless at one that it does. The key may be a constant. */
export function restEntry(context: Context, free: Free, key: Term): Lookup {
  if (key.kind === 'constant') return freeProperty(context, free, String(key.value));
  const structure = structureOf(context.schemas, free.schema);
  return context.parts.part(free, `{${key.id}}`, () => {
    const step: FreeStep = { kind: 'entry', key };
    const part = partAt(context, free, step, restSchema(context.schemas, structure), false);
    assumeName(context, free, structure, key, part);
    const patterns = assumePatterns(context, free, structure, key, part);
    return { parent: free, step, value: part.value, present: patterns ? atUnknownPattern(context, free, key, part.present) : part.present };
  });
}

function partAt(context: Context, free: Free, step: FreeStep, schema: Free['schema'], required: boolean): Lookup {
  const { factory } = context;
  if (structureOf(context.schemas, schema).kinds.size === 0) {
    if (required) context.assume(factory.not(free.exists));
    return { present: factory.false, value: NULL_VALUE };
  }
  const path = [...free.path, step];
  const present = required ? factory.true : leaf(context, { ...free, path }, 'present', 'bool');
  const value = freeValue(context, { origin: free.origin, path, schema, exists: factory.and([free.exists, present]) });
  return { present, value };
}

function assumeName(context: Context, free: Free, structure: Structure, key: Term, part: Lookup): void {
  const { factory } = context;
  for (const { propertyNames } of structure.conjuncts) {
    if (propertyNames === undefined) continue;
    const valid = context.validity(propertyNames, textValue(key), directionOf(free.origin));
    context.assume(factory.implies(factory.and([free.exists, part.present]), valid));
  }
}

/** For a key that is not known, what patterns say of it: an object with this one entry is valid as far as they go. Whether there are any. */
function assumePatterns(context: Context, free: Free, structure: Structure, key: Term, part: Lookup): boolean {
  const { factory } = context;
  let any = false;
  for (const { properties, patternProperties, additionalProperties } of structure.conjuncts) {
    if (patternProperties === undefined) continue;
    any = true;
    const own = { ...(properties && { properties }), patternProperties, ...(additionalProperties && { additionalProperties }) };
    const entry: Symbolic = { kind: 'map', base: null, log: [{ guard: factory.true, key: textValue(key), value: part.value }] };
    context.assume(factory.implies(factory.and([free.exists, part.present]), context.validity(own, entry, directionOf(free.origin))));
  }
  return any;
}

/** The entry at a known key has the schema of its pattern and stands apart from this one, so a model need not agree with itself. */
function atUnknownPattern(context: Context, free: Free, key: Term, present: Term): Term {
  const { factory } = context;
  return factory.and([present, context.opaque('an unknown key of an object with patternProperties', 'bool', [key], showPlace(free))]);
}

/** Calls back for every unlisted key at which the object was or will be read. */
export function watchRest(context: Context, free: Free, watch: (key: Term, present: Term) => void): void {
  context.parts.watch(free, ({ step, present }) => {
    if (step.kind === 'entry') watch(step.key, present);
  });
}

/** Whether the object can have properties that its schema does not list. */
export function isOpenObject(context: Context, free: Free): boolean {
  return structureOf(context.schemas, restSchema(context.schemas, structureOf(context.schemas, free.schema))).kinds.size > 0;
}

/** The names that its schema lists. */
export function listedProperties(context: Context, free: Free): ReadonlySet<string> {
  return listedNames(structureOf(context.schemas, free.schema));
}
