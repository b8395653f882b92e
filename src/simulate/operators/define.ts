// Decides how an operator gets its arguments: checked against the kinds it declares, so that its body computes on well-kinded values only.

import { DEFAULT_LIMITS } from '../../base/limits.ts';
import { denominatorOf, MAX_NUMBER_DIGITS, numeratorOf } from '../../base/number.ts';
import type { Bytes, Duration, ListValue, Num, ObjectValue, Timestamp, Value } from '../../base/value.ts';
import type { ParameterKind } from '../../contract/operators.ts';
import { type EvaluationError, failure } from '../evaluation-error.ts';
import { describeKind, fits, type Operand } from '../operand.ts';
import type { Records } from '../records.ts';

/** The meaning of a strict operator. Its arguments are values; an error among them has been dealt with before. */
export type Evaluate = (args: readonly Operand[]) => Value | EvaluationError;

interface Argument {
  readonly any: Operand;
  readonly boolean: boolean;
  readonly number: Num;
  readonly integer: Num;
  readonly string: string;
  readonly bytes: Bytes;
  readonly list: ListValue;
  readonly map: ObjectValue | Records;
  readonly time: Timestamp | Duration;
}

type Arguments<Kinds extends readonly ParameterKind[]> = { readonly [Index in keyof Kinds]: Argument[Kinds[Index]] };

/** An operator on arguments of these kinds; the first argument of another kind, from the left, is a `wrong-kind` error. */
export function strict<const Kinds extends readonly ParameterKind[]>(
  kinds: Kinds,
  compute: (...args: Arguments<Kinds>) => Value | EvaluationError,
): Evaluate {
  // `fits` has just established what the type of `compute` asks for; the type system cannot follow a check by index.
  const unchecked = compute as unknown as (...args: readonly Operand[]) => Value | EvaluationError;
  return (args) => misfit(kinds, args) ?? unchecked(...args);
}

function misfit(kinds: readonly ParameterKind[], args: readonly Operand[]): EvaluationError | null {
  for (let i = 0; i < kinds.length; i += 1) {
    const kind = kinds[i] ?? 'any';
    const argument = args[i] ?? null;
    if (!fits(kind, argument)) return failure('wrong-kind', `expected ${KIND_NAMES[kind]}, found ${describeKind(argument)}`);
  }
  return null;
}

const KIND_NAMES: Readonly<Record<ParameterKind, string>> = {
  any: 'a value',
  boolean: 'a boolean',
  number: 'a number',
  integer: 'an integer',
  string: 'a string',
  bytes: 'bytes',
  list: 'a list',
  map: 'an object or a collection',
  time: 'a timestamp or a duration',
};

/** An integer as a JS number; integers beyond 2^53 become infinite, which is outside every range that an index can have. */
export function asIndex(n: Num): number {
  if (typeof n === 'number') return n;
  return n.numerator < 0n ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

const MAX_MAGNITUDE = 10n ** BigInt(MAX_NUMBER_DIGITS);

/** The number, or a `limit` error if it has too many digits to go on computing with. */
export function boundedNumber(n: Num): Num | EvaluationError {
  if (typeof n === 'number') return n;
  const numerator = numeratorOf(n);
  const large = numerator > MAX_MAGNITUDE || -numerator > MAX_MAGNITUDE || denominatorOf(n) > MAX_MAGNITUDE;
  return large ? failure('limit', `a number of more than ${MAX_NUMBER_DIGITS} digits`) : n;
}

/** Null if a value of this size may be built, else a `limit` error. Asked before building. */
export function tooLarge(size: number): EvaluationError | null {
  const limit = DEFAULT_LIMITS.maxValueSize;
  return size > limit ? failure('limit', `a value of more than ${limit} characters or elements`) : null;
}
