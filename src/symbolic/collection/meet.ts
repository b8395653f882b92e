// Decides which writes of a log a read at a key can meet, and under which condition each is at that key.

import type { Context } from '../context.ts';
import { equalSymbolic } from '../equality.ts';
import type { Term } from '../term.ts';
import type { CollectionWrite, Symbolic, SymbolicCollection } from '../value.ts';
import { isKnownKey, keyText } from './key.ts';

/** A write that happens at the key read where `match` holds; `match` is never the constant false. */
export interface Met {
  readonly write: CollectionWrite;
  readonly match: Term;
}

/** The writes that matter, the newest first; without `reachesBase`, the oldest is certain and hides all before. */
export interface Meeting {
  readonly met: readonly Met[];
  readonly reachesBase: boolean;
}

/** What a read at the key meets on its way from the newest write to the base. */
export function meetWrites(context: Context, c: SymbolicCollection, key: Symbolic): Meeting {
  const text = keyText(key);
  const met: Met[] = [];
  for (const write of isKnownKey(key) ? writesNearKnown(c, text) : writesNearSymbolic(context, c)) {
    const match = matchAt(context, c, write, key, text);
    if (match === context.factory.false) continue;
    met.push({ write, match });
    if (match === context.factory.true && write.property === null) return { met, reachesBase: false };
  }
  return { met, reachesBase: true };
}

/** When the write happens at the key. `text` is the key's. */
export function matchAt(context: Context, c: SymbolicCollection, write: CollectionWrite, key: Symbolic, text: string): Term {
  const { factory } = context;
  if (write.keyText === text) return write.guard;
  if (certainlyDiffer(c, write, key, text)) return factory.false;
  return factory.and([write.guard, equalSymbolic(context, write.key, key)]);
}

function certainlyDiffer(c: SymbolicCollection, write: CollectionWrite, key: Symbolic, text: string): boolean {
  if (isKnownKey(key) && isKnownKey(write.key)) return true;
  if (areInvented(c, text, write.keyText)) return true;
  const read = c.log.issued.get(text);
  if (read !== undefined && (write.at < read.size || occurredBefore(c, write.keyText, read.size))) return true;
  const written = c.log.issued.get(write.keyText);
  if (written === undefined) return false;
  return read?.step === written.step || occurredBefore(c, text, written.size);
}

/** Whether the keys are two of those that a bounded reading invented: they differ. */
function areInvented(c: SymbolicCollection, a: string, b: string): boolean {
  if (c.base.kind !== 'unknown' || c.base.unknown.invented === null) return false;
  return c.base.unknown.invented.has(a) && c.base.unknown.invented.has(b);
}

/** Whether the collection certainly had the key at some time before the log had that size. */
function occurredBefore(c: SymbolicCollection, text: string, size: number): boolean {
  if (c.base.kind === 'known' && c.base.records.has(text)) return true;
  for (let node = c.log.byKey.get(text) ?? null; node !== null; node = node.previousSame) {
    if (node.at < size && node.guard.kind === 'constant') return true;
  }
  return false;
}

/** The writes whose keys are the known one or not known, the newest first. */
function* writesNearKnown(c: SymbolicCollection, text: string): Generator<CollectionWrite> {
  let same = c.log.byKey.get(text) ?? null;
  let symbolic = c.log.symbolicHead;
  while (same !== null || symbolic !== null) {
    if (symbolic === null || (same !== null && same.at > symbolic.at)) {
      if (same === null) return;
      yield same;
      same = same.previousSame;
    } else {
      yield symbolic;
      symbolic = symbolic.previousSymbolic;
    }
  }
}

/** All writes, the newest first, but those that a later certain write at the same key hides. */
function* writesNearSymbolic(context: Context, c: SymbolicCollection): Generator<CollectionWrite> {
  const hidden = new Set<string>();
  for (let node = c.log.head; node !== null; node = node.previous) {
    if (hidden.has(node.keyText)) continue;
    yield node;
    if (node.property === null && node.guard === context.factory.true) hidden.add(node.keyText);
  }
}
