// Decides what a collection has at a key; whatever is known about the keys is settled without a term.

import type { Context } from '../context.ts';
import type { Term } from '../term.ts';
import type { Layer, Symbolic, SymbolicCollection } from '../value.ts';
import { NULL_VALUE } from '../values.ts';
import { baseIsAmbiguous, basePresent, baseRecord } from './base.ts';
import { type Meeting, type Met, meetWrites } from './meet.ts';

/** Whether the collection has the key. */
export function recordPresent(context: Context, c: SymbolicCollection, key: Symbolic): Term {
  return presentAt(context, c, key, meetWrites(context, c, key));
}

/** The record at the key; meaningless where it is not present. */
export function recordAt(context: Context, c: SymbolicCollection, key: Symbolic): Symbolic {
  return recordOf(context, c, key, meetWrites(context, c, key));
}

/** Whether the collection has the key, and the record then. */
export function lookUp(context: Context, c: SymbolicCollection, key: Symbolic): { readonly present: Term; readonly record: Symbolic } {
  const meeting = meetWrites(context, c, key);
  return { present: presentAt(context, c, key, meeting), record: recordOf(context, c, key, meeting) };
}

/** Number of records, an integer. */
export function collectionSize(c: SymbolicCollection): Term {
  return c.log.count;
}

/** Whether it does not depend on a condition which record is at the key, so that a change of it can be written as a whole. */
export function isSettled(context: Context, c: SymbolicCollection, key: Symbolic): boolean {
  const { met, reachesBase } = meetWrites(context, c, key);
  if (reachesBase && baseIsAmbiguous(c, key)) return false;
  return met.every(({ write, match }) => match === context.factory.true && write.property === null);
}

function presentAt(context: Context, c: SymbolicCollection, key: Symbolic, meeting: Meeting): Term {
  const { factory } = context;
  let present = meeting.reachesBase ? basePresent(context, c, key) : factory.false;
  for (const { write, match } of meeting.met.toReversed()) {
    if (write.property === null) present = factory.ite(match, write.value === null ? factory.false : factory.true, present);
  }
  return present;
}

function recordOf(context: Context, c: SymbolicCollection, key: Symbolic, meeting: Meeting): Symbolic {
  // Where a removal is the last word there is no record, so removals say nothing about it.
  const writes = meeting.met.filter(({ write }) => write.property !== null || write.value !== null);
  if (meeting.reachesBase && basePresent(context, c, key) !== context.factory.false) {
    return layered(baseRecord(context, c, key), writes);
  }
  // Nothing below the log: a record that is present was written as a whole, and what is older than the oldest such write is void.
  const oldest = writes.findLastIndex(({ write }) => write.property === null);
  const record = writes[oldest]?.write.value ?? NULL_VALUE;
  return layered(record, writes.slice(0, Math.max(0, oldest)));
}

function layered(base: Symbolic, newestFirst: readonly Met[]): Symbolic {
  if (newestFirst.length === 0) return base;
  const layers: readonly Layer[] = newestFirst
    .map(({ write, match }) => ({ guard: match, property: write.property, value: write.value }))
    .toReversed();
  return base.kind === 'layers'
    ? { kind: 'layers', base: base.base, layers: [...base.layers, ...layers] }
    : { kind: 'layers', base, layers };
}
