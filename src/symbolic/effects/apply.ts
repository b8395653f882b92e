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
import { narrowed, withoutItems, writeAt } from './write-at.ts';

/** The state after the writes, where `guard` holds; elsewhere the state as it is. */
export function applyWrites(context: Context, before: SymbolicState, writes: readonly PlannedWrite[], guard: Term): SymbolicState {
  const guarded = guard === context.factory.true ? writes : writes.map((write) => guardedBy(context, write, guard));
  const items = guarded.filter((write) => write.removesItem);
  // Elements are taken out of lists last, so that the indices of other writes still mean what they meant.
  const written = batches(guarded.filter((write) => !write.removesItem)).reduce(
    (state, batch) => applyBatch(context, state, batch),
    before,
  );
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

/** Neighbours that write below one property of one record (or one variable) belong together: they become one write of the property. */
function batches(writes: readonly PlannedWrite[]): readonly (readonly PlannedWrite[])[] {
  const found: PlannedWrite[][] = [];
  let last: string | null = null;
  for (const write of writes) {
    const place = write.path.length < 3 ? null : [write.root, ...write.path.slice(0, 2).map(keyText)].join(' ');
    if (place !== null && place === last) found.at(-1)?.push(write);
    else found.push([write]);
    last = place;
  }
  return found;
}

function applyBatch(context: Context, state: SymbolicState, batch: readonly PlannedWrite[]): SymbolicState {
  const [first, ...others] = batch;
  if (first === undefined) return state;
  if (!state.collections.has(first.root)) return batch.reduce((to, write) => writeVariable(context, to, write), state);
  const c = collectionOf(state, first.root);
  return withCollection(state, others.length === 0 ? writeRecord(context, c, first) : writeProperty(context, c, batch, first.path));
}

function writeVariable(context: Context, state: SymbolicState, write: PlannedWrite): SymbolicState {
  const old = variableOf(state, write.root);
  return withVariable(
    state,
    write.root,
    ite(context, write.guard, writeAt(context, old, write.path, context.factory.true, write.value), old),
  );
}

function writeRecord(context: Context, c: SymbolicCollection, write: PlannedWrite): SymbolicCollection {
  const [key, property] = write.path;
  if (key === undefined) throw new Error('a write to a collection has a key');
  if (property !== undefined) return writeProperty(context, c, [write], write.path);
  const { guard, value, adds } = write;
  return appendWrite(context.factory, c, { guard, key, property: null, value, adds });
}

/** The writes are at or below one property of the record at the key. */
function writeProperty(
  context: Context,
  c: SymbolicCollection,
  writes: readonly PlannedWrite[],
  path: readonly Symbolic[],
): SymbolicCollection {
  const { factory } = context;
  const [key, property] = path;
  if (key === undefined || property === undefined) throw new Error('a write to a property has a path');
  const guard = factory.or(writes.map((write) => write.guard));
  // Under the guard of all, the one of a single write is a condition of its own only if there are others.
  const guardOf = (write: PlannedWrite): Term => (write.guard === guard ? factory.true : write.guard);
  const record = narrowed(context, recordAt(context, c, key), guard);
  const base = { guard, key, adds: factory.false };
  const name = property.kind === 'known' && typeof property.value === 'string' ? property.value : null;
  if (isSettled(context, c, key) || name === null) {
    const changed = writes.reduce((value, write) => writeAt(context, value, write.path.slice(1), guardOf(write), write.value), record);
    return appendWrite(factory, c, { ...base, property: null, value: changed });
  }
  const [only] = writes;
  if (only !== undefined && path.length === 2) return appendWrite(factory, c, { ...base, property: name, value: only.value });
  const old = narrowed(context, memberOf(context, record, name).value, guard);
  const changed = writes.reduce((value, write) => writeAt(context, value, write.path.slice(2), guardOf(write), write.value), old);
  return appendWrite(factory, c, { ...base, property: name, value: changed });
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
  return applyBatch(context, state, [{ ...write, removesItem: false }]);
}

function valueAt(context: Context, state: SymbolicState, root: string, path: readonly Symbolic[]): Symbolic {
  const start: Symbolic = state.collections.get(root) ?? variableOf(state, root);
  return path.reduce(
    (value, key) => (value.kind === 'collection' ? recordAt(context, value, key) : elementAt(context, value, key).value),
    start,
  );
}
