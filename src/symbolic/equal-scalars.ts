// Decides when two scalars are equal: by content, integers and fractions alike, values of different kinds never.

import { equalValues } from '../base/equality.ts';
import type { Context } from './context.ts';
import { alternativesOf, scalarClass, termOf } from './merge.ts';
import type { Term } from './term.ts';
import type { Symbolic } from './value.ts';

/** Equality of two values of which at least one is certainly a scalar (or a union of scalars), as keys are. */
export function equalScalars(context: Context, a: Symbolic, b: Symbolic): Term {
  const { factory } = context;
  if (a.kind !== 'union' && b.kind !== 'union') return equalAlternatives(context, a, b);
  const cases: Term[] = [];
  for (const x of alternativesOf(context, a)) {
    for (const y of alternativesOf(context, b)) cases.push(factory.and([x.guard, y.guard, equalAlternatives(context, x.value, y.value)]));
  }
  return factory.or(cases);
}

function equalAlternatives(context: Context, a: Symbolic, b: Symbolic): Term {
  const { factory } = context;
  if (a.kind === 'known' && b.kind === 'known') return factory.bool(equalValues(a.value, b.value));
  const kind = scalarClass(a);
  if (kind === null || kind !== scalarClass(b)) return factory.false;
  return factory.equal(termOf(context, a), termOf(context, b));
}
