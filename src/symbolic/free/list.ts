// Decides what the elements of an unknown list are: functions of the index.

import type { Schema } from '../../contract/schema.ts';
import type { Context } from '../context.ts';
import { choose } from '../merge.ts';
import { listValue } from '../normal.ts';
import { itemSchema, prefixLength } from '../schema/shape.ts';
import { structureOf } from '../schema/structure.ts';
import type { Term } from '../term.ts';
import type { Free, FreeStep, Symbolic } from '../value.ts';
import { freeValue } from './expand.ts';
import { lengthOfFree } from './facts.ts';
import { directionOf } from './leaf.ts';

/** The element at an index, an int; meaningless outside the list. */
export function freeItem(context: Context, free: Free, index: Term): Symbolic {
  const structure = structureOf(context.schemas, free.schema);
  const prefix = prefixLength(structure);
  if (index.kind === 'constant') return itemAt(context, free, index, Math.min(prefix, Number(index.value)));
  const { factory } = context;
  const positions = Array.from({ length: prefix }, (_, i) => ({
    guard: factory.equal(index, factory.int(i)),
    value: itemAt(context, free, factory.int(i), i),
  }));
  const rest = factory.not(factory.or(positions.map((one) => one.guard)));
  return choose(context, [...positions, { guard: rest, value: itemAt(context, free, index, prefix) }]);
}

function itemAt(context: Context, free: Free, index: Term, position: number): Symbolic {
  return context.parts.part(free, `[${index.id}]`, () => {
    const { factory } = context;
    const step: FreeStep = { kind: 'item', index };
    const present = factory.and([factory.lessOrEqual(factory.int(0), index), factory.less(index, lengthOfFree(context, free))]);
    const schema = itemSchema(structureOf(context.schemas, free.schema), position);
    const exists = factory.and([free.exists, present]);
    const value = freeValue(context, { origin: free.origin, path: [...free.path, step], schema, exists });
    assumeDistinct(context, free, index, value, exists);
    return { parent: free, step, present, value };
  }).value;
}

const UNIQUE: Schema = { uniqueItems: true };

/** Where the elements differ by schema, the new one differs from each that was read before. */
function assumeDistinct(context: Context, free: Free, index: Term, value: Symbolic, exists: Term): void {
  if (!structureOf(context.schemas, free.schema).conjuncts.some((conjunct) => conjunct.uniqueItems === true)) return;
  const { factory } = context;
  for (const { parent, step, present, value: other } of context.parts.at(free)) {
    if (parent !== free || step.kind !== 'item') continue;
    const distinct = context.validity(UNIQUE, listValue([other, value]), directionOf(free.origin));
    context.assume(factory.implies(factory.and([exists, present, factory.not(factory.equal(index, step.index))]), distinct));
  }
}
