// Decides which keys a record refers to.

import { isList, isObject, type Value } from '../base/value.ts';
import type { Collection, Contract } from '../contract/contract.ts';
import { keyParts } from './key.ts';
import { type Records, recordAt } from './records.ts';

/**
 * The keys that a reference property holds: one, or a list of them. An absent or null property refers to nothing. A list is one key
 * if the collection referred to has composite keys and the list is not a list of lists.
 */
export function referredKeys(contract: Contract, target: string, record: Value, property: string): readonly Value[] {
  const value = isObject(record) ? record.get(property) : undefined;
  if (value === undefined || value === null) return [];
  if (!isList(value)) return [value];
  const collection = contract.collections.get(target);
  return collection !== undefined && isCompositeKey(collection, value) ? [value] : value;
}

function isCompositeKey(collection: Collection, value: readonly Value[]): boolean {
  return collection.key.length > 1 && keyParts(collection, value) !== null && !value.some(isList);
}

/** The first key that a record refers to and that no record has, through a property that refers to a collection. */
export function danglingKey(
  contract: Contract,
  target: string,
  records: Records | undefined,
  record: Value,
  property: string,
): Value | undefined {
  return referredKeys(contract, target, record, property).find((key) => records === undefined || recordAt(records, key) === undefined);
}
