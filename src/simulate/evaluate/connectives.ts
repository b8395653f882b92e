// Decides the expressions that absorb errors (and, or, conditional) and the strict calls, which do not.

import { isList } from '../../base/value.ts';
import type { Expression } from '../../contract/expression.ts';
import { OPERATORS, type OperatorName } from '../../contract/operators.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { describeKind, type Evaluated, fits, isRecords, type Operand } from '../operand.ts';
import { evaluateOperators } from '../operators/table.ts';
import { recordsSize } from '../records.ts';
import { type Closure, type Compile, errorAt, type Node, notBoolean } from './closure.ts';
import { exceed, type Frame, spend } from './environment.ts';

/** False if either side is false, else the first error, else true. The right side is not evaluated if the left is false. */
export function compileAnd(expression: Node<'and'>, compile: Compile): Closure {
  return decidedBy(false, expression, compile);
}

/** True if either side is true, else the first error, else false. The right side is not evaluated if the left is true. */
export function compileOr(expression: Node<'or'>, compile: Compile): Closure {
  return decidedBy(true, expression, compile);
}

function decidedBy(deciding: boolean, expression: Node<'and'> | Node<'or'>, compile: Compile): Closure {
  const left = compile(expression.left);
  const right = compile(expression.right);
  return (frame) => {
    const first = left(frame);
    if (first === deciding) return deciding;
    const second = right(frame);
    if (second === deciding) return deciding;
    if (typeof first !== 'boolean') return notBoolean(first, expression.left);
    return typeof second === 'boolean' ? second : notBoolean(second, expression.right);
  };
}

/** Evaluates the branch that the test selects and not the other. */
export function compileConditional(expression: Node<'conditional'>, compile: Compile): Closure {
  const test = compile(expression.test);
  const onTrue = compile(expression.then);
  const onFalse = compile(expression.else);
  return (frame) => {
    const decision = test(frame);
    if (decision === true) return onTrue(frame);
    return decision === false ? onFalse(frame) : notBoolean(decision, expression.test);
  };
}

export function compileCall(expression: Node<'call'>, compile: Compile): Closure {
  const operate = evaluateOperators[expression.operator];
  const args = expression.args.map(compile);
  return (frame) => {
    const values = evaluateAll(frame, args);
    return values instanceof EvaluationError ? values : attributed(frame, operate(values), expression);
  };
}

/** The first candidate whose parameter kinds fit the arguments. */
export function compileDispatch(expression: Node<'dispatch'>, compile: Compile): Closure {
  const args = expression.args.map(compile);
  return (frame) => {
    const values = evaluateAll(frame, args);
    if (values instanceof EvaluationError) return values;
    const operator = expression.candidates.find((candidate) => accepts(candidate, values));
    if (operator !== undefined) return attributed(frame, evaluateOperators[operator](values), expression);
    return errorAt(expression, 'no-overload', `no meaning for ${values.map(describeKind).join(' and ')}`);
  };
}

function accepts(operator: OperatorName, args: readonly Operand[]): boolean {
  const { parameters } = OPERATORS[operator];
  return parameters.length === args.length && parameters.every((kind, i) => fits(kind, args[i] ?? null));
}

function evaluateAll(frame: Frame, args: readonly Closure[]): readonly Operand[] | EvaluationError {
  const values: Operand[] = [];
  for (const argument of args) {
    const value = argument(frame);
    if (value instanceof EvaluationError) return value;
    const problem = spend(frame, weight(value));
    if (problem !== null) return problem;
    values.push(value);
  }
  return values;
}

/** What an operator may have to look at in an argument, in elements. */
function weight(value: Operand): number {
  if (typeof value === 'string') return 1 + value.length / 64;
  if (typeof value !== 'object' || value === null) return 1;
  return isRecords(value) ? recordsSize(value) : isList(value) ? 1 + value.length : 1;
}

function attributed(frame: Frame, result: Evaluated, expression: Expression): Evaluated {
  if (!(result instanceof EvaluationError)) return result;
  const error = result.at(expression);
  return error.code === 'limit' ? exceed(frame, error) : error;
}
