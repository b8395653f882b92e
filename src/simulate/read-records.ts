// Decides which records a list or an object of them holds, under which keys; every record must name its own key, once.

import type { Diagnostic } from '../base/diagnostic.ts';
import { toJson } from '../base/json.ts';
import { isList, isObject, kindOf, type Value } from '../base/value.ts';
import type { Collection } from '../contract/contract.ts';
import type { Locate } from '../contract/reading.ts';
import { type KeyText, keyOf, keyText } from './key.ts';
import { showKey } from './place-path.ts';
import { placed } from './placed.ts';
import { type Entry, type Records, recordsOf } from './records.ts';

/** Complaints about one collection that are reported; the rest is counted. */
const MAX_PROBLEMS = 10;

export interface ReadRecords {
  readonly records: Records;
  readonly problems: readonly Diagnostic[];
}

/** Reads `[records…]`, or `{key: record, …}` where the key must be the text of the record's own. */
export function collectRecords(collection: Collection, given: Value, locate: Locate = () => null): ReadRecords {
  if (isList(given))
    return gather(
      collection,
      given.map((record, i) => [i, null, record]),
      locate,
    );
  if (isObject(given))
    return gather(
      collection,
      Array.from(given, ([name, record]) => [String(name), String(name), record]),
      locate,
    );
  const message = `the records of '${collection.name}' must be a list or an object, found ${kindOf(given)}`;
  return { records: recordsOf([]), problems: [placed({ code: 'state-shape', severity: 'error', message }, [collection.name], locate)] };
}

type Named = readonly [at: number | string, name: string | null, record: Value];

function gather(collection: Collection, named: readonly Named[], locate: Locate): ReadRecords {
  const problems: Diagnostic[] = [];
  const entries: Entry[] = [];
  const seen = new Set<KeyText>();
  let more = 0;
  for (const [at, name, record] of named) {
    const key = keyOf(collection, record);
    const problem = problemOf(collection, key, name, seen);
    if (problem !== null && problems.length < MAX_PROBLEMS) {
      const message = `${collection.name}[${showKey(at)}]: ${problem.message}`;
      problems.push(placed({ ...problem, message }, [collection.name, at], locate));
    } else if (problem !== null) more += 1;
    if (key === undefined) continue;
    seen.add(keyText(key));
    entries.push({ key, record });
  }
  return { records: recordsOf(entries), problems: summarise(problems, more) };
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

function summarise(problems: readonly Diagnostic[], more: number): readonly Diagnostic[] {
  if (more === 0) return problems;
  return [...problems, { code: 'more-problems', severity: 'error', message: `and ${more} more like these` }];
}
