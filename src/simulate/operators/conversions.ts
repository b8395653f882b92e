// Decides how a value of one kind is read as another.

import { floor, isInteger, parseNumber, printNumber, ratio, truncate } from '../../base/number.ts';
import { NANOS_PER_SECOND, printDuration, printTimestamp } from '../../base/time.ts';
import { isNumber, kindOf, type Value, type ValueKind } from '../../base/value.ts';
import type { OperatorName } from '../../contract/operators.ts';
import { type EvaluationError, failure } from '../evaluation-error.ts';
import { describeKind, isRecords, type Operand } from '../operand.ts';
import { type Evaluate, strict } from './define.ts';

type Names = 'toText' | 'toNumber' | 'toInteger' | 'toBoolean' | 'typeName';

export const conversionOperators: Readonly<Record<Extract<OperatorName, Names>, Evaluate>> = {
  toText: strict(['any'], toText),
  toNumber: strict(['any'], toNumber),
  toInteger: strict(['any'], toInteger),
  toBoolean: strict(['any'], toBoolean),
  typeName: strict(['any'], (a) => ({ kind: 'type', name: typeName(a) })),
};

function unconvertible(a: Operand, into: string): EvaluationError {
  return failure('no-overload', `${describeKind(a)} cannot be read as ${into}`);
}

function toText(a: Operand): Value | EvaluationError {
  if (typeof a === 'string') return a;
  if (typeof a === 'boolean') return String(a);
  if (a === null || isRecords(a)) return unconvertible(a, 'a string');
  if (isNumber(a)) return printNumber(a) ?? failure('malformed', 'the number has no exact decimal text');
  if (!('kind' in a)) return unconvertible(a, 'a string');
  switch (a.kind) {
    case 'timestamp':
      return printTimestamp(a);
    case 'duration':
      return printDuration(a);
    case 'bytes':
      return decodeUtf8(a.bytes);
    case 'type':
      return unconvertible(a, 'a string');
  }
}

function decodeUtf8(bytes: Uint8Array): string | EvaluationError {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return failure('malformed', 'the bytes are not UTF-8'); // TextDecoder has no other way to say so.
  }
}

function toNumber(a: Operand): Value | EvaluationError {
  if (typeof a === 'string') return parseNumber(a) ?? failure('malformed', 'the text is no decimal number');
  return !isRecords(a) && isNumber(a) ? a : unconvertible(a, 'a number');
}

const WHOLE = /^[+-]?\d+$/;

function toInteger(a: Operand): Value | EvaluationError {
  if (typeof a === 'string') return (WHOLE.test(a) ? parseNumber(a) : null) ?? failure('malformed', 'the text is no integer');
  if (isRecords(a)) return unconvertible(a, 'an integer');
  if (isNumber(a)) return truncate(a);
  if (kindOf(a) === 'timestamp' && a !== null && typeof a === 'object' && 'nanos' in a) return floor(ratio(a.nanos, NANOS_PER_SECOND));
  return unconvertible(a, 'an integer');
}

const TRUE_TEXTS: readonly string[] = ['true', 'True', 'TRUE', 't', '1'];
const FALSE_TEXTS: readonly string[] = ['false', 'False', 'FALSE', 'f', '0'];

function toBoolean(a: Operand): Value | EvaluationError {
  if (typeof a === 'boolean') return a;
  if (typeof a !== 'string') return unconvertible(a, 'a boolean');
  if (TRUE_TEXTS.includes(a)) return true;
  return FALSE_TEXTS.includes(a) ? false : failure('malformed', 'the text is no boolean');
}

const CEL_TYPES: Readonly<Record<ValueKind, string>> = {
  null: 'null_type',
  boolean: 'bool',
  number: 'double',
  string: 'string',
  list: 'list',
  object: 'map',
  timestamp: 'google.protobuf.Timestamp',
  duration: 'google.protobuf.Duration',
  bytes: 'bytes',
  type: 'type',
};

function typeName(a: Operand): string {
  if (isRecords(a)) return 'map';
  return isNumber(a) && isInteger(a) ? 'int' : CEL_TYPES[kindOf(a)];
}
