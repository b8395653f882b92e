// Decides the meaning of a rule at one moment: its result, or whether it is exactly true.

import type { Expression } from '../../contract/expression.ts';
import { lookUp } from '../collection/read.ts';
import { compileExpression } from '../compile.ts';
import type { Execution } from '../execution.ts';
import { frameOf, type Sight } from '../frame.ts';
import { collectionOf } from '../state.ts';
import type { Term } from '../term.ts';
import type { Result, Symbolic } from '../value.ts';
import { isTrue, ok } from '../values.ts';
import type { Each } from './invariant-form.ts';

export function evaluateRule(execution: Execution, sight: Sight, expression: Expression): Result {
  return compileExpression(execution.context, expression, frameOf(execution, sight));
}

/** Whether the rule is exactly true: neither false nor an error nor another value. */
export function ruleHolds(execution: Execution, sight: Sight, expression: Expression): Term {
  return isTrue(execution.context, evaluateRule(execution, sight, expression));
}

/** Whether what an invariant says of every record holds of the one at the key, if there is one. */
export function eachHolds(execution: Execution, sight: Sight, each: Each, key: Symbolic): Term {
  const { context } = execution;
  const { present, record } = lookUp(context, collectionOf(sight.state, each.collection), key);
  if (present === context.factory.false) return context.factory.true;
  const frame = frameOf(execution, sight);
  bind(execution, frame.locals, each, key, record);
  return context.factory.implies(present, isTrue(context, compileExpression(context, each.body, frame)));
}

function bind(execution: Execution, locals: Result[], { binding }: Each, key: Symbolic, record: Symbolic): void {
  const { context } = execution;
  if (binding.kind === 'single') {
    locals[binding.slot] = ok(context, key);
    return;
  }
  locals[binding.key] = ok(context, key);
  locals[binding.value] = ok(context, record);
}
