// Decides what all effects of an operation do together: their problems in deciding order, and their writes.

import type { Effect, Operation } from '../../contract/contract.ts';
import { subexpressions } from '../../contract/subexpressions.ts';
import { issueKey } from '../collection/log.ts';
import { equalSymbolic } from '../equality.ts';
import type { Execution } from '../execution.ts';
import type { Sight } from '../frame.ts';
import type { Term } from '../term.ts';
import type { Symbolic } from '../value.ts';
import type { Choices } from './choices.ts';
import { createClashFinder } from './clash.ts';
import { planCreate } from './create.ts';
import { type EffectSight, faultOf } from './effect-frame.ts';
import { planForEach } from './for-each.ts';
import type { EffectPlan, PlannedWrite, Problem, WrittenRecord } from './plan.ts';
import { planAssign, planDelete, planUpdate } from './update.ts';

export interface EffectsPlan {
  readonly problems: readonly Problem[];
  readonly writes: readonly PlannedWrite[];
  /** By index of the effect. */
  readonly records: readonly (WrittenRecord | null)[];
}

/** `sight` sees the state before. Planning ends at a problem that certainly decides. */
export function planEffects(execution: Execution, operation: Operation, sight: Sight, step: number, choices: Choices): EffectsPlan {
  const { context } = execution;
  const at: EffectSight = {
    execution,
    sight,
    choose: choices.value,
    generateKey: choices.keyPart,
    issue: (collection, parts, key) => choices.issue(sight.state, collection, parts, key),
    withIssued: (c) =>
      choices.issued().reduce((to, { collection, key }) => (collection === c.collection.name ? issueKey(to, key, step) : to), c),
  };
  const clashes = createClashFinder(context);
  const problems: Problem[] = [];
  const writes: PlannedWrite[] = [];
  const records: (WrittenRecord | null)[] = [];
  for (const [index, effect] of operation.effects.entries()) {
    const plan = planEffect(at, effect, index);
    problems.push(...plan.problems, faultOf(effect, clashes.add(plan.writes), 'two effects write the same place'));
    problems.push(
      faultOf(effect, sharedLists(execution, [...writes, ...plan.writes], plan.writes), 'elements of lists that may be one are deleted'),
    );
    writes.push(...plan.writes);
    records.push(plan.record);
    if (problems.some((problem) => problem.condition === context.factory.true)) break;
  }
  assumeDistinct(execution, operation, choices, writes);
  return { problems: problems.filter((problem) => problem.condition !== context.factory.false), writes, records };
}

function planEffect(at: EffectSight, effect: Effect, index: number): EffectPlan {
  switch (effect.kind) {
    case 'create':
      return planCreate(at, effect, index);
    case 'update':
      return planUpdate(at, effect);
    case 'delete':
      return planDelete(at, effect);
    case 'forEach':
      return planForEach(at, effect);
    case 'assign':
      return planAssign(at, effect);
  }
}

/** Issued keys differ from the keys that effects of the same step create on purpose, that is, without `fresh`. */
function assumeDistinct(execution: Execution, operation: Operation, choices: Choices, writes: readonly PlannedWrite[]): void {
  const { context } = execution;
  const { factory } = context;
  const generating = new Set(operation.effects.filter(makesFreshKeys).map((effect) => effect.id));
  for (const { collection, key, left } of choices.issued()) {
    for (const write of writes) {
      const [created] = write.path;
      if (
        write.root !== collection ||
        created === undefined ||
        write.path.length > 1 ||
        write.value === null ||
        generating.has(write.effect)
      )
        continue;
      const same = equalSymbolic(context, created, key);
      if (same !== factory.true && isCreate(operation, write))
        context.assume(factory.implies(factory.and([left, write.guard]), factory.not(same)));
    }
  }
}

function isCreate(operation: Operation, write: PlannedWrite): boolean {
  return operation.effects.some((effect) => effect.id === write.effect && effect.kind === 'create');
}

/** Whether the key of a created record may come from a `fresh` in the effect. */
function makesFreshKeys(effect: Effect): boolean {
  if (effect.kind !== 'create') return false;
  const rules = effect.key === null ? [effect.value] : [effect.value, effect.key];
  return rules.some((rule) =>
    subexpressions(rule.expression).some((part) => part.kind === 'fresh' && part.collection === effect.collection),
  );
}

/**
 * Elements are taken out of each list together, lists being told apart by how their places are written. Where two places may be one
 * list all the same, the outcome is left open.
 */
function sharedLists(execution: Execution, all: readonly PlannedWrite[], added: readonly PlannedWrite[]): Term {
  const { context } = execution;
  const { factory } = context;
  const removals = all.filter((write) => write.removesItem);
  const conditions = added
    .filter((write) => write.removesItem)
    .flatMap((write) => removals.map((other) => factory.and([write.guard, other.guard, oneList(execution, write, other)])));
  const open = factory.or(conditions);
  return open === factory.false ? open : factory.and([open, context.opaque('deleting elements of lists that may be one', 'bool', [open])]);
}

function oneList(execution: Execution, a: PlannedWrite, b: PlannedWrite): Term {
  const { context } = execution;
  const { factory } = context;
  if (a.root !== b.root || a.path.length !== b.path.length) return factory.false;
  const same = a.path.slice(0, -1).map((step: Symbolic, i) => equalSymbolic(context, step, b.path[i] ?? step));
  const equal = factory.and(same);
  return equal === factory.true ? factory.false : equal;
}
