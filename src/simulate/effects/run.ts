// Decides the writes of all effects of one request: every effect reads the state before, the first problem in their order decides.

import type { Value } from '../../base/value.ts';
import type { Effect } from '../../contract/contract.ts';
import { isStop, type Stop } from '../stop.ts';
import { type EffectContext, effectFault, isEnabled, newFrame } from './context.ts';
import { type Collision, isCollision, writeOfCreate } from './create.ts';
import { writesOfAssign, writesOfDelete, writesOfForEach, writesOfUpdate } from './update.ts';
import type { PendingWrite } from './write.ts';
import { addWrite, emptyTree, type WriteNode } from './write-tree.ts';

/** What the effects do, taken together. */
export interface Run {
  readonly kind: 'run';
  readonly writes: readonly PendingWrite[];
  /** By collection or variable. */
  readonly trees: ReadonlyMap<string, WriteNode>;
  /** Key of the record that an effect created or updated, by the effect's index; absent for one that was skipped. */
  readonly touched: ReadonlyMap<number, Value>;
}

/** Evaluates the effects of the operation. */
export function runEffects(context: EffectContext): Run | Stop | Collision {
  const writes: PendingWrite[] = [];
  const trees = new Map<string, WriteNode>();
  const touched = new Map<number, Value>();
  for (const [index, effect] of context.operation.effects.entries()) {
    const more = writesOfEffect(context, effect, index);
    if (isStop(more) || isCollision(more)) return more;
    const clash = more.find((write) => !addTo(trees, write));
    if (clash !== undefined) return effectFault(effect, 'the place is written twice in one step');
    for (const write of more) writes.push(write);
    const key = more[0]?.path[0];
    if (key !== undefined && (effect.kind === 'create' || effect.kind === 'update')) touched.set(index, key);
  }
  return { kind: 'run', writes, trees, touched };
}

function addTo(trees: Map<string, WriteNode>, write: PendingWrite): boolean {
  const tree = trees.get(write.root) ?? emptyTree();
  trees.set(write.root, tree);
  return addWrite(tree, write);
}

function writesOfEffect(context: EffectContext, effect: Effect, index: number): readonly PendingWrite[] | Stop | Collision {
  const frame = newFrame(context);
  const enabled = isEnabled(effect, effect.when, frame);
  if (isStop(enabled)) return enabled;
  if (!enabled) return [];
  switch (effect.kind) {
    case 'create': {
      const write = writeOfCreate(context, effect, index, frame);
      return isStop(write) || isCollision(write) ? write : [write];
    }
    case 'update':
      return writesOfUpdate(effect, frame);
    case 'delete':
      return writesOfDelete(effect, frame);
    case 'forEach':
      return writesOfForEach(effect, frame);
    case 'assign':
      return writesOfAssign(effect, frame);
  }
}
