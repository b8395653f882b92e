// Decides what `forEach` writes: the change, or removal, of every element for which its condition is true.

import type { Effect } from '../../contract/contract.ts';
import { boundedSlots } from '../collection/slots.ts';
import type { Frame } from '../compile.ts';
import { entriesInAnyOrder } from '../entries.ts';
import { frameOf } from '../frame.ts';
import { ok } from '../normal.ts';
import type { Term } from '../term.ts';
import type { Symbolic } from '../value.ts';
import { conditionOf, type EffectSight, faultOf } from './effect-frame.ts';
import { elementTarget, resolvePlace, type Target } from './place.ts';
import { type EffectPlan, NO_PLAN, type PlannedWrite, type Problem } from './plan.ts';
import { changeAt, removeAt } from './update.ts';

type ForEachEffect = Extract<Effect, { readonly kind: 'forEach' }>;

interface Element {
  readonly key: Symbolic;
  readonly present: Term;
  readonly value: Symbolic;
}

/** The plan; over an unknown collection the proof is restricted to bounded ones, which the context records. */
export function planForEach(at: EffectSight, effect: ForEachEffect): EffectPlan {
  const { factory } = at.execution.context;
  const frame = frameOf(at.execution, at.sight);
  const when = conditionOf(at, effect.when, frame);
  const problems: Problem[] = [faultOf(effect, when.fails, 'the condition has no value')];
  if (when.holds === factory.false) return { ...NO_PLAN, problems };
  const target = resolvePlace(at, effect.place, frame);
  const elements = elementsOf(at, target);
  const missing = factory.or([target.unreachable, factory.not(target.present), elements.error]);
  problems.push(faultOf(effect, factory.and([when.holds, missing]), 'there is nothing to walk over'));
  const writes: PlannedWrite[] = [];
  for (const element of elements.elements) {
    const part = planElement(at, effect, target, element, when.holds, frame);
    problems.push(...part.problems);
    writes.push(...part.writes);
  }
  return { problems, writes, record: null };
}

function planElement(
  at: EffectSight,
  effect: ForEachEffect,
  from: Target,
  element: Element,
  when: Term,
  frame: Frame,
): Pick<EffectPlan, 'problems' | 'writes'> {
  const { context } = at.execution;
  const { factory } = context;
  frame.locals[effect.key] = ok(context, element.key);
  frame.locals[effect.record] = ok(context, element.value);
  const here = factory.and([when, element.present]);
  const where = conditionOf(at, effect.where, frame);
  const fails = faultOf(effect, factory.and([here, where.fails]), 'the condition on an element has no value');
  const guard = factory.and([here, where.holds]);
  if (guard === factory.false) return { problems: fails.condition === factory.false ? [] : [fails], writes: [] };
  const target = elementTarget(at, from, element.key, element.present, element.value);
  const part = effect.change === null ? removeAt(at, effect, target, guard) : changeAt(at, effect, target, effect.change, guard, frame);
  return { problems: [fails, ...part.problems].filter((problem) => problem.condition !== factory.false), writes: part.writes };
}

function elementsOf(at: EffectSight, target: Target): { readonly elements: readonly Element[]; readonly error: Term } {
  const { context } = at.execution;
  if (target.value.kind === 'collection') {
    const found = boundedSlots(context, target.value);
    return { elements: found.map(({ key, present, record }) => ({ key, present, value: record })), error: context.factory.false };
  }
  const { slots, error } = entriesInAnyOrder(context, target.value);
  return { elements: slots, error };
}
