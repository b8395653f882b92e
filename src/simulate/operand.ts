// Decides what an expression evaluates to: a value, or the records of a collection, which rules use like a map.

import { isInteger } from '../base/number.ts';
import { isList, isNumber, isObject, kindOf, type Value } from '../base/value.ts';
import type { ParameterKind } from '../contract/operators.ts';
import type { EvaluationError } from './evaluation-error.ts';
import type { Records } from './records.ts';

/** `Records` come from collection roots only; they never end up in a state, a response or inside another value. */
export type Operand = Value | Records;

/** What evaluating an expression gives. */
export type Evaluated = Operand | EvaluationError;

export function isRecords(operand: Operand): operand is Records {
  return typeof operand === 'object' && operand !== null && 'kind' in operand && operand.kind === 'records';
}

const FITS: Readonly<Record<ParameterKind, (operand: Value) => boolean>> = {
  any: () => true,
  boolean: (x) => typeof x === 'boolean',
  number: isNumber,
  integer: (x) => isNumber(x) && isInteger(x),
  string: (x) => typeof x === 'string',
  bytes: (x) => kindOf(x) === 'bytes',
  list: isList,
  map: isObject,
  time: (x) => kindOf(x) === 'timestamp' || kindOf(x) === 'duration',
};

/** Whether an argument is of the kind that a parameter asks for. */
export function fits(kind: ParameterKind, operand: Operand): boolean {
  return isRecords(operand) ? kind === 'map' || kind === 'any' : FITS[kind](operand);
}

/** The kind of an operand in words, for messages: `a string`, `null`, `a collection`. */
export function describeKind(operand: Operand): string {
  if (isRecords(operand)) return 'a collection';
  const kind = kindOf(operand);
  if (kind === 'null' || kind === 'bytes') return kind;
  return `${kind === 'object' ? 'an' : 'a'} ${kind}`;
}
