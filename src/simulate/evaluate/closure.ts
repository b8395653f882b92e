// Decides the form of a compiled expression: a function from an evaluation under way to a value or an error.

import type { Expression } from '../../contract/expression.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { describeKind, type Evaluated } from '../operand.ts';
import type { Frame } from './environment.ts';

export type Closure = (frame: Frame) => Evaluated;

/** Compiles a sub-expression. Handed down, so that the files of this folder do not import each other in circles. */
export type Compile = (expression: Expression) => Closure;

/** The part of an expression with this kind. */
export type Node<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

/** An error value attributed to the expression that it comes from. */
export function errorAt(expression: Expression, code: EvaluationError['code'], message: string): EvaluationError {
  return new EvaluationError(code, message, expression);
}

/** The error of a rule, or part of one, that should be a boolean and is not: the error it is, or a `wrong-kind`. */
export function notBoolean(result: Evaluated, expression: Expression): EvaluationError {
  return result instanceof EvaluationError
    ? result
    : errorAt(expression, 'wrong-kind', `expected a boolean, found ${describeKind(result)}`);
}
