// Decides the symbolic state that a trajectory starts in: the one at reset, a given one, or any that fits the contract.

import type { Checked } from '../../base/diagnostic.ts';
import type { Timestamp, Value } from '../../base/value.ts';
import type { Contract } from '../../contract/contract.ts';
import type { InitialState } from '../../contract/trajectory.ts';
import { invariantHolds } from '../claims/invariants.ts';
import { emptyLog } from '../collection/log.ts';
import type { Execution } from '../execution.ts';
import type { SymbolicState } from '../state.ts';
import { Unsupported } from '../unsupported.ts';
import { known } from '../values.ts';
import { anyState, type LinkFilter } from './any-state.ts';
import { type KnownState, readKnownState, resetState } from './known-state.ts';

/**
 * The initial state. Given states are taken as they are: whether they are legal, and what they are if not, is decided elsewhere. For
 * `any`, what the contract promises of every legal state is assumed as far as the state is looked at.
 */
export function initialState(execution: Execution, initial: InitialState, now: Timestamp): Checked<SymbolicState> {
  if (initial.kind === 'any') return anyState(execution, now);
  const read = readOnce(execution.contract, initial);
  if (read.value === null) return { value: null, diagnostics: read.diagnostics };
  return { value: withHolding(execution, stateOf(execution, read.value), read.value, now), diagnostics: read.diagnostics };
}

/** Any state that fits the contract, in which what is referred to exists where that is assumed. Throws `Unsupported` if a key can be of several types. */
export function anyLegalState(execution: Execution, now: Timestamp, isAssumed: LinkFilter): SymbolicState {
  const { value } = anyState(execution, now, isAssumed);
  if (value === null) throw new Unsupported('a collection with a key of no single scalar type');
  return value;
}

// Many trajectories start in one state: it is indexed once.
const readings = new WeakMap<Contract, WeakMap<object, Checked<KnownState>>>();

function readOnce(contract: Contract, initial: Exclude<InitialState, { kind: 'any' }>): Checked<KnownState> {
  const of = readings.get(contract) ?? new WeakMap<object, Checked<KnownState>>();
  readings.set(contract, of);
  const identity = initial.kind === 'given' ? initial.state : contract;
  const before = typeof identity === 'object' && identity !== null ? of.get(identity) : undefined;
  if (before !== undefined) return before;
  const read = initial.kind === 'given' ? readKnownState(contract, initial.state) : resetState(contract);
  if (typeof identity === 'object' && identity !== null) of.set(identity, read);
  return read;
}

function stateOf(execution: Execution, state: KnownState): SymbolicState {
  const { contract, context } = execution;
  const collections = [...contract.collections.values()].map((collection) => {
    const records = state.collections.get(collection.name) ?? new Map();
    const log = emptyLog(context.factory.int(records.size));
    return [collection.name, { kind: 'collection', collection, base: { kind: 'known', records }, log }] as const;
  });
  const variables = [...state.variables].map(([name, value]: readonly [string, Value]) => [name, known(value)] as const);
  return { collections: new Map(collections), variables: new Map(variables), holding: new Set() };
}

const lawful = new WeakMap<KnownState, ReadonlySet<string>>();

function withHolding(execution: Execution, state: SymbolicState, key: KnownState, now: Timestamp): SymbolicState {
  const holding = lawful.get(key) ?? holdingIn(execution, state, now);
  lawful.set(key, holding);
  return { ...state, holding };
}

function holdingIn(execution: Execution, state: SymbolicState, now: Timestamp): ReadonlySet<string> {
  const { contract, context } = execution;
  const holding = contract.invariants.filter((invariant) => invariantHolds(execution, state, invariant, now) === context.factory.true);
  return new Set(holding.map((invariant) => invariant.id));
}
