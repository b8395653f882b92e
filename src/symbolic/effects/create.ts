// Decides what `create` writes: the record with its key and what the server chooses, or a conflict.

import type { Collection, Effect } from '../../contract/contract.ts';
import { objectsOf } from '../../contract/schema.ts';
import { keyOfParts, keyParts } from '../collection/key.ts';
import { recordPresent } from '../collection/read.ts';
import { assignEntries, writeMember } from '../entries.ts';
import { equalSymbolic } from '../equality.ts';
import { isObjectTerm } from '../kinds.ts';
import { ite } from '../merge.ts';
import { known, NULL_VALUE } from '../normal.ts';
import { memberOf } from '../read.ts';
import { requiredProperties, schemaBelow } from '../request/position.ts';
import { collectionOf } from '../state.ts';
import type { Term } from '../term.ts';
import type { Result, Symbolic } from '../value.ts';
import { conditionOf, conflictOf, type EffectSight, faultOf, storedValue } from './effect-frame.ts';
import { type EffectPlan, NO_PLAN, type Problem } from './plan.ts';

type Create = Extract<Effect, { readonly kind: 'create' }>;

interface CreatedKey {
  readonly parts: readonly Symbolic[];
  readonly problems: readonly Problem[];
}

/** The plan of a `create`, the effect at that index of its operation. */
export function planCreate(at: EffectSight, effect: Create, index: number): EffectPlan {
  const { context } = at.execution;
  const { factory } = context;
  const when = conditionOf(at, effect.when);
  const whenFails = faultOf(effect, when.fails, 'the condition has no value');
  if (when.holds === factory.false) return { ...NO_PLAN, problems: [whenFails] };
  const where = (condition: Term): Term => factory.and([when.holds, condition]);
  const c = collectionOf(at.sight.state, effect.collection);
  // The state may be one of two contracts at once, whose schemas are not the same: what is required of a record its own contract says.
  const collection = at.execution.contract.collections.get(effect.collection) ?? c.collection;
  const value = storedValue(at, effect.value);
  const isNone = factory.or([value.error, factory.not(isObjectTerm(context, value.value))]);
  const problems = [whenFails, faultOf(effect, where(isNone), 'the value to create is no object')];
  if (where(isNone) === when.holds) return { ...NO_PLAN, problems };
  const created =
    effect.key === null ? keyOfValue(at, effect, index, collection, value.value) : givenKey(at, effect, collection, value.value);
  const key = keyOfParts(created.parts);
  const present = recordPresent(context, at.withIssued(c), key);
  problems.push(...created.problems.map((problem) => ({ ...problem, condition: where(problem.condition) })));
  if (!effect.upsert) problems.push(conflictOf(effect, where(present)));
  const given = withKey(at, collection, value.value, created.parts);
  const record = effect.open === true ? opened(at, index, collection, given) : completed(at, index, collection, given);
  const adds = effect.upsert ? where(factory.not(present)) : when.holds;
  const write = { effect: effect.id, guard: when.holds, root: effect.collection, path: [key], value: record, adds, removesItem: false };
  return { problems, writes: [write], record: { guard: when.holds, collection: effect.collection, key } };
}

/** The key that `key` gives; a fault where the value's own key properties differ from it. */
function givenKey(at: EffectSight, effect: Create, collection: Collection, value: Symbolic): CreatedKey {
  const { context } = at.execution;
  const { factory } = context;
  const given: Result = effect.key === null ? { value: NULL_VALUE, error: factory.true } : storedValue(at, effect.key);
  const parts = keyParts(collection, given.value);
  const problems = [faultOf(effect, factory.or([given.error, factory.bool(parts === null)]), 'the key has no value')];
  if (parts === null) return { parts: collection.key.map(() => NULL_VALUE), problems };
  const differs = collection.key.map((property, i) => {
    const own = memberOf(context, value, property);
    return factory.and([own.present, factory.not(equalSymbolic(context, own.value, parts[i] ?? NULL_VALUE))]);
  });
  problems.push(faultOf(effect, factory.or(differs), 'the key differs from the key property of the value'));
  return { parts, problems };
}

/** The key that the value has, its missing properties generated. */
function keyOfValue(at: EffectSight, effect: Create, index: number, collection: Collection, value: Symbolic): CreatedKey {
  const { context } = at.execution;
  const { factory } = context;
  const own = collection.key.map((property) => ({ property, ...memberOf(context, value, property) }));
  if (own.every((part) => part.present === factory.true)) return { parts: own.map((part) => part.value), problems: [] };
  const generated = own.map((part) => {
    const place = collection.key.length === 1 ? `create#${index}.key` : `create#${index}.${part.property}`;
    return part.present === factory.true ? part.value : at.generateKey(place, effect.collection, part.property);
  });
  const given = own.map((part) => (part.present === factory.true ? part.value : null));
  at.issue(effect.collection, given, keyOfParts(generated));
  const parts = own.map((part, i) => ite(context, part.present, part.value, generated[i] ?? NULL_VALUE));
  return { parts, problems: [] };
}

function withKey(at: EffectSight, collection: Collection, value: Symbolic, parts: readonly Symbolic[]): Symbolic {
  const { context } = at.execution;
  return collection.key.reduce(
    (record, property, i) => writeMember(context, record, known(property), context.factory.true, parts[i] ?? NULL_VALUE),
    value,
  );
}

/** The record with the required properties that it lacks, as the server chooses them. */
function completed(at: EffectSight, index: number, collection: Collection, value: Symbolic): Symbolic {
  const { context } = at.execution;
  const { factory } = context;
  let record = value;
  for (const property of requiredProperties(context.schemas, collection.schema)) {
    const { present } = memberOf(context, value, property);
    if (present === factory.true) continue;
    const chosen = at.choose(`create#${index}.${property}`, schemaBelow(context.schemas, collection.schema, property));
    record = writeMember(context, record, known(property), factory.not(present), chosen);
  }
  return record;
}

/** Any record within the schema, with the entries of the value instead. */
function opened(at: EffectSight, index: number, { schema }: Collection, value: Symbolic): Symbolic {
  return assignEntries(at.execution.context, at.choose(`create#${index}`, objectsOf(schema)), value);
}
