// Decides how values are put in order: by CEL's order, stable, and only if all are comparable with the first.

import { compareValues } from '../../base/equality.ts';
import type { ListValue, Value } from '../../base/value.ts';
import { type EvaluationError, failure } from '../evaluation-error.ts';
import { describeKind } from '../operand.ts';

/** The elements in ascending order of their rank, equals in their order; an `incomparable` error if two ranks have no order. */
export function sorted(list: ListValue, rankOf: (item: Value, index: number) => Value): ListValue | EvaluationError {
  const ranked = list.map((item, index) => ({ item, rank: rankOf(item, index) }));
  const problem = incomparable(ranked.map(({ rank }) => rank));
  if (problem !== null) return problem;
  return ranked.sort((a, b) => compareValues(a.rank, b.rank) ?? 0).map(({ item }) => item);
}

/** The first element that no other goes before; `before` says which sign of the order that is. An error for none. */
export function leastBy(list: ListValue, before: (order: number) => boolean): Value | EvaluationError {
  const [first, ...rest] = list;
  if (first === undefined) return failure('empty', 'an empty list has no least or greatest element');
  const problem = incomparable(list);
  if (problem !== null) return problem;
  return rest.reduce((best, item) => (before(compareValues(item, best) ?? 0) ? item : best), first);
}

// Comparability is an equivalence, so comparing each with the first is enough. One element is in order whatever it is.
function incomparable(values: ListValue): EvaluationError | null {
  const [first = null, ...rest] = values;
  const other = rest.find((value) => compareValues(first, value) === null);
  return other === undefined ? null : failure('incomparable', `${describeKind(first)} and ${describeKind(other)} have no order`);
}
