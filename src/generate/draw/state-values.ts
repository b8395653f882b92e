// Decides which values of a state a request may borrow: keys that are or were in use, and the scalars of records and variables.

import { isList, isNumber, isObject, type Value } from '../../base/value.ts';
import { entriesOf, type Records } from '../../simulate/records.ts';
import type { State } from '../../simulate/state.ts';

/** Records of one collection that are looked into, and scalars taken of one record or variable. */
const MAX_RECORDS = 64;
const MAX_SCALARS = 32;

const scalars = new WeakMap<Records, readonly Value[]>();
const states = new WeakMap<State, readonly Value[]>();

/** Values that rules may compare a part of a request with. Of large collections the records at both ends speak for the others. */
export function scalarsOf(state: State): readonly Value[] {
  const before = states.get(state);
  if (before !== undefined) return before;
  const found: Value[] = [0, 1];
  for (const records of state.collections.values()) found.push(...scalarsOfRecords(records));
  for (const value of state.variables.values()) found.push(...scalarsIn(value));
  states.set(state, found);
  return found;
}

function scalarsOfRecords(records: Records): readonly Value[] {
  const before = scalars.get(records);
  if (before !== undefined) return before;
  const entries = entriesOf(records);
  const near = entries.length <= MAX_RECORDS ? entries : [...entries.slice(0, MAX_RECORDS / 2), ...entries.slice(-MAX_RECORDS / 2)];
  const retired = records.retired.toArray().slice(-MAX_RECORDS).filter(isPlain);
  const found = [...near.flatMap(({ key, record }) => [...scalarsIn(key), ...scalarsIn(record)]), ...retired];
  scalars.set(records, found);
  return found;
}

/** Keys stand for themselves in `retired` unless they begin with a NUL. */
function isPlain(key: string | number): boolean {
  return typeof key === 'number' || !key.startsWith('\u0000');
}

/** Strings and numbers in a value, the first ones. */
function scalarsIn(value: Value): readonly Value[] {
  const found: Value[] = [];
  const pending: Value[] = [value];
  for (let next = pending.pop(); next !== undefined && found.length < MAX_SCALARS; next = pending.pop()) {
    if (typeof next === 'string' || isNumber(next)) found.push(next);
    else if (next !== null && isList(next)) pending.push(...next);
    else if (next !== null && isObject(next)) pending.push(...next.values());
  }
  return found;
}
