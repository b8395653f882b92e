// Decides what is assumed of an unknown value as soon as it is met: all that its schema says of it but not of its parts.

import type { Schema } from '../../contract/schema.ts';
import type { Context } from '../context.ts';
import { wholeOf } from '../schema/closing.ts';
import type { Direction } from '../schema/direction.ts';
import { itemSchema, prefixLength } from '../schema/shape.ts';
import { type Structure, structureOf } from '../schema/structure.ts';
import type { Term } from '../term.ts';
import type { Free, Symbolic } from '../value.ts';
import { leaf } from './leaf.ts';

/** Assumes of a scalar all that the schemas say. */
export function assumeFits(context: Context, free: Free, structure: Structure, value: Symbolic, direction: Direction): void {
  const { factory } = context;
  const valid = structure.conjuncts.map((conjunct) => context.validity(conjunct, value, direction));
  context.assume(factory.implies(free.exists, factory.and(valid)));
}

/** The number of elements of an unknown list, an int. */
export function lengthOfFree(context: Context, free: Free): Term {
  return leaf(context, free, 'size', 'int');
}

/** Assumes of an unknown object or list (by the first type of its schema) what is not said of single parts. */
export function assumeShape(context: Context, free: Free, direction: Direction): void {
  const { factory } = context;
  const structure = structureOf(context.schemas, free.schema);
  const facts = free.schema.types?.[0] === 'array' ? lengthFacts(context, free, structure) : [];
  for (const conjunct of structure.conjuncts) {
    const rest = remainder(conjunct);
    if (rest !== null) facts.push(context.validity(rest, free, direction));
  }
  context.assume(factory.implies(free.exists, factory.and(facts)));
}

function lengthFacts(context: Context, free: Free, structure: Structure): Term[] {
  const { factory } = context;
  const length = lengthOfFree(context, free);
  const facts = [factory.lessOrEqual(factory.int(0), length)];
  for (const { minItems, maxItems } of structure.conjuncts) {
    if (minItems !== undefined) facts.push(factory.lessOrEqual(factory.int(minItems), length));
    if (maxItems !== undefined) facts.push(factory.lessOrEqual(length, factory.int(maxItems)));
  }
  for (let position = 0; position <= prefixLength(structure); position += 1) {
    if (structureOf(context.schemas, itemSchema(structure, position)).kinds.size === 0)
      facts.push(factory.lessOrEqual(length, factory.int(position)));
  }
  return facts;
}

const remainders = new WeakMap<Schema, Schema | null>();

/** The keywords that reading the parts does not take care of; null if there are none. The same object each time. */
function remainder(conjunct: Schema): Schema | null {
  const before = remainders.get(conjunct);
  if (before !== undefined) return before;
  // As it is to be asked, it must not be one of those that the value is known to fit.
  const entries = Object.entries(conjunct).filter(([keyword]) => wholeOf(conjunct) !== null || WHOLE.has(keyword as keyof Schema));
  const rest: Schema | null = entries.length === 0 ? null : Object.fromEntries(entries);
  remainders.set(conjunct, rest);
  return rest;
}

const WHOLE: ReadonlySet<keyof Schema> = new Set<keyof Schema>([
  'contains',
  'minContains',
  'maxContains',
  'minProperties',
  'maxProperties',
  'dependentRequired',
  'dependentSchemas',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'unsupported',
]);
