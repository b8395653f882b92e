// Decides negation, equality and order of symbolic values.

import { compareValues, equalValues } from '../../base/equality.ts';
import type { Value } from '../../base/value.ts';
import { equalOperands } from '../collection-equality.ts';
import type { Context } from '../context.ts';
import { alternativesOf, type ScalarClass, scalarClass, termOf } from '../merge.ts';
import { booleanValue, ok } from '../normal.ts';
import type { Term } from '../term.ts';
import type { Result, Symbolic } from '../value.ts';
import { type CompileOperator, define } from './define.ts';

export const compileNot: CompileOperator = define(
  ['boolean'],
  (a) => !a,
  (context, a) => ok(context, booleanValue(context.factory.not(a))),
);

export const compileEqual: CompileOperator = define(
  ['any', 'any'],
  (a, b) => equalValues(a, b),
  (context, a, b) => ok(context, booleanValue(equalOperands(context, a, b))),
);

export const compileNotEqual: CompileOperator = define(
  ['any', 'any'],
  (a, b) => !equalValues(a, b),
  (context, a, b) => ok(context, booleanValue(context.factory.not(equalOperands(context, a, b)))),
);

export const compileLess: CompileOperator = ordering(
  (order) => order < 0,
  (context, a, b) => before(context, a, b),
);

export const compileLessOrEqual: CompileOperator = ordering(
  (order) => order <= 0,
  (context, a, b) => context.factory.not(before(context, b, a)),
);

export const compileGreater: CompileOperator = ordering(
  (order) => order > 0,
  (context, a, b) => before(context, b, a),
);

export const compileGreaterOrEqual: CompileOperator = ordering(
  (order) => order >= 0,
  (context, a, b) => context.factory.not(before(context, a, b)),
);

/** The order of two scalars of one class. */
type Compare = (context: Context, a: Symbolic, b: Symbolic) => Term;

function ordering(accepts: (order: number) => boolean, compare: Compare): CompileOperator {
  const onKnown = (a: Value, b: Value): Value | undefined => {
    const order = compareValues(a, b);
    return order === null ? undefined : accepts(order);
  };
  return define(['any', 'any'], onKnown, (context, a, b) => ordered(context, a, b, compare));
}

/** The comparison of two values; an error where they have no order. */
function ordered(context: Context, a: Symbolic, b: Symbolic, compare: Compare): Result {
  const { factory } = context;
  const comparable: Term[] = [];
  const holds: Term[] = [];
  for (const x of alternativesOf(context, a)) {
    for (const y of alternativesOf(context, b)) {
      if (!areComparable(x.value, y.value)) continue;
      const both = factory.and([x.guard, y.guard]);
      comparable.push(both);
      holds.push(factory.and([both, compare(context, x.value, y.value)]));
    }
  }
  return { value: booleanValue(factory.or(holds)), error: factory.not(factory.or(comparable)) };
}

/** Whether two values that are no unions have an order. */
export function areComparable(a: Symbolic, b: Symbolic): boolean {
  if (a.kind === 'known' && b.kind === 'known') return compareValues(a.value, b.value) !== null;
  const kind = scalarClass(a);
  return kind !== null && kind === scalarClass(b);
}

/** Whether `a` is strictly before `b`, both comparable and no unions. */
export function before(context: Context, a: Symbolic, b: Symbolic): Term {
  const { factory } = context;
  if (a.kind === 'known' && b.kind === 'known') return factory.bool((compareValues(a.value, b.value) ?? 0) < 0);
  return beforeTerms(context, scalarClass(a), termOf(context, a), termOf(context, b));
}

function beforeTerms(context: Context, kind: ScalarClass | null, a: Term, b: Term): Term {
  const { factory } = context;
  if (kind === 'boolean') return factory.and([factory.not(a), b]);
  return kind === 'string' ? factory.textLess(a, b) : factory.less(a, b);
}
