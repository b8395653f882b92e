// Decides which records a list or an object of them holds, under which keys; every record must name its own key, once.

import type { Diagnostic } from '../base/diagnostic.ts';
import { toJson } from '../base/json.ts';
import { isList, isObject, kindOf, type ObjectValue, type Value } from '../base/value.ts';
import type { Collection } from '../contract/contract.ts';
import { type KeyText, keyOf, keyText } from './key.ts';
import { showKey } from './place-path.ts';
import { type Entry, type Records, recordsOf } from './records.ts';

/** Complaints about one collection that are reported; the rest is counted. */
const MAX_PROBLEMS = 10;

export interface ReadRecords {
  readonly records: Records;
  readonly problems: readonly Diagnostic[];
}

/** Reads `[records…]`, or `{key: record, …}` where the key must be the text of the record's own. */
export function collectRecords(collection: Collection, given: Value): ReadRecords {
  if (isList(given))
    return gather(
      collection,
      given.map((record, i) => [`${collection.name}[${i}]`, null, record]),
    );
  if (isObject(given)) return gather(collection, namedRecords(collection, given));
  const message = `the records of '${collection.name}' must be a list or an object, found ${kindOf(given)}`;
  return { records: recordsOf([]), problems: [{ code: 'state-shape', severity: 'error', message }] };
}

type Named = readonly [place: string, name: string | null, record: Value];

function namedRecords(collection: Collection, given: ObjectValue): readonly Named[] {
  return Array.from(given, ([name, record]) => [`${collection.name}[${showKey(name)}]`, String(name), record]);
}

function gather(collection: Collection, named: readonly Named[]): ReadRecords {
  const problems: Diagnostic[] = [];
  const entries: Entry[] = [];
  const seen = new Set<KeyText>();
  for (const [place, name, record] of named) {
    const key = keyOf(collection, record);
    const problem = problemOf(collection, key, name, seen);
    if (problem !== null) problems.push({ ...problem, message: `${place}: ${problem.message}` });
    if (key === undefined) continue;
    seen.add(keyText(key));
    entries.push({ key, record });
  }
  return { records: recordsOf(entries), problems: summarise(problems) };
}

function problemOf(collection: Collection, key: Value | undefined, name: string | null, seen: ReadonlySet<KeyText>): Diagnostic | null {
  const error = (code: string, message: string): Diagnostic => ({ code, severity: 'error', message });
  if (key === undefined) return error('missing-key', `the record has no ${collection.key.map((property) => `'${property}'`).join(', ')}`);
  if (seen.has(keyText(key))) return error('duplicate-key', `another record has the key ${showKey(key)}`);
  if (name !== null && name !== nameOf(key))
    return error('key-mismatch', `the record stands under '${name}' but its key is ${showKey(key)}`);
  return null;
}

/** How the key of a record is written as the name of a JSON property: strings as they are, everything else as JSON. */
function nameOf(key: Value): string {
  return typeof key === 'string' ? key : toJson(key);
}

function summarise(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  if (problems.length <= MAX_PROBLEMS) return problems;
  const more = problems.length - MAX_PROBLEMS;
  return [...problems.slice(0, MAX_PROBLEMS), { code: 'more-problems', severity: 'error', message: `and ${more} more like these` }];
}
