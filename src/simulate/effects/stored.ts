// Decides how the value of an expression becomes JSON, to be stored or sent.

import { DEFAULT_LIMITS } from '../../base/limits.ts';
import { printDuration, printTimestamp } from '../../base/time.ts';
import { isList, isNumber, isObject, type ObjectKey, type ObjectValue, type Value } from '../../base/value.ts';
import { asPart } from '../evaluate/construct.ts';
import { EvaluationError, failure } from '../evaluation-error.ts';
import type { Evaluated } from '../operand.ts';

/**
 * Timestamps and durations become their text, collections objects. Bytes, types and keys that are not strings are no JSON, and an error.
 * A value that already is JSON is returned as it is, not copied.
 */
export function toStored(result: Evaluated): Value | EvaluationError {
  const value = asPart(result);
  return value instanceof EvaluationError ? value : encode(value, 0);
}

function encode(value: Value, depth: number): Value | EvaluationError {
  if (value === null || typeof value !== 'object' || isNumber(value)) return value;
  if (depth > DEFAULT_LIMITS.maxDepth) return failure('limit', `a value nested more than ${DEFAULT_LIMITS.maxDepth} deep`);
  if (isList(value)) return encodeList(value, depth);
  if (isObject(value)) return encodeObject(value, depth);
  switch (value.kind) {
    case 'timestamp':
      return printTimestamp(value);
    case 'duration':
      return printDuration(value);
    case 'bytes':
    case 'type':
      return failure('not-json', `${value.kind === 'type' ? 'a type' : 'bytes'} cannot be stored or sent`);
  }
}

function encodeList(list: readonly Value[], depth: number): Value | EvaluationError {
  const encoded: Value[] = [];
  let same = true;
  for (const item of list) {
    const part = encode(item, depth + 1);
    if (part instanceof EvaluationError) return part;
    same &&= part === item;
    encoded.push(part);
  }
  return same ? list : encoded;
}

function encodeObject(object: ObjectValue, depth: number): Value | EvaluationError {
  const encoded = new Map<ObjectKey, Value>();
  let same = true;
  for (const [key, item] of object) {
    if (typeof key !== 'string') return failure('not-json', `the key ${String(key)} of an object is not a string`);
    const part = encode(item, depth + 1);
    if (part instanceof EvaluationError) return part;
    same &&= part === item;
    encoded.set(key, part);
  }
  return same ? object : encoded;
}
