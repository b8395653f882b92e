// Decides whether what a step wrote is within its schema; of a record whose parts changed, only those parts are looked at where that is enough.

import type { Collection } from '../../contract/contract.ts';
import { type Cause, FAULT } from '../../contract/outcome.ts';
import type { Schema, Schemas } from '../../contract/schema.ts';
import { keyParts, keyText } from '../collection/key.ts';
import { lookUp } from '../collection/read.ts';
import type { Context } from '../context.ts';
import { equalSymbolic } from '../equality.ts';
import type { Execution } from '../execution.ts';
import { NULL_VALUE } from '../normal.ts';
import { memberOf } from '../read.ts';
import { partsOf, requiredProperties, schemaBelow } from '../request/position.ts';
import { validity } from '../schema/validity.ts';
import { collectionOf, type SymbolicState, variableOf } from '../state.ts';
import type { Term } from '../term.ts';
import type { Symbolic } from '../value.ts';
import type { PlannedWrite, Problem } from './plan.ts';

/** A record, or a variable (whose key is of no meaning). */
interface ChangedPlace {
  readonly root: string;
  readonly key: Symbolic;
  readonly guards: Term[];
  /** Properties that changed; null if the record as a whole was written. */
  properties: Set<string> | null;
}

/** The faults of records and variables outside their schemas in the state after the writes, in the order in which they were first written. */
export function recordProblems(execution: Execution, after: SymbolicState, writes: readonly PlannedWrite[]): readonly Problem[] {
  const { contract, context } = execution;
  const { factory } = context;
  const problems = changedPlaces(execution, writes).map((changed) => {
    const collection = contract.collections.get(changed.root);
    if (collection !== undefined) return problemOf(changed.root, misfit(execution, after, collection, changed), collection.source);
    const variable = contract.variables.get(changed.root);
    const fits = variable === undefined ? factory.true : validity(context, variable.schema, variableOf(after, changed.root), 'stored');
    return problemOf(changed.root, factory.and([factory.or(changed.guards), factory.not(fits)]), variable?.source ?? null);
  });
  return problems.filter((problem) => problem.condition !== factory.false);
}

function problemOf(root: string, condition: Term, source: Cause['source']): Problem {
  const cause = (): Cause => ({
    kind: 'record',
    id: `schema/${root}`,
    rule: `schema of ${root}`,
    message: `what is written to ${root} is outside its schema`,
    layer: 'schema',
    source,
  });
  return { kind: 'fault', condition, status: FAULT, cause };
}

/** The records and variables written to, each once. */
function changedPlaces(execution: Execution, writes: readonly PlannedWrite[]): readonly ChangedPlace[] {
  const found = new Map<string, ChangedPlace>();
  for (const write of writes) {
    const isRecord = execution.contract.collections.has(write.root);
    const [key, property] = isRecord ? write.path : [NULL_VALUE, ...write.path];
    if (key === undefined || (write.value === null && property === undefined)) continue;
    const id = `${write.root} ${keyText(key)}`;
    const changed = found.get(id) ?? { root: write.root, key, guards: [], properties: new Set<string>() };
    found.set(id, changed);
    changed.guards.push(write.guard);
    const name = property?.kind === 'known' && typeof property.value === 'string' ? property.value : null;
    if (name === null) changed.properties = null;
    else changed.properties?.add(name);
  }
  return [...found.values()];
}

/** Whether the record at the key was written, is there, and has another key or does not fit. */
function misfit(execution: Execution, after: SymbolicState, collection: Collection, changed: ChangedPlace): Term {
  const { context } = execution;
  const { factory } = context;
  const { present, record } = lookUp(context, collectionOf(after, collection.name), changed.key);
  const written = factory.and([factory.or(changed.guards), present]);
  if (written === factory.false) return factory.false;
  const parts = keyParts(collection, changed.key) ?? [];
  const keeps = collection.key.map((property, i) => keepsKey(context, record, property, parts[i] ?? NULL_VALUE));
  return factory.and([written, factory.not(factory.and([...keeps, fits(context, collection.schema, record, changed)]))]);
}

function keepsKey(context: Context, record: Symbolic, property: string, part: Symbolic): Term {
  const own = memberOf(context, record, property);
  return context.factory.and([own.present, equalSymbolic(context, own.value, part)]);
}

// The record fitted before: if its schema speaks of each property by itself, the changed ones decide.
function fits(context: Context, schema: Schema, record: Symbolic, { properties }: ChangedPlace): Term {
  const { factory, schemas } = context;
  if (properties === null || record.kind === 'known' || !isByProperty(schemas, schema)) return validity(context, schema, record, 'stored');
  const required = requiredProperties(schemas, schema);
  const conditions = [...properties].map((name) => {
    const { present, value } = memberOf(context, record, name);
    const valid = present === factory.false ? factory.true : validity(context, schemaBelow(schemas, schema, name), value, 'stored');
    return factory.ite(present, valid, factory.bool(!required.has(name)));
  });
  return factory.and(conditions);
}

const BY_PROPERTY: ReadonlySet<string> = new Set<keyof Schema>([
  'ref',
  'types',
  'properties',
  'additionalProperties',
  'required',
  'allOf',
  'discriminator',
  'readOnly',
  'writeOnly',
  'default',
  'examples',
  'title',
  'description',
  'source',
  'format',
]);

const separable = new WeakMap<Schema, boolean>();

/** Whether an object fits the schema exactly if each of its properties does and the required ones are there. */
function isByProperty(schemas: Schemas, schema: Schema): boolean {
  const before = separable.get(schema);
  if (before !== undefined) return before;
  separable.set(schema, false);
  const answer =
    Object.keys(schema).every((keyword) => BY_PROPERTY.has(keyword)) &&
    partsOf(schemas, schema).every((part) => isByProperty(schemas, part));
  separable.set(schema, answer);
  return answer;
}
