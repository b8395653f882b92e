// Support: values hidden behind unknowns. Under the model that comes with it, a lifted value is the value it was made from.

import { isInteger, ofBigInt } from '../../src/base/number.ts';
import { type Random, randomAt } from '../../src/base/random.ts';
import { isList, isNumber, isObject, type Value } from '../../src/base/value.ts';
import type { Context } from '../../src/symbolic/context.ts';
import { type Model, type ModelEntry, type ModelValue, modelOf } from '../../src/symbolic/model.ts';
import type { Sort, Term } from '../../src/symbolic/term.ts';
import type { Alternative, MapWrite, ScalarKind, Symbolic } from '../../src/symbolic/value.ts';
import { choose, known, listOfGuarded, listValue, scalar } from '../../src/symbolic/values.ts';
import { normalMap } from '../../src/symbolic/write.ts';

/** Lifts values, with a model that grows along. */
export interface Lifter {
  lift(value: Value): Symbolic;
  model(): Model;
}

const DECOYS: readonly Value[] = [null, true, 0, 2, 'a', '', 'zz', [1], ['a', 'b'], new Map([['a', 1]]), new Map<string, Value>()];

/** `depth`: how far unions may nest. */
export function createLifter(context: Context, seed: number): Lifter {
  const random = randomAt(seed, 'lift');
  const entries: ModelEntry[] = [];
  const unknown = (sort: Sort, value: ModelValue): Term => {
    const name = `u${entries.length}`;
    entries.push({ name, args: [], value });
    return context.factory.apply(name, sort, []);
  };
  const guard = (holds: boolean): Term => {
    const term = unknown('bool', random.next() < 0.5 ? holds : !holds);
    return entries.at(-1)?.value === holds ? term : context.factory.not(term);
  };
  const lift = (value: Value): Symbolic => {
    const draw = random.next();
    if (draw < 0.25) return known(value);
    if (draw < 0.4) return hidden(context, random, guard, lift, value);
    return part(context, random, guard, unknown, lift, value);
  };
  return { lift, model: () => modelOf(entries) };
}

/** The value among decoys. */
function hidden(
  context: Context,
  random: Random,
  guard: (holds: boolean) => Term,
  lift: (value: Value) => Symbolic,
  value: Value,
): Symbolic {
  const decoy = known(DECOYS[random.integer(0, DECOYS.length - 1)] ?? null);
  const real = lift(value);
  const yes = guard(true);
  return choose(context, [
    { guard: context.factory.not(yes), value: decoy },
    { guard: yes, value: real },
  ]);
}

function part(
  context: Context,
  random: Random,
  guard: (holds: boolean) => Term,
  unknown: (sort: Sort, value: ModelValue) => Term,
  lift: (value: Value) => Symbolic,
  value: Value,
): Symbolic {
  if (value === null) return known(null);
  if (isList(value)) return liftList(context, random, guard, lift, value);
  if (isObject(value)) return liftObject(context, random, guard, lift, value);
  const leaf = leafOf(random, value);
  return leaf === null ? known(value) : scalar(leaf.kind, unknown(leaf.sort, leaf.value));
}

function leafOf(random: Random, value: Value): { readonly kind: ScalarKind; readonly sort: Sort; readonly value: ModelValue } | null {
  if (typeof value === 'boolean') return { kind: 'boolean', sort: 'bool', value };
  if (typeof value === 'string') return { kind: 'string', sort: 'string', value };
  if (value === null || isList(value) || isObject(value)) return null;
  if (isNumber(value)) {
    return isInteger(value) && random.next() < 0.5 ? { kind: 'integer', sort: 'int', value } : { kind: 'number', sort: 'real', value };
  }
  return value.kind === 'timestamp' || value.kind === 'duration' ? { kind: value.kind, sort: 'int', value: ofBigInt(value.nanos) } : null;
}

function liftList(
  context: Context,
  random: Random,
  guard: (holds: boolean) => Term,
  lift: (value: Value) => Symbolic,
  list: readonly Value[],
): Symbolic {
  if (random.next() < 0.5) return listValue(list.map(lift));
  const slots: Alternative[] = [];
  for (const item of list) {
    if (random.next() < 0.3) slots.push({ guard: guard(false), value: lift(DECOYS[random.integer(0, DECOYS.length - 1)] ?? null) });
    slots.push({ guard: random.next() < 0.5 ? guard(true) : context.factory.true, value: lift(item) });
  }
  if (random.next() < 0.3) slots.push({ guard: guard(false), value: known('decoy') });
  return listOfGuarded(context, slots);
}

function liftObject(
  context: Context,
  random: Random,
  guard: (holds: boolean) => Term,
  lift: (value: Value) => Symbolic,
  object: ReadonlyMap<string | number | boolean, Value>,
): Symbolic {
  const log: MapWrite[] = [];
  const decoy = (): Symbolic => known(random.next() < 0.5 ? 'a' : 'zz');
  for (const [key, value] of object) {
    if (random.next() < 0.3) log.push({ guard: guard(false), key: decoy(), value: lift(1) });
    log.push({
      guard: random.next() < 0.5 ? guard(true) : context.factory.true,
      key: random.next() < 0.3 ? lift(key) : known(key),
      value: lift(value),
    });
    if (random.next() < 0.2) log.push({ guard: guard(false), key: decoy(), value: null });
  }
  return normalMap(context, { kind: 'map', base: null, log });
}
