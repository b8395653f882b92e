// Decides what an evaluation without a value is: a small error value with a code, that travels like any other value.

import type { Expression } from '../contract/expression.ts';

/** Why an expression has no value. `limit` is the one that says nothing about the contract: the evaluation was too large. */
export type ErrorCode =
  | 'wrong-kind'
  | 'no-overload'
  | 'no-such-key'
  | 'no-such-property'
  | 'out-of-range'
  | 'division-by-zero'
  | 'malformed'
  | 'incomparable'
  | 'empty'
  | 'no-element'
  | 'duplicate-key'
  | 'not-json'
  | 'absent'
  | 'limit'
  | 'no-choice';

/** An error value (CEL's term). Not an exception: it is never thrown and has no stack. */
export class EvaluationError {
  readonly code: ErrorCode;
  readonly message: string;
  /** The sub-expression that failed; null until the evaluator has attributed it. */
  readonly expression: Expression | null;

  constructor(code: ErrorCode, message: string, expression: Expression | null = null) {
    this.code = code;
    this.message = message;
    this.expression = expression;
  }

  /** The same error, attributed to an expression unless it already is. */
  at(expression: Expression): EvaluationError {
    return this.expression === null ? new EvaluationError(this.code, this.message, expression) : this;
  }
}

/** An error value not yet attributed to an expression. */
export function failure(code: ErrorCode, message: string): EvaluationError {
  return new EvaluationError(code, message);
}
