// Decides the state after the planned writes. All of them were made in the state before, and none touches what another writes.

import { keyText } from '../collection/key.ts';
import { appendWrite, issueKey } from '../collection/log.ts';
import { isSettled, recordAt } from '../collection/read.ts';
import type { Context } from '../context.ts';
import { ite } from '../merge.ts';
import { elementAt, memberOf } from '../read.ts';
import { collectionOf, type SymbolicState, variableOf, withCollection, withVariable } from '../state.ts';
import type { Term } from '../term.ts';
import type { Symbolic, SymbolicCollection } from '../value.ts';
import type { IssuedKey, PlannedWrite } from './plan.ts';
import { withoutItems, writeAt } from './write-at.ts';

/** The state after the writes, where `guard` holds; elsewhere the state as it is. */
export function applyWrites(context: Context, before: SymbolicState, writes: readonly PlannedWrite[], guard: Term): SymbolicState {
  const guarded = guard === context.factory.true ? writes : writes.map((write) => guardedBy(context, write, guard));
  const items = guarded.filter((write) => write.removesItem);
  // Elements are taken out of lists last, so that the indices of other writes still mean what they meant.
  const written = guarded.filter((write) => !write.removesItem).reduce((state, write) => applyWrite(context, state, write), before);
  return removalsByList(items).reduce((state, group) => applyRemovals(context, state, group), written);
}

/** The state in which the keys count as issued by the step. */
export function applyIssues(before: SymbolicState, issued: readonly IssuedKey[], step: number): SymbolicState {
  return issued.reduce((state, { collection, key }) => withCollection(state, issueKey(collectionOf(state, collection), key, step)), before);
}

function guardedBy(context: Context, write: PlannedWrite, guard: Term): PlannedWrite {
  const { factory } = context;
  return { ...write, guard: factory.and([guard, write.guard]), adds: factory.and([guard, write.adds]) };
}

function applyWrite(context: Context, state: SymbolicState, write: PlannedWrite): SymbolicState {
  if (write.guard === context.factory.false) return state;
  if (state.collections.has(write.root)) return withCollection(state, writeRecord(context, collectionOf(state, write.root), write));
  const old = variableOf(state, write.root);
  return withVariable(state, write.root, ite(context, write.guard, writeAt(context, old, write.path, write.value), old));
}

function writeRecord(context: Context, c: SymbolicCollection, write: PlannedWrite): SymbolicCollection {
  const [key, property, ...rest] = write.path;
  if (key === undefined) throw new Error('a write to a collection has a key');
  const { factory } = context;
  const { guard, value } = write;
  if (property === undefined) return appendWrite(factory, c, { guard, key, property: null, value, adds: write.adds });
  const record = narrowed(context, recordAt(context, c, key), guard);
  if (isSettled(context, c, key) || property.kind !== 'known' || typeof property.value !== 'string') {
    const changed = writeAt(context, record, [property, ...rest], value);
    return appendWrite(factory, c, { guard, key, property: null, value: changed, adds: factory.false });
  }
  const changed =
    rest.length === 0 ? value : writeAt(context, narrowed(context, memberOf(context, record, property.value).value, guard), rest, value);
  return appendWrite(factory, c, { guard, key, property: property.value, value: changed, adds: factory.false });
}

/** The value without the alternatives that are excluded where the guard holds: what is written under it never meets them. */
function narrowed(context: Context, value: Symbolic, guard: Term): Symbolic {
  if (value.kind !== 'union') return value;
  const possible = value.alternatives.filter((alternative) => context.factory.and([guard, alternative.guard]) !== context.factory.false);
  const [only] = possible;
  return possible.length === 1 && only !== undefined ? only.value : { kind: 'union', alternatives: possible };
}

/** Removals from one list each: those whose paths are equal but for the index. */
function removalsByList(removals: readonly PlannedWrite[]): readonly (readonly PlannedWrite[])[] {
  const groups = new Map<string, PlannedWrite[]>();
  for (const removal of removals) {
    const id = [removal.root, ...removal.path.slice(0, -1).map(keyText)].join(' ');
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [removal]);
    else group.push(removal);
  }
  return [...groups.values()];
}

function applyRemovals(context: Context, state: SymbolicState, group: readonly PlannedWrite[]): SymbolicState {
  const [first] = group;
  if (first === undefined) return state;
  const path = first.path.slice(0, -1);
  const removed = group.flatMap(({ guard, path: at }) => at.slice(-1).map((index) => ({ guard, index })));
  const list = valueAt(context, state, first.root, path);
  const write = {
    ...first,
    path,
    value: withoutItems(context, list, removed),
    guard: context.factory.or(group.map((removal) => removal.guard)),
  };
  return applyWrite(context, state, { ...write, removesItem: false });
}

function valueAt(context: Context, state: SymbolicState, root: string, path: readonly Symbolic[]): Symbolic {
  const start: Symbolic = state.collections.get(root) ?? variableOf(state, root);
  return path.reduce(
    (value, key) => (value.kind === 'collection' ? recordAt(context, value, key) : elementAt(context, value, key).value),
    start,
  );
}
