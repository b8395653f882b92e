// Decides what `update`, `delete` and `assign` write.

import type { Change, Effect } from '../../contract/contract.ts';
import type { Frame } from '../compile.ts';
import { mergePatch } from '../entries.ts';
import { frameOf } from '../frame.ts';
import { isObjectTerm } from '../kinds.ts';
import type { Term } from '../term.ts';
import { conditionOf, type EffectSight, faultOf, storedValue } from './effect-frame.ts';
import { below, resolvePlace, rootTarget, type Target } from './place.ts';
import { type EffectPlan, NO_PLAN, type PlannedWrite, type Problem } from './plan.ts';

/** What is done at one target, where `guard` holds. */
interface Part {
  readonly problems: readonly Problem[];
  readonly writes: readonly PlannedWrite[];
}

type Update = Extract<Effect, { readonly kind: 'update' }>;
type Delete = Extract<Effect, { readonly kind: 'delete' }>;
type Assign = Extract<Effect, { readonly kind: 'assign' }>;

export function planUpdate(at: EffectSight, effect: Update): EffectPlan {
  return planAt(at, effect, (frame, guard) => {
    const target = resolvePlace(at, effect.place, frame);
    const part = changeAt(at, effect, target, effect.change, guard, frame);
    const [key] = target.path;
    const isRecord = at.sight.state.collections.has(target.root) && key !== undefined;
    return { ...part, record: isRecord ? { guard, collection: target.root, key } : null };
  });
}

export function planDelete(at: EffectSight, effect: Delete): EffectPlan {
  return planAt(at, effect, (frame, guard) => ({ ...removeAt(at, effect, resolvePlace(at, effect.place, frame), guard), record: null }));
}

export function planAssign(at: EffectSight, effect: Assign): EffectPlan {
  return planAt(at, effect, (frame, guard) => {
    const { factory } = at.execution.context;
    const value = storedValue(at, effect.value, frame);
    const problem = faultOf(effect, factory.and([guard, value.error]), 'the value to assign is an error');
    return { problems: [problem], writes: [writeTo(at, effect, rootTarget(at, effect.variable), guard, value.value)], record: null };
  });
}

function planAt(at: EffectSight, effect: Effect, plan: (frame: Frame, guard: Term) => EffectPlan): EffectPlan {
  const { factory } = at.execution.context;
  const frame = frameOf(at.execution, at.sight);
  const when = conditionOf(at, effect.when, frame);
  const whenFails = faultOf(effect, when.fails, 'the condition has no value');
  if (when.holds === factory.false) return { ...NO_PLAN, problems: [whenFails] };
  const planned = plan(frame, when.holds);
  return { ...planned, problems: [whenFails, ...planned.problems] };
}

/** What a change does at a target. */
export function changeAt(at: EffectSight, effect: Effect, target: Target, change: Change, guard: Term, frame: Frame): Part {
  const { context } = at.execution;
  const { factory } = context;
  const faultWhere = (condition: Term, message: string): Problem => faultOf(effect, factory.and([guard, condition]), message);
  const missing = factory.or([target.unreachable, factory.not(target.present)]);
  if (target.value.kind === 'collection')
    return { problems: [faultWhere(factory.true, 'a collection as a whole cannot be written')], writes: [] };
  switch (change.kind) {
    case 'set': {
      const noObject = factory.or([missing, factory.not(isObjectTerm(context, target.value))]);
      const problems = [faultWhere(noObject, 'there is no object at the place')];
      if (problems[0]?.condition === guard) return { problems, writes: [] };
      const parts = change.fields.map((field) => {
        const value = storedValue(at, field.value, frame);
        const to = below(at, target, field.path, frame);
        return {
          problem: faultWhere(factory.or([value.error, isNotWritable(at, to)]), 'a field cannot be set'),
          write: writeTo(at, effect, to, guard, value.value),
        };
      });
      return { problems: [...problems, ...parts.map((part) => part.problem)], writes: parts.map((part) => part.write) };
    }
    case 'merge': {
      const patch = storedValue(at, change.value, frame);
      const problem = faultWhere(factory.or([missing, patch.error]), 'nothing to merge, or nothing to merge into');
      return { problems: [problem], writes: [writeTo(at, effect, target, guard, mergePatch(context, target.value, patch.value))] };
    }
    case 'replace': {
      const value = storedValue(at, change.value, frame);
      const problem = faultWhere(factory.or([value.error, isNotWritable(at, target)]), 'nothing to replace, or nothing to replace it with');
      return { problems: [problem], writes: [writeTo(at, effect, target, guard, value.value)] };
    }
  }
}

/** What removing a target does. */
export function removeAt(at: EffectSight, effect: Effect, target: Target, guard: Term): Part {
  const { factory } = at.execution.context;
  if (target.path.length === 0) return { problems: [faultOf(effect, guard, 'a root as a whole cannot be deleted')], writes: [] };
  const missing = factory.or([target.unreachable, factory.not(target.present)]);
  const problem = faultOf(effect, factory.and([guard, missing]), 'there is nothing to delete');
  const removal = { effect: effect.id, root: target.root, path: target.path, value: null, adds: factory.false };
  const fromList = { ...removal, guard: factory.and([guard, target.inList]), removesItem: true };
  const fromObject = { ...removal, guard: factory.and([guard, factory.not(target.inList)]), removesItem: false };
  return { problems: [problem], writes: [fromList, fromObject].filter((write) => write.guard !== factory.false) };
}

/** Where a value can neither replace what is at the target nor be added there as a property. */
function isNotWritable(at: EffectSight, target: Target): Term {
  const { factory } = at.execution.context;
  return factory.or([target.unreachable, factory.not(factory.or([target.present, target.inObject]))]);
}

function writeTo(at: EffectSight, effect: Effect, target: Target, guard: Term, value: PlannedWrite['value']): PlannedWrite {
  return {
    effect: effect.id,
    guard,
    root: target.root,
    path: target.path,
    value,
    adds: at.execution.context.factory.false,
    removesItem: false,
  };
}
