// Decides the strict operators on truth values, equality and order.

import { compareValues, equalValues } from '../../base/equality.ts';
import type { Value } from '../../base/value.ts';
import type { OperatorName } from '../../contract/operators.ts';
import { EvaluationError, failure } from '../evaluation-error.ts';
import { describeKind, isRecords, type Operand } from '../operand.ts';
import { asObject, entriesOf, type Records, recordAt, recordsSize } from '../records.ts';
import { type Evaluate, strict } from './define.ts';

type Names = 'not' | 'equal' | 'notEqual' | 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual';

export const logicOperators: Readonly<Record<Extract<OperatorName, Names>, Evaluate>> = {
  not: strict(['boolean'], (a) => !a),
  equal: strict(['any', 'any'], (a, b) => equalOperands(a, b)),
  notEqual: strict(['any', 'any'], (a, b) => !equalOperands(a, b)),

  less: ordering((order) => order < 0),
  lessOrEqual: ordering((order) => order <= 0),
  greater: ordering((order) => order > 0),
  greaterOrEqual: ordering((order) => order >= 0),
};

function ordering(accept: (order: number) => boolean): Evaluate {
  return strict(['any', 'any'], (a, b) => {
    const order = compareOperands(a, b);
    return order instanceof EvaluationError ? order : accept(order);
  });
}

/** The order of two operands, or an `incomparable` error. */
function compareOperands(a: Operand, b: Operand): number | EvaluationError {
  const order = isRecords(a) || isRecords(b) ? null : compareValues(a, b);
  return order ?? failure('incomparable', `${describeKind(a)} and ${describeKind(b)} have no order`);
}

/** Equality by content; a collection equals another with equal records at equal keys, or an object that is the same map. */
export function equalOperands(a: Operand, b: Operand): boolean {
  if (isRecords(a)) return isRecords(b) ? equalRecords(a, b) : equalToObject(a, b);
  return isRecords(b) ? equalToObject(b, a) : equalValues(a, b);
}

function equalRecords(a: Records, b: Records): boolean {
  if (a === b) return true;
  if (recordsSize(a) !== recordsSize(b)) return false;
  return entriesOf(a).every(({ key, record }) => {
    const other = recordAt(b, key);
    return other !== undefined && equalValues(record, other);
  });
}

function equalToObject(records: Records, value: Value): boolean {
  const object = asObject(records);
  return object !== null && equalValues(object, value);
}
