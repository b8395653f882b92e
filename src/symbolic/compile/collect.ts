// Decides the macros that go element by element: `filter`, `map`, `transformMap`, `count`, `first`, `sortBy`.

import type { Context } from '../context.ts';
import { elementsOf, walkable } from '../iterate.ts';
import { isTrue, isUndecided, kindTerm } from '../kinds.ts';
import { countOf } from '../lists.ts';
import { entriesOfObject } from '../members.ts';
import { choose } from '../merge.ts';
import { failed, listOfGuarded, numberValue, ok } from '../normal.ts';
import { sortSlots } from '../operators/sorting.ts';
import type { Term } from '../term.ts';
import type { Alternative, MapWrite, Result, Symbolic } from '../value.ts';
import { bind, type Element, elementOf } from './bind.ts';
import type { Compiling, Node } from './compiling.ts';
import { asPart, objectOf } from './construct.ts';

/** An element that is kept where `guard` holds: what walking gives, its key, and what the body makes of it. */
interface Kept {
  readonly guard: Term;
  readonly element: Symbolic;
  readonly key: Symbolic;
  readonly made: Symbolic;
}

export function compileCollect(compiling: Compiling, expression: Node<'collect'>): Result {
  const { context } = compiling;
  const { factory } = context;
  const over = compiling.compile(expression.over);
  if (over.error === factory.true) return failed(context);
  const { alternatives, error } = walkable(context, over.value);
  const errors: Term[] = [over.error, error];
  const kept: Kept[] = [];
  for (const { guard, value } of alternatives) {
    for (const { key, present, value: element } of elementsOf(context, value).slots) {
      const one = keep(compiling, expression, value, { key, value: element }, factory.and([guard, present]), errors);
      if (one !== null) kept.push(one);
      if (errors.at(-1) === factory.true) return failed(context);
    }
  }
  const result = FINISH[expression.macro](context, kept);
  return { value: result.value, error: factory.or([...errors, result.error]) };
}

/** The element, if it can be kept. Adds to the errors; the last one added is the latest. */
function keep(
  compiling: Compiling,
  { binding, where, body }: Node<'collect'>,
  over: Symbolic,
  element: Element,
  present: Term,
  errors: Term[],
): Kept | null {
  const { context } = compiling;
  const { factory } = context;
  compiling.spend(1);
  bind(compiling, binding, over, element);
  const test = where === null ? null : compiling.compile(where);
  if (test !== null) errors.push(factory.and([present, isUndecided(context, test)]));
  const guard = test === null ? present : factory.and([present, isTrue(context, test)]);
  if (guard === factory.false) return null;
  const made = body === null ? null : compiling.compile(body);
  if (made !== null) errors.push(factory.and([guard, made.error]));
  const itself = elementOf(over, element);
  return { guard, element: itself, key: element.key, made: made === null ? itself : asPart(context, made.value) };
}

type Finish = (context: Context, kept: readonly Kept[]) => Result;

const FINISH: Readonly<Record<Node<'collect'>['macro'], Finish>> = {
  filter: (context, kept) => ok(context, listOfGuarded(context, elements(kept))),
  map: (context, kept) =>
    ok(
      context,
      listOfGuarded(
        context,
        kept.map(({ guard, made }) => ({ guard, value: made })),
      ),
    ),
  transformMap: (context, kept) =>
    objectOf(
      context,
      kept.map(({ guard, key, made }) => ({ guard, key, value: made })),
    ),
  transformMapEntry,
  count: (context, kept) => ok(context, numberValue(countOf(context, elements(kept)))),
  first,
  sortBy: (context, kept) =>
    sortSlots(
      context,
      kept.map(({ guard, element, made }) => ({ guard, value: element, rank: made })),
    ),
};

function elements(kept: readonly Kept[]): readonly Alternative[] {
  return kept.map(({ guard, element }) => ({ guard, value: element }));
}

function first(context: Context, kept: readonly Kept[]): Result {
  const { factory } = context;
  let none = factory.true;
  const firsts: Alternative[] = [];
  for (const { guard, element } of kept) {
    firsts.push({ guard: factory.and([none, guard]), value: element });
    none = factory.and([none, factory.not(guard)]);
  }
  return { value: choose(context, firsts), error: none };
}

/** The union of the objects; an error where one is none, or two have the same key. */
function transformMapEntry(context: Context, kept: readonly Kept[]): Result {
  const { factory } = context;
  const notObjects = kept.map(({ guard, made }) => factory.and([guard, factory.not(kindTerm(context, made, 'object'))]));
  const entries = kept.flatMap(({ guard, made }) =>
    entriesOfObject(context, made).map(({ key, present, value }): MapWrite => ({ guard: factory.and([guard, present]), key, value })),
  );
  const { value, error } = objectOf(context, entries);
  return { value, error: factory.or([...notObjects, error]) };
}
