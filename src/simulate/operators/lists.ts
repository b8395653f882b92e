// Decides the operators on lists.

import { add } from '../../base/number.ts';
import { isList, isNumber, type ListValue, type Num } from '../../base/value.ts';
import type { OperatorName } from '../../contract/operators.ts';
import { EvaluationError, failure } from '../evaluation-error.ts';
import { type KeyText, keyText } from '../key.ts';
import { describeKind } from '../operand.ts';
import { asIndex, boundedNumber, type Evaluate, strict, tooLarge } from './define.ts';
import { equalOperands } from './logic.ts';
import { leastBy, sorted } from './sorting.ts';

type Names =
  | 'concatenateLists'
  | 'listSize'
  | 'inList'
  | 'listIndexOf'
  | 'range'
  | 'slice'
  | 'flatten'
  | 'distinct'
  | 'sort'
  | 'reverseList'
  | 'sum'
  | 'minimum'
  | 'maximum'
  | 'zip';

export const listOperators: Readonly<Record<Extract<OperatorName, Names>, Evaluate>> = {
  concatenateLists: strict(['list', 'list'], (a, b) => tooLarge(a.length + b.length) ?? [...a, ...b]),
  listSize: strict(['list'], (a) => a.length),
  inList: strict(['any', 'list'], (a, b) => b.some((item) => equalOperands(a, item))),
  listIndexOf: strict(['list', 'any'], (a, b) => a.findIndex((item) => equalOperands(b, item))),
  range: strict(['integer'], (size) => range(asIndex(size))),
  slice: strict(['list', 'integer', 'integer'], (a, start, end) => slice(a, asIndex(start), asIndex(end))),
  flatten: strict(['list', 'integer'], (a, depth) => flatten(a, asIndex(depth))),
  distinct: strict(['list'], distinct),
  sort: strict(['list'], (a) => sorted(a, (item) => item)),
  reverseList: strict(['list'], (a) => a.toReversed()),
  sum: strict(['list'], sum),
  minimum: strict(['list'], (a) => leastBy(a, (order) => order < 0)),
  maximum: strict(['list'], (a) => leastBy(a, (order) => order > 0)),
  zip: strict(['list', 'list'], (a, b) => a.slice(0, b.length).map((item, i) => [item, b[i] ?? null])),
};

function range(size: number): ListValue | EvaluationError {
  if (size < 0) return failure('out-of-range', `a range cannot have ${size} elements`);
  return tooLarge(size) ?? Array.from({ length: size }, (_, i) => i);
}

function slice(list: ListValue, start: number, end: number): ListValue | EvaluationError {
  const inside = start >= 0 && start <= end && end <= list.length;
  return inside ? list.slice(start, end) : failure('out-of-range', `no slice from ${start} to ${end} of ${list.length} elements`);
}

function flatten(list: ListValue, depth: number): ListValue | EvaluationError {
  if (depth < 0) return failure('out-of-range', `cannot flatten ${depth} levels`);
  let flat = list;
  for (let level = 0; level < depth && flat.some(isList); level += 1) {
    const size = flat.reduce<number>((sum, item) => sum + (isList(item) ? item.length : 1), 0);
    const problem = tooLarge(size);
    if (problem !== null) return problem;
    flat = flat.flatMap((item) => (isList(item) ? item : [item]));
  }
  return flat;
}

function distinct(list: ListValue): ListValue {
  const seen = new Set<KeyText>();
  return list.filter((item) => {
    const text = keyText(item);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

function sum(list: ListValue): Num | EvaluationError {
  let total: Num = 0;
  for (const item of list) {
    if (!isNumber(item)) return failure('wrong-kind', `sum needs numbers, found ${describeKind(item)}`);
    const next = boundedNumber(add(total, item));
    if (next instanceof EvaluationError) return next;
    total = next;
  }
  return total;
}
