// Decides what an unknown value looks like from outside: a scalar with a term, a known constant, alternatives of kinds and branches, or
// an object or list whose parts are unknown in turn. Assumes what its schema says of it; of its parts, when they are read.

import type { Schema } from '../../contract/schema.ts';
import type { Context } from '../context.ts';
import { choose } from '../merge.ts';
import { known, NULL_VALUE, scalar } from '../normal.ts';
import { type JsonKind, type Structure, structureOf } from '../schema/structure.ts';
import type { Sort, Term } from '../term.ts';
import type { Alternative, Free, FreeStep, Origin, ScalarKind, Symbolic } from '../value.ts';
import { branchesOf, excludes } from './branches.ts';
import { candidatesOf, listedTexts } from './candidates.ts';
import { assumeFits, assumeShape } from './facts.ts';
import { directionOf, leaf, tagGuards } from './leaf.ts';

/** A value about which only its schema is known. `exists`: when it is there at all. */
export interface Unknown {
  readonly origin: Origin;
  readonly path?: readonly FreeStep[];
  readonly schema: Schema;
  readonly exists: Term;
}

/**
 * The unknown value, expanded by one level. What is of kind `free` in it is an object or a list, by the first type of its schema.
 * An unknown value of a schema that nothing fits cannot be: `exists` is assumed to be false.
 */
export function freeValue(context: Context, unknown: Unknown): Symbolic {
  const free: Free = { kind: 'free', path: [], ...unknown };
  return context.parts.expansion(free, () => expand(context, free));
}

function expand(context: Context, free: Free): Symbolic {
  const structure = structureOf(context.schemas, free.schema);
  const candidates = candidatesOf(context, structure, directionOf(free.origin));
  if (candidates !== null) {
    if (candidates.length === 0) return impossible(context, free);
    return oneOf(
      context,
      free,
      'value',
      candidates.map((value) => () => known(value)),
    );
  }
  const kinds = [...structure.kinds];
  if (kinds.length === 0) return impossible(context, free);
  const tag = kinds.length === 2 && kinds[0] === 'null' ? 'null' : 'kind';
  return oneOf(
    context,
    free,
    tag,
    kinds.map((kind) => (exists) => ofKind(context, { ...free, exists }, structure, kind)),
  );
}

function impossible(context: Context, free: Free): Symbolic {
  context.assume(context.factory.not(free.exists));
  return NULL_VALUE;
}

type Make = (exists: Term) => Symbolic;

/** One of the alternatives, by an unknown tag. */
function oneOf(context: Context, free: Free, tag: string, makes: readonly Make[]): Symbolic {
  const guards = tagGuards(context, free, tag, makes.length);
  const alternatives: Alternative[] = makes.map((make, i) => {
    const guard = guards[i] ?? context.factory.false;
    return { guard, value: make(context.factory.and([free.exists, guard])) };
  });
  return choose(context, alternatives);
}

function ofKind(context: Context, free: Free, structure: Structure, kind: JsonKind): Symbolic {
  switch (kind) {
    case 'null':
      assumeFits(context, free, structure, NULL_VALUE, directionOf(free.origin));
      return NULL_VALUE;
    case 'boolean':
      return leafValue(context, free, structure, 'boolean', 'bool');
    case 'number':
      return structure.integral
        ? leafValue(context, free, structure, 'integer', 'int')
        : leafValue(context, free, structure, 'number', 'real');
    case 'string':
      return textValueOf(context, free, structure);
    case 'list':
      return composite(context, { ...free, schema: narrowed(free.schema, 'array') });
    case 'object':
      return composite(context, { ...free, schema: narrowed(free.schema, 'object') });
  }
}

function leafValue(context: Context, free: Free, structure: Structure, kind: ScalarKind, sort: Sort): Symbolic {
  const value = scalar(kind, leaf(context, free, kind, sort));
  assumeFits(context, free, structure, value, directionOf(free.origin));
  return value;
}

function textValueOf(context: Context, free: Free, structure: Structure): Symbolic {
  const value = leafValue(context, free, structure, 'string', 'string');
  if (value.kind === 'scalar') context.factory.noteTexts(value.term, listedTexts(context, structure, directionOf(free.origin)));
  return value;
}

/** An object or a list: by branches of `oneOf` and `anyOf` where these give it different shapes. */
function composite(context: Context, free: Free): Symbolic {
  const branching = branchesOf(context.schemas, structureOf(context.schemas, free.schema), free.schema);
  if (branching === null) {
    assumeShape(context, free, directionOf(free.origin));
    return free;
  }
  const tag = `branch ${context.parts.numberOf(branching.of)}`;
  const guards = tagGuards(context, free, tag, branching.schemas.length);
  const alternatives = branching.schemas.map((schema, i) => {
    const guard = guards[i] ?? context.factory.false;
    const exists = context.factory.and([free.exists, guard]);
    const value = composite(context, { ...free, schema, exists });
    if (branching.exclusive) excludes(context, branching, i, value, exists, directionOf(free.origin));
    return { guard, value };
  });
  return choose(context, alternatives);
}

const narrowings = new WeakMap<Schema, { readonly array: Schema; readonly object: Schema }>();

/** The schema for values of that type only. The same object each time. */
function narrowed(schema: Schema, type: 'array' | 'object'): Schema {
  let both = narrowings.get(schema);
  if (both === undefined) {
    both = { array: { types: ['array'], allOf: [schema] }, object: { types: ['object'], allOf: [schema] } };
    narrowings.set(schema, both);
  }
  return both[type];
}
