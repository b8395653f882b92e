// Decides when two states of a search are one: when the same requests have the same answers from there on.

import { canonicalJson } from '../base/json.ts';
import type { Value } from '../base/value.ts';
import { entriesOf, type Records } from '../simulate/records.ts';
import type { State } from '../simulate/state.ts';

const texts = new WeakMap<object, string>();
const unordered = new WeakMap<object, string>();
const NO_NAMES: ReadonlySet<string> = new Set();

/**
 * Equal texts: equal records in the same order (which rules can observe), equal variables, and the same keys that cannot be issued again. Of the
 * collections in `orderFree` the order does not count.
 */
export function stateText(state: State, orderFree: ReadonlySet<string> = NO_NAMES): string {
  const parts: string[] = [];
  for (const [name, records] of state.collections) {
    parts.push(orderFree.has(name) ? sortedText(records) : recordsText(records));
    if (records.retired.size > 0) parts.push(`without ${JSON.stringify([...records.retired].sort())}`);
  }
  for (const value of state.variables.values()) parts.push(canonicalJson(value));
  return parts.join('\n');
}

// Most steps leave most collections, and most records, as they were.
function recordsText(records: Records): string {
  return remembered(texts, records, () => `[${recordTexts(records).join(',')}]`);
}

function sortedText(records: Records): string {
  return remembered(unordered, records, () => `{${recordTexts(records).sort().join(',')}}`);
}

function recordTexts(records: Records): string[] {
  return entriesOf(records).map(({ record }) => recordText(record));
}

function remembered(known: WeakMap<object, string>, records: Records, make: () => string): string {
  const before = known.get(records);
  if (before !== undefined) return before;
  const text = make();
  known.set(records, text);
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
