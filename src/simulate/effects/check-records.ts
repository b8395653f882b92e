// Decides whether what a step wrote fits its schemas, and whether records kept their keys.

import { equalValues } from '../../base/equality.ts';
import type { Limits } from '../../base/limits.ts';
import type { Contract } from '../../contract/contract.ts';
import { recordCause } from '../cause.ts';
import { keyOf, keyText } from '../key.ts';
import { storedMisfit } from '../legality.ts';
import type { PlacePath } from '../place-path.ts';
import type { State } from '../state.ts';
import { fault, type Stop } from '../stop.ts';
import { valueAt } from '../value-at.ts';
import type { Write } from './write.ts';

/** The fault of the first record or variable, in order of the writes, that does not fit; null if all do. */
export function checkRecords(contract: Contract, after: State, writes: readonly Write[], limits: Limits): Stop | null {
  for (const place of writtenPlaces(contract, writes)) {
    const stop = checkPlace(contract, after, place, limits);
    if (stop !== null) return stop;
  }
  return null;
}

/** Records and variables that were written, each once. */
function writtenPlaces(contract: Contract, writes: readonly Write[]): Iterable<PlacePath> {
  const places = new Map<string, PlacePath>();
  for (const { root, path } of writes) {
    const [key] = path;
    const isRecord = key !== undefined && contract.collections.has(root);
    const place = { root, path: isRecord ? [key] : [] };
    places.set(isRecord ? `${root}\u0000${typeof key}${keyText(key)}` : root, place);
  }
  return places.values();
}

function checkPlace(contract: Contract, after: State, place: PlacePath, limits: Limits): Stop | null {
  const collection = contract.collections.get(place.root);
  const schema = collection?.schema ?? contract.variables.get(place.root)?.schema;
  const value = valueAt(after, place);
  if (schema === undefined || value === undefined) return null;
  const [key] = place.path;
  if (collection !== undefined && key !== undefined) {
    const own = keyOf(collection, value);
    if (own === undefined || !equalValues(own, key)) return fault(recordCause(contract, place, changedKey(collection.key)));
  }
  const misfit = storedMisfit(contract, schema, place, value, limits);
  if (misfit === null) return null;
  return misfit.kind === 'illegal' ? fault(misfit.cause) : misfit;
}

function changedKey(properties: readonly string[]): Parameters<typeof recordCause>[2] {
  return { keyword: 'key', path: properties.slice(0, 1), message: 'the key of a record must not change', source: null };
}
