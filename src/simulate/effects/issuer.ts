// Decides which keys are new: generated ones and those of `fresh` differ from every key that is or was in use, and from each other.

import type { Value } from '../../base/value.ts';
import type { Collection, Contract } from '../../contract/contract.ts';
import type { Schema } from '../../contract/schema.ts';
import type { Ask } from '../choose/ask.ts';
import { type EvaluationError, failure } from '../evaluation-error.ts';
import { type KeyText, keyText } from '../key.ts';
import { hadKey } from '../records.ts';
import { propertySchema } from '../schema/property.ts';
import type { State } from '../state.ts';
import { isUndecided, type Undecided } from '../undecided.ts';

/** Keys that must not be issued, by collection. */
export type KeySets = ReadonlyMap<string, ReadonlySet<KeyText>>;

/** Issues keys during one request. */
export interface Issuer {
  /** The key of an occurrence of `fresh(c)`; the same at every evaluation of it. */
  fresh(collection: string, ordinal: number): Value | EvaluationError;
  /** Values for key properties that a record to be created leaves out, such that the whole key is new. */
  complete(collection: Collection, parts: readonly (Value | undefined)[], effect: number): readonly Value[] | Undecided;
  /** Notes that a key is created on purpose; false if it was issued as a new one before, which it then is not. */
  claim(collection: string, key: Value): boolean;
}

/** An issuer for a request on a state. `reserved` are keys known to be created on purpose later in the same request. */
export function createIssuer(contract: Contract, state: State, ask: Ask, reserved: KeySets): Issuer {
  const issued = new Map<string, Set<KeyText>>();
  const claimed = new Map<string, Set<KeyText>>();
  const byOrdinal = new Map<number, Value>();

  const isTaken = (collection: string, key: Value): boolean => {
    const records = state.collections.get(collection);
    const text = keyText(key);
    return (
      (records !== undefined && hadKey(records, key)) ||
      [issued, claimed, reserved].some((sets) => sets.get(collection)?.has(text) === true)
    );
  };
  const fresh = (name: string, ordinal: number): Value | EvaluationError => {
    const collection = contract.collections.get(name);
    if (collection === undefined) return failure('absent', `there is no collection ${name}`);
    const answer =
      byOrdinal.get(ordinal) ??
      ask({ place: `fresh#${ordinal}`, schema: keySchema(contract, collection), direction: 'stored', taken: (key) => isTaken(name, key) });
    if (isUndecided(answer)) return failure('no-choice', answer.message);
    byOrdinal.set(ordinal, answer);
    addTo(issued, name, answer);
    return answer;
  };
  const complete: Issuer['complete'] = (collection, parts, effect) => {
    const answer = completeKey(contract, collection, parts, effect, ask, (key) => isTaken(collection.name, key));
    if (!isUndecided(answer)) addTo(issued, collection.name, wholeKey(answer));
    return answer;
  };
  const claim = (collection: string, key: Value): boolean => {
    if (issued.get(collection)?.has(keyText(key)) === true) return false;
    addTo(claimed, collection, key);
    return true;
  };
  return { fresh, complete, claim };
}

function addTo(sets: Map<string, Set<KeyText>>, collection: string, key: Value): void {
  const set = sets.get(collection) ?? new Set();
  sets.set(collection, set.add(keyText(key)));
}

/** What a key of the collection must fit: the schema of its property, or a tuple of them. */
function keySchema(contract: Contract, collection: Collection): Schema {
  const parts = collection.key.map((property) => propertySchema(contract.schemas, collection.schema, property));
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return only;
  return { types: ['array'], prefixItems: parts, minItems: parts.length, maxItems: parts.length };
}

function wholeKey(parts: readonly Value[]): Value {
  const [only, ...others] = parts;
  return only !== undefined && others.length === 0 ? only : parts;
}

function completeKey(
  contract: Contract,
  collection: Collection,
  parts: readonly (Value | undefined)[],
  effect: number,
  ask: Ask,
  isTaken: (key: Value) => boolean,
): readonly Value[] | Undecided {
  const whole: (Value | undefined)[] = [...parts];
  for (let missing = whole.indexOf(undefined); missing >= 0; missing = whole.indexOf(undefined)) {
    const property = collection.key[missing] ?? '';
    const isLast = whole.filter((part) => part === undefined).length === 1;
    const answer = ask({
      place: `create#${effect}.${collection.key.length === 1 ? 'key' : property}`,
      schema: propertySchema(contract.schemas, collection.schema, property),
      direction: 'stored',
      // The last part to be chosen makes the key new, whatever the others are.
      taken: isLast ? (value) => isTaken(wholeKey(whole.map((part) => part ?? (part === undefined ? value : null)))) : null,
    });
    if (isUndecided(answer)) return answer;
    whole[missing] = answer;
  }
  return whole.map((part) => part ?? null);
}
