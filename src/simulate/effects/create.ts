// Decides the effect that adds a record: its key, what the server fills in, and what happens if the key exists.

import { equalValues } from '../../base/equality.ts';
import { isObject, kindOf, type ObjectKey, type Value } from '../../base/value.ts';
import type { Collection, Effect } from '../../contract/contract.ts';
import { objectsOf } from '../../contract/schema.ts';
import { subexpressions } from '../../contract/subexpressions.ts';
import { effectCause } from '../cause.ts';
import type { Frame } from '../evaluate/environment.ts';
import { keyParts } from '../key.ts';
import { showKey } from '../place-path.ts';
import { hasKey } from '../records.ts';
import { propertySchema, requiredProperties } from '../schema/property.ts';
import { conflict, isStop, type Stop } from '../stop.ts';
import { isUndecided, type Undecided } from '../undecided.ts';
import { type EffectContext, effectFault, storedValue } from './context.ts';
import type { PendingWrite } from './write.ts';

type Create = Extract<Effect, { kind: 'create' }>;

/** A key that was issued as new and then turned out to be created on purpose: the choice must be made again without it. */
export interface Collision {
  readonly kind: 'collision';
  readonly collection: string;
  readonly key: Value;
}

/** The write of a create. `index` is that of the effect in its operation. */
export function writeOfCreate(context: EffectContext, effect: Create, index: number, frame: Frame): PendingWrite | Stop | Collision {
  const collection = context.contract.collections.get(effect.collection);
  if (collection === undefined) throw new Error(`effect ${effect.id} names no collection of its contract`);
  const value = storedValue(effect, effect.value, frame);
  if (isStop(value)) return value;
  if (!isObject(value)) return effectFault(effect, `a record is an object, not ${kindOf(value)}`, effect.value);
  const others = effect.open === true ? chosenRecord(context, collection, index) : new Map<ObjectKey, Value>();
  if (isUndecided(others)) return others;
  const record = new Map<ObjectKey, Value>([...others, ...value]);
  const key = keyRecord(context, effect, collection, index, record, frame);
  if (isStop(key) || isCollision(key)) return key;
  const records = context.environment.state.collections.get(collection.name);
  if (!effect.upsert && records !== undefined && hasKey(records, key)) {
    return conflict(effectCause('conflict', effect, `${collection.name}[${showKey(key)}] already exists`));
  }
  const problem = fillIn(context, collection, index, record);
  return problem ?? { root: collection.name, path: [key], value: record, effect };
}

/** What an open effect leaves to the server: any record within the schema, but its key. */
function chosenRecord(context: EffectContext, collection: Collection, index: number): Map<ObjectKey, Value> | Undecided {
  const schema = objectsOf(collection.schema);
  const chosen = context.ask({ place: `create#${index}`, schema, direction: 'stored', taken: null });
  if (isUndecided(chosen)) return chosen;
  const record = new Map<ObjectKey, Value>(isObject(chosen) ? chosen : []);
  for (const property of collection.key) record.delete(property);
  return record;
}

export function isCollision(x: unknown): x is Collision {
  return typeof x === 'object' && x !== null && 'kind' in x && x.kind === 'collision';
}

/** The key of the record to create; its properties are set in the record. */
function keyRecord(
  context: EffectContext,
  effect: Create,
  collection: Collection,
  index: number,
  record: Map<ObjectKey, Value>,
  frame: Frame,
): Value | Stop | Collision {
  const given = collection.key.map((property) => record.get(property));
  const parts = effect.key === null ? given : explicitKey(effect, collection, given, frame);
  if (isStop(parts)) return parts;
  const isGenerated = parts.some((part) => part === undefined);
  const whole = isGenerated ? context.issuer.complete(collection, parts, index) : parts.map((part) => part ?? null);
  if (isUndecided(whole)) return whole;
  collection.key.forEach((property, i) => {
    record.set(property, whole[i] ?? null);
  });
  const key = whole.length === 1 ? (whole[0] ?? null) : whole;
  if (isGenerated || makesFreshKeys(effect) || context.issuer.claim(collection.name, key)) return key;
  return { kind: 'collision', collection: collection.name, key };
}

function explicitKey(effect: Create, collection: Collection, given: readonly (Value | undefined)[], frame: Frame): readonly Value[] | Stop {
  if (effect.key === null) return [];
  const key = storedValue(effect, effect.key, frame);
  if (isStop(key)) return key;
  const parts = keyParts(collection, key);
  if (parts === null) return effectFault(effect, `the key must have ${collection.key.length} parts`, effect.key);
  const differs = given.findIndex((value, i) => value !== undefined && !equalValues(value, parts[i] ?? null));
  if (differs < 0) return parts;
  return effectFault(effect, `the key and the property '${collection.key[differs]}' of the value differ`, effect.key);
}

/** Whether the key that the effect gives may come from a `fresh` in it: then it is new on purpose. */
function makesFreshKeys(effect: Create): boolean {
  const rules = effect.key === null ? [effect.value] : [effect.value, effect.key];
  return rules.some((rule) =>
    subexpressions(rule.expression).some((part) => part.kind === 'fresh' && part.collection === effect.collection),
  );
}

/** Adds what the schema requires and the value leaves out. */
function fillIn(context: EffectContext, collection: Collection, index: number, record: Map<ObjectKey, Value>): Stop | null {
  const { schemas } = context.contract;
  for (const name of requiredProperties(schemas, collection.schema)) {
    if (record.has(name)) continue;
    const schema = propertySchema(schemas, collection.schema, name);
    const chosen = context.ask({ place: `create#${index}.${name}`, schema, direction: 'stored', taken: null });
    if (isUndecided(chosen)) return chosen;
    record.set(name, chosen);
  }
  return null;
}
