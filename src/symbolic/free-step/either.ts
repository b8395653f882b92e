// Decides the state after one of several things that exclude each other happened: each one's writes, guarded by its having happened.

import type { Map as PersistentMap } from 'immutable';
import { appendWrite } from '../collection/log.ts';
import type { Context } from '../context.ts';
import { ite } from '../merge.ts';
import { writesSince } from '../settle.ts';
import { collectionOf, type SymbolicState, variableOf } from '../state.ts';
import type { Term } from '../term.ts';
import type { Issue, SymbolicCollection } from '../value.ts';

/** Where `guard` holds, `state` is the state after. No two guards hold at once; where none does, nothing changes. */
export interface Possibility {
  readonly guard: Term;
  readonly state: SymbolicState;
}

/** The state after one of the possibilities. Each must come from `before`. */
export function either(context: Context, before: SymbolicState, possibilities: readonly Possibility[]): SymbolicState {
  const collections = [...before.collections.keys()].map((name) => {
    const merged = possibilities.reduce(
      (collection, { guard, state }) => guardedWrites(context, collection, collectionOf(before, name), collectionOf(state, name), guard),
      collectionOf(before, name),
    );
    return [name, merged] as const;
  });
  const variables = [...before.variables].map(([name, value]) => {
    const merged = possibilities.reduce((otherwise, { guard, state }) => ite(context, guard, variableOf(state, name), otherwise), value);
    return [name, merged] as const;
  });
  const holding = new Set([...before.holding].filter((id) => possibilities.every(({ state }) => state.holding.has(id))));
  return { collections: new Map(collections), variables: new Map(variables), holding };
}

function guardedWrites(
  context: Context,
  to: SymbolicCollection,
  before: SymbolicCollection,
  after: SymbolicCollection,
  guard: Term,
): SymbolicCollection {
  if (before === after) return to;
  const { factory } = context;
  const issued = newIssues(before, after).reduce((all, [text, issue]) => all.set(text, issue), to.log.issued);
  const start: SymbolicCollection = { ...to, log: { ...to.log, issued } };
  return writesSince(before, after).reduce(
    (c, write) => appendWrite(factory, c, { ...write, guard: factory.and([guard, write.guard]), adds: factory.and([guard, write.adds]) }),
    start,
  );
}

/**
 * The keys that were issued on the way. A key differs from what the collection had before: positions in the log beyond that belong to other
 * possibilities here.
 */
function newIssues(before: SymbolicCollection, after: SymbolicCollection): readonly (readonly [string, Issue])[] {
  const known: PersistentMap<string, Issue> = before.log.issued;
  return [...after.log.issued].flatMap(([text, issue]) =>
    known.get(text) === issue ? [] : [[text, { ...issue, size: Math.min(issue.size, before.log.size) }] as const],
  );
}
