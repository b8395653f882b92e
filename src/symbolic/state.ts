// Decides what a symbolic state is: collections, variables, and what is known to hold in it. A step makes a new one that shares all it did not touch.

import type { Symbolic, SymbolicCollection } from './value.ts';

export interface SymbolicState {
  readonly collections: ReadonlyMap<string, SymbolicCollection>;
  readonly variables: ReadonlyMap<string, Symbolic>;
  /** Ids of the invariants that hold here, so that the state after a step can only break them where the step wrote. */
  readonly holding: ReadonlySet<string>;
}

export function collectionOf(state: SymbolicState, name: string): SymbolicCollection {
  const found = state.collections.get(name);
  if (found === undefined) throw new Error(`no collection ${name} in the state`);
  return found;
}

export function variableOf(state: SymbolicState, name: string): Symbolic {
  const found = state.variables.get(name);
  if (found === undefined) throw new Error(`no variable ${name} in the state`);
  return found;
}

export function withCollection(state: SymbolicState, collection: SymbolicCollection): SymbolicState {
  const { name } = collection.collection;
  if (state.collections.get(name) === collection) return state;
  return { ...state, collections: new Map(state.collections).set(name, collection) };
}

export function withVariable(state: SymbolicState, name: string, value: Symbolic): SymbolicState {
  return { ...state, variables: new Map(state.variables).set(name, value) };
}
