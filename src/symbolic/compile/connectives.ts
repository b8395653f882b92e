// Decides logic with three values: an error is absorbed by a side that decides, and by a branch that is not taken.

import type { Context } from '../context.ts';
import { isFalse, isTrue, isUndecided } from '../kinds.ts';
import { ite } from '../merge.ts';
import { booleanValue, failed } from '../normal.ts';
import type { Term } from '../term.ts';
import type { Result } from '../value.ts';
import type { Compiling, Node } from './compiling.ts';

export function compileAnd(compiling: Compiling, { left, right }: Node<'and'>): Result {
  return junction(compiling, left, right, isFalse, false);
}

export function compileOr(compiling: Compiling, { left, right }: Node<'or'>): Result {
  return junction(compiling, left, right, isTrue, true);
}

/** `decides`: when a side alone decides that the result is `outcome`. */
function junction(
  { context, compile }: Compiling,
  left: Node<'and'>['left'],
  right: Node<'and'>['right'],
  decides: (context: Context, result: Result) => Term,
  outcome: boolean,
): Result {
  const { factory } = context;
  const a = compile(left);
  const leftDecides = decides(context, a);
  if (leftDecides === factory.true) return { value: booleanValue(factory.bool(outcome)), error: factory.false };
  const b = compile(right);
  const rightDecides = decides(context, b);
  const decided = factory.or([leftDecides, rightDecides]);
  const undecided = factory.or([
    factory.and([isUndecided(context, a), factory.not(rightDecides)]),
    factory.and([isUndecided(context, b), factory.not(leftDecides)]),
  ]);
  return { value: booleanValue(outcome ? decided : factory.not(decided)), error: undecided };
}

export function compileConditional({ context, compile }: Compiling, expression: Node<'conditional'>): Result {
  const { factory } = context;
  const test = compile(expression.test);
  const undecided = isUndecided(context, test);
  if (undecided === factory.true) return failed(context);
  const yes = isTrue(context, test);
  if (undecided === factory.false && yes === factory.true) return compile(expression.then);
  const no = isFalse(context, test);
  if (undecided === factory.false && no === factory.true) return compile(expression.else);
  const then = compile(expression.then);
  const otherwise = compile(expression.else);
  const error = factory.or([undecided, factory.and([yes, then.error]), factory.and([no, otherwise.error])]);
  return { value: either(context, yes, then, otherwise), error };
}

/** A branch that is certainly an error has no value to choose. */
function either(context: Context, test: Term, then: Result, otherwise: Result): Result['value'] {
  if (then.error === context.factory.true) return otherwise.value;
  return otherwise.error === context.factory.true ? then.value : ite(context, test, then.value, otherwise.value);
}
