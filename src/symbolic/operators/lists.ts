// Decides the operators on lists.

import { distinctValues } from '../../base/distinct.ts';
import { compareValues, equalValues } from '../../base/equality.ts';
import { add } from '../../base/number.ts';
import { isNumber, type ListValue, type Num, type Value } from '../../base/value.ts';
import { equalOperands } from '../collection-equality.ts';
import type { Context } from '../context.ts';
import { lengthOfFree } from '../free/facts.ts';
import { freeItem } from '../free/list.ts';
import { asNumber } from '../kinds.ts';
import { byPosition, ranksOf } from '../lists.ts';
import { booleanValue, listOfGuarded, listValue, numberValue, ok } from '../normal.ts';
import type { Term } from '../term.ts';
import { isUnrolled, slotsOfList } from '../unroll.ts';
import type { Alternative, Free, Symbolic } from '../value.ts';
import { boundedNumber } from './bounds.ts';
import { type CompileOperator, define } from './define.ts';
import { sizeOfLists, slotsOfLists } from './list-slots.ts';
import { allComparable, isBefore, leastSlot, sortKnown, sortSlots } from './sorting.ts';

export const compileConcatenateLists: CompileOperator = define(
  ['list', 'list'],
  (a, b) => [...a, ...b],
  (context, a, b) => ok(context, listOfGuarded(context, [...slotsOfLists(context, a), ...slotsOfLists(context, b)])),
);

export const compileListSize: CompileOperator = define(
  ['list'],
  (a) => a.length,
  (context, a) => ok(context, sizeOfLists(context, a)),
);

export const compileInList: CompileOperator = define(
  ['any', 'list'],
  (a, list) => list.some((item) => equalValues(a, item)),
  (context, a, lists) => {
    const { factory } = context;
    const cases = lists.map((list) => factory.and([list.guard, isIn(context, a, list.value)]));
    return ok(context, booleanValue(factory.or(cases)));
  },
);

function isIn(context: Context, a: Symbolic, list: Symbolic): Term {
  const { factory } = context;
  if (list.kind === 'free' && !isUnrolled(context, list)) return isInFree(context, a, list);
  return factory.or(slotsOfList(context, list).map((slot) => factory.and([slot.guard, equalOperands(context, a, slot.value)])));
}

function isInFree(context: Context, a: Symbolic, list: Free): Term {
  const { factory } = context;
  return context.quantify('exists', [{ name: 'i', sort: 'int' }], ([i]) => {
    const index = i ?? factory.int(0);
    const range = factory.and([factory.lessOrEqual(factory.int(0), index), factory.less(index, lengthOfFree(context, list))]);
    return { range, holds: equalOperands(context, a, freeItem(context, list, index)) };
  });
}

export const compileListIndexOf: CompileOperator = define(
  ['list', 'any'],
  (list, a) => list.findIndex((item) => equalValues(a, item)),
  (context, lists, a) => {
    const { factory } = context;
    const slots = slotsOfLists(context, lists);
    const ranks = ranksOf(context, slots);
    const position = slots.reduceRight((rest, slot, i) => {
      const here = factory.and([slot.guard, equalOperands(context, a, slot.value)]);
      return factory.ite(here, ranks[i] ?? rest, rest);
    }, factory.int(-1));
    return ok(context, numberValue(position));
  },
);

export const compileReverseList: CompileOperator = define(
  ['list'],
  (a) => a.toReversed(),
  (context, a) => ok(context, listOfGuarded(context, slotsOfLists(context, a).toReversed())),
);

export const compileDistinct: CompileOperator = define(
  ['list'],
  (a) => distinctValues(a),
  (context, a) => {
    const { factory } = context;
    const slots = slotsOfLists(context, a);
    const firsts = slots.map((slot, i) => {
      const repeated = slots.slice(0, i).map((other) => factory.and([other.guard, equalOperands(context, slot.value, other.value)]));
      return { guard: factory.and([slot.guard, factory.not(factory.or(repeated))]), value: slot.value };
    });
    return ok(context, listOfGuarded(context, firsts));
  },
);

export const compileSort: CompileOperator = define(
  ['list'],
  (a) => sortKnown(a, a),
  (context, a) =>
    sortSlots(
      context,
      slotsOfLists(context, a).map((slot) => ({ ...slot, rank: slot.value })),
    ),
);

export const compileSum: CompileOperator = define(
  ['list'],
  (a) => sumKnown(a),
  (context, a) => {
    const { factory } = context;
    const parts = slotsOfLists(context, a).map(({ guard, value }) => ({ guard, ...asNumber(context, value) }));
    const total = factory.sum(parts.map(({ guard, term }) => factory.ite(guard, term, factory.int(0))));
    return { value: numberValue(total), error: factory.or(parts.map(({ guard, error }) => factory.and([guard, error]))) };
  },
);

function sumKnown(list: ListValue): Num | undefined {
  let total: Num = 0;
  for (const item of list) {
    if (item === null || !isNumber(item)) return undefined;
    total = boundedNumber(add(total, item));
  }
  return total;
}

export const compileMinimum: CompileOperator = extreme(
  (order) => order < 0,
  (context, a, b) => isBefore(context, a, b),
);

export const compileMaximum: CompileOperator = extreme(
  (order) => order > 0,
  (context, a, b) => isBefore(context, b, a),
);

function extreme(isBetter: (order: number) => boolean, goesBefore: (context: Context, a: Symbolic, b: Symbolic) => Term): CompileOperator {
  return define(
    ['list'],
    (a): Value | undefined => {
      const [first, ...rest] = a;
      if (first === undefined || !allComparable(a)) return undefined;
      return rest.reduce((best, item) => (isBetter(compareValues(item, best) ?? 0) ? item : best), first);
    },
    (context, a) => leastSlot(context, slotsOfLists(context, a), (x, y) => goesBefore(context, x, y)),
  );
}

export const compileZip: CompileOperator = define(
  ['list', 'list'],
  (a, b) => a.slice(0, b.length).map((item, i) => [item, b[i] ?? null]),
  (context, a, b) => {
    const right = byPosition(context, slotsOfLists(context, b));
    const pairs = byPosition(context, slotsOfLists(context, a)).flatMap((slot, i): readonly Alternative[] => {
      const other = right[i];
      return other === undefined
        ? []
        : [{ guard: context.factory.and([slot.guard, other.guard]), value: listValue([slot.value, other.value]) }];
    });
    return ok(context, listOfGuarded(context, pairs));
  },
);
