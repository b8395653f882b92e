// Decides the operators on instants and durations; base/time.ts reads, prints and knows the calendar.

import { isInteger, MAX_NUMBER_DIGITS, numeratorOf } from '../../base/number.ts';
import { duration, NANOS_PER_SECOND, parseDuration, parseTimestamp, timestamp } from '../../base/time.ts';
import { timePart } from '../../base/time-part.ts';
import { type Duration, isNumber, kindOf, type Num, type Timestamp, type Value } from '../../base/value.ts';
import type { OperatorName } from '../../contract/operators.ts';
import { type EvaluationError, failure } from '../evaluation-error.ts';
import { describeKind, isRecords, type Operand } from '../operand.ts';
import { type Evaluate, strict } from './define.ts';

type Names = 'timestampOf' | 'durationOf' | 'addTime' | 'subtractTime' | 'timePart';

export const timeOperators: Readonly<Record<Extract<OperatorName, Names>, Evaluate>> = {
  timestampOf: strict(['any'], timestampOf),
  durationOf: strict(['any'], durationOf),
  addTime: strict(['time', 'time'], addTime),
  subtractTime: strict(['time', 'time'], subtractTime),
  timePart: strict(['time', 'string', 'string'], (a, part, zone) => {
    return timePart(a, part, zone) ?? failure('malformed', `a ${a.kind} has no ${part} in time zone '${zone}'`);
  }),
};

function timestampOf(a: Operand): Value | EvaluationError {
  if (typeof a === 'string') return parseTimestamp(a) ?? failure('malformed', 'the text is no RFC 3339 timestamp');
  if (isRecords(a)) return failure('no-overload', 'a collection is no timestamp');
  if (isNumber(a)) return ofSeconds(a);
  return kindOf(a) === 'timestamp' ? a : failure('no-overload', `${describeKind(a)} is no timestamp`);
}

function ofSeconds(seconds: Num): Timestamp | EvaluationError {
  if (!isInteger(seconds)) return failure('no-overload', 'a timestamp is made of whole seconds');
  return inRange(numeratorOf(seconds) * NANOS_PER_SECOND);
}

function inRange(nanos: bigint): Timestamp | EvaluationError {
  return timestamp(nanos) ?? failure('out-of-range', 'a timestamp outside the years 1 to 9999');
}

function durationOf(a: Operand): Value | EvaluationError {
  if (typeof a === 'string') return parseDuration(a) ?? failure('malformed', 'the text is no duration');
  return !isRecords(a) && kindOf(a) === 'duration' ? a : failure('no-overload', `${describeKind(a)} is no duration`);
}

const MAX_NANOS = 10n ** BigInt(MAX_NUMBER_DIGITS);

function span(nanos: bigint): Duration | EvaluationError {
  return nanos > MAX_NANOS || -nanos > MAX_NANOS
    ? failure('limit', `a duration of more than ${MAX_NUMBER_DIGITS} digits`)
    : duration(nanos);
}

function addTime(a: Timestamp | Duration, b: Timestamp | Duration): Value | EvaluationError {
  if (a.kind === 'timestamp' && b.kind === 'timestamp') return failure('no-overload', 'two timestamps cannot be added');
  return a.kind === 'duration' && b.kind === 'duration' ? span(a.nanos + b.nanos) : inRange(a.nanos + b.nanos);
}

function subtractTime(a: Timestamp | Duration, b: Timestamp | Duration): Value | EvaluationError {
  if (a.kind === b.kind) return span(a.nanos - b.nanos);
  return a.kind === 'timestamp' ? inRange(a.nanos - b.nanos) : failure('no-overload', 'a timestamp cannot be taken from a duration');
}
