// Decides the terms behind claims about states and answers: that a root is unchanged, that an answer is the recorded one.

import type { Value } from '../../base/value.ts';
import { lookUp } from '../collection/read.ts';
import type { Context } from '../context.ts';
import { equalSymbolic } from '../equality.ts';
import { known } from '../normal.ts';
import { writesSince } from '../settle.ts';
import { collectionOf, type SymbolicState, variableOf } from '../state.ts';
import type { Term } from '../term.ts';
import type { Symbolic, SymbolicCollection } from '../value.ts';

/** Whether a collection, or a variable, is the same in a state as in an earlier one of the same trajectory. The order of records is no matter. */
export function unchanged(context: Context, root: string, before: SymbolicState, after: SymbolicState): Term {
  if (!before.collections.has(root)) return equalSymbolic(context, variableOf(before, root), variableOf(after, root));
  return sameRecords(context, collectionOf(before, root), collectionOf(after, root));
}

function sameRecords(context: Context, before: SymbolicCollection, after: SymbolicCollection): Term {
  const { factory } = context;
  const keys = new Map(writesSince(before, after).map((write) => [write.keyText, write.key] as const));
  const same = [...keys.values()].map((key) => {
    const old = lookUp(context, before, key);
    const now = lookUp(context, after, key);
    const stays = factory.implies(old.present, factory.and([now.present, equalSymbolic(context, old.record, now.record)]));
    return factory.and([stays, factory.implies(now.present, old.present)]);
  });
  return factory.and(same);
}

/** Whether a symbolic value, or the absence of one (null), is the value, or none (undefined). */
export function equals(context: Context, symbolic: Symbolic | null, value: Value | undefined): Term {
  const { factory } = context;
  if (symbolic === null || value === undefined) return factory.bool(symbolic === null && value === undefined);
  return equalSymbolic(context, symbolic, known(value));
}
