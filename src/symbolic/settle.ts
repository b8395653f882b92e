// Decides in which state the next step starts, once it is known, or left open, how a step ended.

import { appendWrite } from './collection/log.ts';
import type { Context } from './context.ts';
import { ite } from './merge.ts';
import { collectionOf, type SymbolicState, variableOf } from './state.ts';
import type { Term } from './term.ts';
import type { Transition } from './transition.ts';
import type { CollectionWrite, SymbolicCollection } from './value.ts';

/** `success` and `failed`: it was proved, or is assumed, that the step ends so. `open`: it may end either way. */
export type Ending = 'success' | 'failed' | 'open';

export function settle(context: Context, transition: Transition, ending: Ending): SymbolicState {
  const { factory } = context;
  const { before, state, success } = transition;
  if (ending === 'failed' || success === factory.false) return before;
  if (ending === 'success' || success === factory.true) return state;
  const collections = [...before.collections.keys()].map(
    (name) => [name, guarded(context, collectionOf(before, name), collectionOf(state, name), success)] as const,
  );
  const variables = [...before.variables].map(([name, value]) => [name, ite(context, success, variableOf(state, name), value)] as const);
  const holding = new Set([...before.holding].filter((id) => state.holding.has(id)));
  return { collections: new Map(collections), variables: new Map(variables), holding };
}

/** The collection with the writes since guarded. */
function guarded(context: Context, before: SymbolicCollection, after: SymbolicCollection, guard: Term): SymbolicCollection {
  const { factory } = context;
  if (before === after) return before;
  const start: SymbolicCollection = { ...before, log: { ...before.log, issued: after.log.issued } };
  return writesSince(before, after).reduce(
    (c, write) => appendWrite(factory, c, { ...write, guard: factory.and([guard, write.guard]), adds: factory.and([guard, write.adds]) }),
    start,
  );
}

/** The writes by which a collection differs from one that it came from, the oldest first. */
export function writesSince(before: SymbolicCollection, after: SymbolicCollection): readonly CollectionWrite[] {
  const found: CollectionWrite[] = [];
  for (let write = after.log.head; write !== null && write !== before.log.head; write = write.previous) found.push(write);
  return found.toReversed();
}
