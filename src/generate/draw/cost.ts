// Decides what evaluating a rule may cost, before it is done: the records and elements that it may visit, roughly. It bounds how much is tried, the same on every machine.

import type { Expression } from '../../contract/expression.ts';
import { subexpressions } from '../../contract/subexpressions.ts';
import { recordsSize } from '../../simulate/records.ts';
import type { State } from '../../simulate/state.ts';

const walked = new WeakMap<Expression, readonly string[]>();

/** One for the rule, and one for each record of a collection that it walks over. */
export function costOf(rule: Expression, { collections }: State): number {
  let cost = 1;
  for (const name of collectionsWalked(rule)) {
    const records = collections.get(name);
    if (records !== undefined) cost += recordsSize(records);
  }
  return cost;
}

function collectionsWalked(rule: Expression): readonly string[] {
  const before = walked.get(rule);
  if (before !== undefined) return before;
  const found = subexpressions(rule).flatMap((part) => {
    if (part.kind !== 'quantify' && part.kind !== 'collect' && part.kind !== 'fold') return [];
    const { over } = part;
    return over.kind === 'root' && over.root.kind === 'collection' ? [over.root.name] : [];
  });
  walked.set(rule, found);
  return found;
}
