// Decides what an expression means, concretely: it is compiled once to closures over an evaluation frame, then called.

import type { Expression } from '../../contract/expression.ts';
import type { EvaluationError } from '../evaluation-error.ts';
import type { Evaluated } from '../operand.ts';
import { compileHas, compileIndex, compileMember, compileRoot } from './access.ts';
import { type Closure, notBoolean } from './closure.ts';
import { compileAnd, compileCall, compileConditional, compileDispatch, compileOr } from './connectives.ts';
import { compileDefinition, compileFresh, compileLet, compileList, compileLocal, compileObject } from './construct.ts';
import { type Environment, type Frame, frameOf } from './environment.ts';
import { compileCollect, compileFold, compileQuantify } from './macros.ts';

const closures = new WeakMap<Expression, Closure>();

/** The closure of an expression; made once for each expression object. Its recursion is as deep as the expression is nested. */
function compileExpression(expression: Expression): Closure {
  let closure = closures.get(expression);
  if (closure === undefined) {
    closure = compileNode(expression);
    closures.set(expression, closure);
  }
  return closure;
}

function compileNode(expression: Expression): Closure {
  const compile = compileExpression;
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression;
      return () => value;
    }
    case 'local':
      return compileLocal(expression);
    case 'root':
      return compileRoot(expression);
    case 'member':
      return compileMember(expression, compile);
    case 'index':
      return compileIndex(expression, compile);
    case 'has':
      return compileHas(expression, compile);
    case 'and':
      return compileAnd(expression, compile);
    case 'or':
      return compileOr(expression, compile);
    case 'conditional':
      return compileConditional(expression, compile);
    case 'call':
      return compileCall(expression, compile);
    case 'dispatch':
      return compileDispatch(expression, compile);
    case 'list':
      return compileList(expression, compile);
    case 'object':
      return compileObject(expression, compile);
    case 'let':
      return compileLet(expression, compile);
    case 'definition':
      return compileDefinition(expression, compile);
    case 'quantify':
      return compileQuantify(expression, compile);
    case 'collect':
      return compileCollect(expression, compile);
    case 'fold':
      return compileFold(expression, compile);
    case 'fresh':
      return compileFresh(expression);
  }
}

/**
 * The value of an expression, or an error value. A `limit` or `no-choice` error is the result also where an operator absorbed it: the
 * expression then has a meaning, but not one that was found out.
 */
export function evaluate(expression: Expression, environment: Environment): Evaluated {
  return evaluateIn(expression, frameOf(environment));
}

/** Like `evaluate`, in a frame whose first locals are bound. */
export function evaluateIn(expression: Expression, frame: Frame): Evaluated {
  const result = compileExpression(expression)(frame);
  return frame.exceeded ?? result;
}

/** Whether a rule holds. What is neither true nor false is an error: it does not hold, and neither does its negation. */
export function holds(expression: Expression, environment: Environment): boolean | EvaluationError {
  const result = evaluate(expression, environment);
  return typeof result === 'boolean' ? result : notBoolean(result, expression);
}
