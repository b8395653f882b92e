// Decides how a macro walks over a list, an object or a collection, and what it binds on the way.

import { isList, isObject, type ListValue, type ObjectValue, type Value } from '../../base/value.ts';
import type { Binding } from '../../contract/expression.ts';
import { EvaluationError, failure } from '../evaluation-error.ts';
import { describeKind, type Evaluated, isRecords } from '../operand.ts';
import { entriesOf, type Records } from '../records.ts';
import { type Frame, spend } from './environment.ts';

/** What a macro calls an element: the element of a list, or the key of an object or collection. `key` is the index or key. Returns whether to stop. */
export type Visit = (element: Value, key: Value) => boolean;

/**
 * Binds and visits the elements in order until one visit says stop. An error if `over` is one or cannot be walked, or if the budget
 * of visits is used up.
 */
export function walk(frame: Frame, over: Evaluated, binding: Binding, visit: Visit): EvaluationError | null {
  if (over instanceof EvaluationError) return over;
  if (isRecords(over)) return walkRecords(frame, over, binding, visit);
  if (isList(over)) return walkList(frame, over, binding, visit);
  if (isObject(over)) return walkObject(frame, over, binding, visit);
  return failure('wrong-kind', `${describeKind(over)} has no elements`);
}

function bind(frame: Frame, binding: Binding, element: Value, key: Value, value: Value): void {
  if (binding.kind === 'single') {
    frame.locals[binding.slot] = element;
  } else {
    frame.locals[binding.key] = key;
    frame.locals[binding.value] = value;
  }
}

function walkList(frame: Frame, list: ListValue, binding: Binding, visit: Visit): EvaluationError | null {
  for (let i = 0; i < list.length; i += 1) {
    const problem = spend(frame, 1);
    if (problem !== null) return problem;
    const item = list[i] ?? null;
    bind(frame, binding, item, i, item);
    if (visit(item, i)) return null;
  }
  return null;
}

function walkObject(frame: Frame, object: ObjectValue, binding: Binding, visit: Visit): EvaluationError | null {
  for (const [key, value] of object) {
    const problem = spend(frame, 1);
    if (problem !== null) return problem;
    bind(frame, binding, key, key, value);
    if (visit(key, key)) return null;
  }
  return null;
}

function walkRecords(frame: Frame, records: Records, binding: Binding, visit: Visit): EvaluationError | null {
  for (const { key, record } of entriesOf(records)) {
    const problem = spend(frame, 1);
    if (problem !== null) return problem;
    bind(frame, binding, key, key, record);
    if (visit(key, key)) return null;
  }
  return null;
}
