// Decides what two contracts have in common so that they can be compared: one state that is legal under both, and pairs of operations.

import type { Value } from '../../base/value.ts';
import { isObject, type ObjectKey } from '../../base/value.ts';
import type { Collection, Contract, Operation, Reference, Variable } from '../../contract/contract.ts';
import type { Schema } from '../../contract/schema.ts';
import type { InitialState } from '../../contract/trajectory.ts';
import { withSchemaNames } from './rename-schemas.ts';
import { sameNames, sameSchema } from './same-schema.ts';

/** A contract as it was loaded, and as symbolic execution reads it beside the other: named schemas do not clash. */
export interface Side {
  readonly concrete: Contract;
  readonly symbolic: Contract;
}

export interface Pair {
  readonly a: Side;
  readonly b: Side;
  /** The state of both, legal where it is legal for both. Its operations are of no meaning. */
  readonly joint: Contract;
  readonly operations: readonly OperationPair[];
  readonly onlyInA: readonly Operation[];
  readonly onlyInB: readonly Operation[];
  /** Collections and variables of only one of the contracts. */
  readonly privateRoots: readonly string[];
  /** Collections and variables whose schemas differ: legal states have only what fits both. */
  readonly narrowedRoots: readonly string[];
  /** Why no state can be legal for both in a way that can be told; with these nothing can be decided. */
  readonly clashes: readonly string[];
}

/** An operation of A and the one of B that it is compared with. */
export interface OperationPair {
  readonly a: Operation;
  readonly b: Operation;
}

/** The side that accepts, the other, and their operations as they were loaded. */
export interface Direction {
  readonly accepting: Side & { readonly operation: Operation };
  readonly other: Side & { readonly operation: Operation };
}

/** Puts two contracts side by side. Operations belong together by their id, else by method and path. */
export function pairOf(a: Contract, b: Contract): Pair {
  const other = sameNames(a.schemas, b.schemas) ? b : withSchemaNames(b, (ref) => `against ${ref}`);
  const { operations, onlyInA, onlyInB } = pairOperations(a, b);
  const clashes: string[] = [];
  const roots = joinRoots(a, other, clashes);
  const joint: Contract = {
    ...a,
    schemas: new Map([...a.schemas, ...other.schemas]),
    collections: roots.collections,
    variables: roots.variables,
    invariants: [...a.invariants, ...b.invariants],
  };
  const symbolic = (contract: Contract): Contract => ({ ...contract, schemas: joint.schemas });
  return {
    a: { concrete: a, symbolic: symbolic(a) },
    b: { concrete: b, symbolic: symbolic(other) },
    joint,
    operations,
    onlyInA,
    onlyInB,
    privateRoots: roots.private,
    narrowedRoots: roots.narrowed,
    clashes,
  };
}

function pairOperations(a: Contract, b: Contract): Pick<Pair, 'operations' | 'onlyInA' | 'onlyInB'> {
  const placeOf = ({ method, path }: Operation): string => `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`;
  const byPlace = new Map([...b.operations.values()].filter(({ id }) => !a.operations.has(id)).map((one) => [placeOf(one), one]));
  const operations: OperationPair[] = [];
  const onlyInA: Operation[] = [];
  for (const operation of a.operations.values()) {
    const partner = b.operations.get(operation.id) ?? byPlace.get(placeOf(operation));
    if (partner === undefined) onlyInA.push(operation);
    else operations.push({ a: operation, b: partner });
  }
  const paired = new Set(operations.map((pair) => pair.b));
  return { operations, onlyInA, onlyInB: [...b.operations.values()].filter((operation) => !paired.has(operation)) };
}

interface Roots {
  readonly collections: ReadonlyMap<string, Collection>;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly private: readonly string[];
  readonly narrowed: readonly string[];
}

function joinRoots(a: Contract, b: Contract, clashes: string[]): Roots {
  const narrowed: string[] = [];
  const schemaOf = (name: string, ours: Schema, theirs: Schema): Schema => {
    if (sameSchema({ schema: ours, schemas: a.schemas }, { schema: theirs, schemas: b.schemas })) return ours;
    narrowed.push(name);
    return { allOf: [ours, theirs] };
  };
  const collections = joined(a.collections, b.collections, (ours, theirs): Collection => {
    clashes.push(...collectionClashes(ours, theirs));
    const references = new Map<string, Reference>([...theirs.references, ...ours.references]);
    return { ...ours, schema: schemaOf(ours.name, ours.schema, theirs.schema), references, parent: ours.parent ?? theirs.parent };
  });
  const variables = joined(a.variables, b.variables, (ours, theirs): Variable => {
    return { ...ours, schema: schemaOf(ours.name, ours.schema, theirs.schema) };
  });
  for (const name of collections.keys())
    if (variables.has(name)) clashes.push(`${name} is a collection in one contract, a variable in the other`);
  const isShared = (name: string): boolean =>
    (a.collections.has(name) && b.collections.has(name)) || (a.variables.has(name) && b.variables.has(name));
  const onlyInOne = [...collections.keys(), ...variables.keys()].filter((name) => !isShared(name));
  return { collections, variables, private: onlyInOne, narrowed };
}

function joined<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>, join: (ours: T, theirs: T) => T): ReadonlyMap<string, T> {
  const all = new Map([...b, ...a]);
  for (const [name, ours] of a) {
    const theirs = b.get(name);
    if (theirs !== undefined) all.set(name, join(ours, theirs));
  }
  return all;
}

function collectionClashes(a: Collection, b: Collection): readonly string[] {
  const clashes: string[] = [];
  if (a.key.join(' ') !== b.key.join(' '))
    clashes.push(`the records of ${a.name} have different keys: ${a.key.join(', ')}; ${b.key.join(', ')}`);
  for (const [property, reference] of a.references) {
    const other = b.references.get(property);
    if (other !== undefined && other.collection !== reference.collection)
      clashes.push(`${a.name}.${property} refers to ${reference.collection} in one contract, to ${other.collection} in the other`);
  }
  if (a.parent && b.parent && (a.parent.collection !== b.parent.collection || a.parent.property !== b.parent.property))
    clashes.push(`the records of ${a.name} have different parents`);
  return clashes;
}

/** What of a state the contract knows. */
export function stateFor({ collections, variables }: Contract, state: Value): Value {
  const entries = state !== null && isObject(state) ? [...state] : [];
  return new Map<ObjectKey, Value>(entries.filter(([name]) => collections.has(String(name)) || variables.has(String(name))));
}

const initials = new WeakMap<Contract, WeakMap<object, InitialState>>();

/** The initial state as far as the contract knows what is in it; the same object for the same state. */
export function initialFor(contract: Contract, initial: InitialState): InitialState {
  if (initial.kind !== 'given') return initial;
  const of = initials.get(contract) ?? new WeakMap<object, InitialState>();
  initials.set(contract, of);
  const known = of.get(initial);
  if (known !== undefined) return known;
  const restricted: InitialState = { ...initial, state: stateFor(contract, initial.state) };
  of.set(initial, restricted);
  return restricted;
}
