// Decides the symbolic meaning of an expression: a value, and where it is an error. The twin of the concrete evaluator.

import type { Expression } from '../contract/expression.ts';
import { compileHas, compileIndex, compileMember } from './compile/access.ts';
import { compileCall, compileDispatch } from './compile/call.ts';
import { compileCollect } from './compile/collect.ts';
import type { Compiling, Frame } from './compile/compiling.ts';
import { compileAnd, compileConditional, compileOr } from './compile/connectives.ts';
import { compileDefinition, compileLet, compileList, compileObject } from './compile/construct.ts';
import { compileFold } from './compile/fold.ts';
import { compileQuantify } from './compile/quantify.ts';
import type { Context } from './context.ts';
import { LimitReached } from './limit-reached.ts';
import { failed, known, ok } from './normal.ts';
import type { Result } from './value.ts';

export type { Frame } from './compile/compiling.ts';

/**
 * The value of an expression in a frame. Where `error` holds it has none. The locals of the frame are overwritten by the macros and
 * `let`s in the expression. Throws `LimitReached` when it visits more elements than `limits.maxEvaluationSteps`.
 */
export function compileExpression(context: Context, expression: Expression, frame: Frame): Result {
  let steps = 0;
  const { maxEvaluationSteps } = context.limits;
  const spend = (count: number): void => {
    steps += count;
    if (steps > maxEvaluationSteps) throw new LimitReached('maxEvaluationSteps', maxEvaluationSteps, 'elements visited by one rule');
  };
  const within = (seen: Frame): Compiling => {
    const compiling: Compiling = { context, frame: seen, compile: (inner) => compileNode(compiling, inner), spend, within };
    return compiling;
  };
  return compileNode(within(frame), expression);
}

function compileNode(compiling: Compiling, expression: Expression): Result {
  const { context, frame } = compiling;
  switch (expression.kind) {
    case 'literal':
      return ok(context, known(expression.value));
    case 'local':
      return frame.locals[expression.slot] ?? failed(context);
    case 'root':
      return frame.root(expression.root);
    case 'member':
      return compileMember(compiling, expression);
    case 'index':
      return compileIndex(compiling, expression);
    case 'has':
      return compileHas(compiling, expression);
    case 'and':
      return compileAnd(compiling, expression);
    case 'or':
      return compileOr(compiling, expression);
    case 'conditional':
      return compileConditional(compiling, expression);
    case 'call':
      return compileCall(compiling, expression);
    case 'dispatch':
      return compileDispatch(compiling, expression);
    case 'list':
      return compileList(compiling, expression);
    case 'object':
      return compileObject(compiling, expression);
    case 'let':
      return compileLet(compiling, expression);
    case 'definition':
      return compileDefinition(compiling, expression);
    case 'quantify':
      return compileQuantify(compiling, expression);
    case 'collect':
      return compileCollect(compiling, expression);
    case 'fold':
      return compileFold(compiling, expression);
    case 'fresh':
      return frame.fresh(expression.collection, expression.ordinal);
  }
}
