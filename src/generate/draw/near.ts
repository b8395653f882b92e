// Decides which values of the state belong together with what is chosen already: those of the records that it names, and of the records that these name, by the names of their properties.

import type { Random } from '../../base/random.ts';
import { isList, isNumber, isObject, type Value } from '../../base/value.ts';
import { entriesOf, recordAt } from '../../simulate/records.ts';
import type { State } from '../../simulate/state.ts';

/** Values for a part with this name, the nearest ones first: a list for each distance at which there are any. */
export type Near = (name: string) => readonly (readonly Value[])[];

/** How far records are followed from one to another, and how many of them are. */
const MAX_HOPS = 2;
const MAX_RECORDS = 24;
/** Scalars that are looked at in one record. */
const MAX_SCALARS = 200;

/**
 * Values near the given ones. Where nothing given is the key of a record, they are near the anchors: with the same ones, the parts of a request that
 * are to match one record do.
 */
export function nearTo(state: State, given: readonly (Value | undefined)[], anchors: readonly Value[]): Near {
  let layers: readonly Layer[] | null = null;
  return (name) => {
    layers ??= recordsNear(state, given, anchors).map(indexOf);
    const wanted = wordsOf(name);
    if (wanted === '') return [];
    return layers
      .map((layer) => layer.get(wanted) ?? [...layer].flatMap(([known, values]) => (isAlike(wanted, known) ? values : [])))
      .filter((values) => values.length > 0);
  };
}

/** Scalars of the records at one distance, by the name of their property in words. */
type Layer = ReadonlyMap<string, readonly Value[]>;

/** One name may say more than the other: `new_item_ids` are item ids. */
function isAlike(wanted: string, known: string): boolean {
  return wanted === known || wanted.endsWith(` ${known}`) || known.endsWith(` ${wanted}`);
}

const words = new Map<string, string>();
/** Names that are remembered in words. */
const MAX_NAMES = 10_000;

/** `newItemIds`, `new_item_ids` → `new item id`. */
function wordsOf(name: string): string {
  const before = words.get(name);
  if (before !== undefined) return before;
  const made = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(/(?<=[a-z]{2})s\b/g, '');
  if (words.size < MAX_NAMES) words.set(name, made);
  return made;
}

/** Records by their distance, each at the first that it has. */
function recordsNear(state: State, given: readonly (Value | undefined)[], anchors: readonly Value[]): readonly (readonly Value[])[] {
  const found = new Set<Value>();
  const layers: Value[][] = [];
  const chosen = named(
    state,
    given.filter((value) => value !== undefined),
  );
  let layer: readonly Value[] = chosen.length > 0 ? chosen : anchors;
  for (let hop = 0; hop <= MAX_HOPS && layer.length > 0; hop += 1) {
    const fresh = [...new Set(layer)].filter((record) => !found.has(record)).slice(0, MAX_RECORDS);
    for (const record of fresh) found.add(record);
    layers.push(fresh);
    layer = hop < MAX_HOPS ? named(state, fresh) : [];
  }
  return layers;
}

/** Records at random: one of each collection that has any, or only one of them all. */
export function anchorsIn(state: State, random: Random): readonly Value[] {
  const anchors = [...state.collections.values()].flatMap((records) => {
    const entries = entriesOf(records);
    const entry = entries.length === 0 ? undefined : entries[random.integer(0, entries.length - 1)];
    return entry === undefined ? [] : [entry.record];
  });
  const only = anchors[random.integer(0, Math.max(0, anchors.length - 1))];
  return only !== undefined && random.next() < 0.5 ? [only] : anchors;
}

/** Records whose keys are in the values. */
function named(state: State, values: readonly Value[]): readonly Value[] {
  const found: Value[] = [];
  for (const value of values) {
    for (const { value: scalar } of scalarsIn(value)) {
      for (const records of state.collections.values()) {
        const record = recordAt(records, scalar);
        if (record !== undefined) found.push(record);
      }
    }
  }
  return found;
}

function indexOf(records: readonly Value[]): ReadonlyMap<string, readonly Value[]> {
  const index = new Map<string, Value[]>();
  for (const record of records) {
    for (const { name, value } of scalarsIn(record)) {
      const own = index.get(name) ?? [];
      own.push(value);
      index.set(name, own);
    }
  }
  return index;
}

interface Named {
  /** Of the property that the scalar is in, in words. */
  readonly name: string;
  readonly value: Value;
}

/** Scalars in a value, and the keys of the maps in it, which are named like these. */
function scalarsIn(value: Value): readonly Named[] {
  const found: Named[] = [];
  const pending: Named[] = [{ name: '', value }];
  for (let next = pending.pop(); next !== undefined && found.length < MAX_SCALARS; next = pending.pop()) {
    const { name, value: inner } = next;
    if (typeof inner === 'string' || isNumber(inner)) found.push(next);
    else if (inner !== null && isList(inner)) pending.push(...inner.map((item) => ({ name, value: item })));
    else if (inner !== null && isObject(inner))
      for (const [key, item] of inner) pending.push({ name: typeof key === 'string' ? wordsOf(key) : name, value: item });
  }
  return found;
}
