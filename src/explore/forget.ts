// Decides which deleted keys a search may forget: those that make no difference any more.

import type { Set as PersistentSet } from 'immutable';
import { isList, isObject, type Value } from '../base/value.ts';
import type { Collection, Contract, Effect, Operation } from '../contract/contract.ts';
import { rulesOf } from '../contract/rules-of.ts';
import type { Schema } from '../contract/schema.ts';
import { subexpressions } from '../contract/subexpressions.ts';
import { enumerate } from '../simulate/choose/enumerate.ts';
import type { KeyText } from '../simulate/key.ts';
import { entriesOf, type Records } from '../simulate/records.ts';
import { propertySchema } from '../simulate/schema/property.ts';
import type { State } from '../simulate/state.ts';

/**
 * The state without deleted keys that make no difference. A deleted key is remembered so that it is not issued again. Where the server issues none
 * that is of no use. Where it can choose among endlessly many texts, it could as well have issued another key before and this one now, unless
 * the state still mentions it.
 */
export function forgetting(contract: Contract): (state: State) => State {
  const kinds = new Map([...contract.collections.values()].map((collection) => [collection.name, issueOf(contract, collection)]));
  return (state) => {
    const changed = [...state.collections].flatMap(([name, records]) => {
      const kept = stillOfUse(state, records, kinds.get(name) ?? 'few');
      return kept.size === records.retired.size ? [] : [[name, { ...records, retired: kept }] as const];
    });
    return changed.length === 0 ? state : { ...state, collections: new Map([...state.collections, ...changed]) };
  };
}

/** How the server issues keys of a collection: not at all, among endlessly many texts, or among what may be few. */
type Issue = 'none' | 'endless' | 'few';

function stillOfUse(state: State, { retired }: Records, issue: Issue): PersistentSet<KeyText> {
  if (retired.size === 0 || issue === 'few') return retired;
  if (issue === 'none') return retired.clear();
  const mentioned = textsIn(state);
  return retired.filter((key) => mentioned.has(String(key)));
}

function textsIn(state: State): ReadonlySet<string> {
  const found = new Set<string>();
  const pending: Value[] = [...state.variables.values()];
  for (const records of state.collections.values()) pending.push(...entriesOf(records).map(({ record }) => record));
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value === 'string') found.add(value);
    else if (isList(value)) pending.push(...value);
    else if (isObject(value)) pending.push(...value.keys(), ...value.values());
  }
  return found;
}

function issueOf(contract: Contract, collection: Collection): Issue {
  if (![...contract.operations.values()].some((operation) => issues(operation, collection))) return 'none';
  const [property, ...others] = collection.key;
  if (property === undefined || others.length > 0) return 'few';
  return isEndless(contract, propertySchema(contract.schemas, collection.schema, property)) ? 'endless' : 'few';
}

function issues(operation: Operation, { name, key }: Collection): boolean {
  const isFresh = rulesOf(operation)
    .flatMap(subexpressions)
    .some((part) => part.kind === 'fresh' && part.collection === name);
  return isFresh || operation.effects.some((effect) => effect.kind === 'create' && effect.collection === name && !namesKey(effect, key));
}

function namesKey(effect: Extract<Effect, { kind: 'create' }>, key: readonly string[]): boolean {
  if (effect.key !== null) return true;
  const { expression } = effect.value;
  if (expression.kind !== 'object') return false;
  const named = new Set(expression.entries.flatMap((entry) => (entry.key.kind === 'literal' ? [entry.key.value] : [])));
  return key.every((property) => named.has(property));
}

const MAX_HOPS = 16;
/** Keywords that leave a text endlessly many values. */
const HARMLESS: ReadonlySet<string> = new Set(['types', 'source', 'title', 'description', 'examples', 'readOnly', 'minLength', 'format']);

function isEndless(contract: Contract, schema: Schema): boolean {
  let target: Schema = schema;
  for (let hops = 0; hops < MAX_HOPS && target.ref !== undefined; hops += 1) target = contract.schemas.get(target.ref) ?? {};
  if (target.types?.length !== 1 || target.types[0] !== 'string' || enumerate(contract.schemas, target) !== null) return false;
  return target.format !== 'date-time' && Object.entries(target).every(([keyword, value]) => value === undefined || HARMLESS.has(keyword));
}
