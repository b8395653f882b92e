// Decides the state after a set of writes that do not clash.

import { changeRecords, type Records, recordAt } from '../records.ts';
import type { State } from '../state.ts';
import { valueAt } from '../value-at.ts';
import type { Run } from './run.ts';
import type { Write } from './write.ts';
import { rewritten, type WriteNode } from './write-tree.ts';

/** The state with all writes made. It shares with the state before what no write touches. */
export function applyWrites(state: State, run: Run): State {
  const collections = new Map(state.collections);
  const variables = new Map(state.variables);
  for (const [root, tree] of run.trees) {
    const records = collections.get(root);
    if (records !== undefined) collections.set(root, changedRecords(records, tree));
    else variables.set(root, rewritten(variables.get(root), tree) ?? null);
  }
  return { collections, variables };
}

function changedRecords(records: Records, tree: WriteNode): Records {
  const changes = Array.from(tree.children.values(), (node) => ({ key: node.step, record: rewritten(recordAt(records, node.step), node) }));
  return changeRecords(records, changes);
}

/** The writes as they happened, from the state before. */
export function happened(state: State, run: Run): readonly Write[] {
  return run.writes.map(({ root, path, value, effect }) => ({
    root,
    path,
    before: valueAt(state, { root, path }),
    after: value,
    effect: effect.id,
  }));
}
