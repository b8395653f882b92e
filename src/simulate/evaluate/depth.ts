// Decides whether a value is nested too deep to go on with. Only a fold can nest without end, so only a fold asks.

import { DEFAULT_LIMITS } from '../../base/limits.ts';
import { isList, isObject, type Value } from '../../base/value.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { type Evaluated, isRecords } from '../operand.ts';

const depths = new WeakMap<object, number>();

/** Whether lists and objects are inside each other more than `maxDepth` times. Asked anew as a value grows, it looks at new parts only. */
export function nestedTooDeep(result: Evaluated): boolean {
  if (typeof result !== 'object' || result instanceof EvaluationError || (result !== null && isRecords(result))) return false;
  return depthOf(result) > DEFAULT_LIMITS.maxDepth;
}

function depthOf(value: Value): number {
  if (value === null || typeof value !== 'object' || !(isList(value) || isObject(value))) return 0;
  const seen = depths.get(value);
  if (seen !== undefined) return seen;
  let deepest = 0;
  for (const item of value.values()) deepest = Math.max(deepest, depthOf(item));
  depths.set(value, deepest + 1);
  return deepest + 1;
}
