// Decides when two states of a search are one: when the same requests have the same answers from there on.

import { canonicalJson } from '../base/json.ts';
import type { Value } from '../base/value.ts';
import { entriesOf, type Records } from '../simulate/records.ts';
import type { State } from '../simulate/state.ts';

const texts = new WeakMap<object, string>();

/**
 * Equal texts: equal records in the same order (which rules can observe), and equal variables. Which keys were deleted is left out: it only
 * keeps the server from issuing them again, and one new key is as good as another.
 */
export function stateText(state: State): string {
  const parts: string[] = [];
  for (const records of state.collections.values()) parts.push(recordsText(records));
  for (const value of state.variables.values()) parts.push(canonicalJson(value));
  return parts.join('\n');
}

// Most steps leave most collections, and most records, as they were.
function recordsText(records: Records): string {
  const known = texts.get(records);
  if (known !== undefined) return known;
  const text = `[${entriesOf(records)
    .map(({ record }) => recordText(record))
    .join(',')}]`;
  texts.set(records, text);
  return text;
}

function recordText(record: Value): string {
  if (typeof record !== 'object' || record === null) return canonicalJson(record);
  const known = texts.get(record);
  if (known !== undefined) return known;
  const text = canonicalJson(record);
  texts.set(record, text);
  return text;
}
