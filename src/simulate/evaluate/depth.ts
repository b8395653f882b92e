// Decides whether a value is nested too deep to go on with. Only a fold can nest without end, so only a fold asks.

import { DEFAULT_LIMITS } from '../../base/limits.ts';
import { nestingOf } from '../../base/nesting.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { type Evaluated, isRecords } from '../operand.ts';

/** Whether lists and objects are inside each other more than `maxDepth` times. */
export function nestedTooDeep(result: Evaluated): boolean {
  if (typeof result !== 'object' || result instanceof EvaluationError || (result !== null && isRecords(result))) return false;
  return nestingOf(result) > DEFAULT_LIMITS.maxDepth;
}
