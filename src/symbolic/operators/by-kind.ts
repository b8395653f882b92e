// Decides operators that mean something else for each kind of value.

import type { ValueKind } from '../../base/value.ts';
import type { Context } from '../context.ts';
import { kindOfAlternative } from '../kinds.ts';
import { alternativesOf, choose } from '../merge.ts';
import type { Result, Symbolic } from '../value.ts';

/** What an operator gives for a value, which is no union, of one kind. */
export type OfKind = (context: Context, value: Symbolic) => Result;

/** The operator by the kind of its argument; kinds without an entry are errors. */
export function byKind(context: Context, value: Symbolic, cases: Readonly<Partial<Record<ValueKind, OfKind>>>): Result {
  const { factory } = context;
  const results = alternativesOf(context, value).map((alternative) => {
    const of = cases[kindOfAlternative(alternative.value)];
    return of === undefined
      ? { guard: alternative.guard, value: null, error: factory.true }
      : { guard: alternative.guard, ...of(context, alternative.value) };
  });
  const values = results.flatMap(({ guard, value: of }) => (of === null ? [] : [{ guard, value: of }]));
  return { value: choose(context, values), error: factory.or(results.map(({ guard, error }) => factory.and([guard, error]))) };
}
