// Decides where a place of an effect is: its keys in the state before, and what stands there.

import type { Place, PlaceStep } from '../../contract/contract.ts';
import { lookUp } from '../collection/read.ts';
import { compileExpression, type Frame } from '../compile.ts';
import { isObjectTerm, kindTerm } from '../kinds.ts';
import { known, NULL_VALUE } from '../normal.ts';
import { elementAt } from '../read.ts';
import type { SymbolicState } from '../state.ts';
import type { Term } from '../term.ts';
import type { Symbolic } from '../value.ts';
import type { EffectSight } from './effect-frame.ts';

/** A place that was looked up. */
export interface Target {
  readonly root: string;
  readonly path: readonly Symbolic[];
  /** Where a key has no value, or something on the way to the place (before its last step) is not there. */
  readonly unreachable: Term;
  /** Whether there is a value at the place; meaningful where it is reachable. */
  readonly present: Term;
  readonly value: Symbolic;
  /** Whether the last step is a property of an object, so that it can be added; false for a record. */
  readonly inObject: Term;
  /** Whether the last step is an index of a list. */
  readonly inList: Term;
}

/** The place in the state before. A collection is a place only with a key; `resolveElements` is for whole ones. */
export function resolvePlace(at: EffectSight, place: Place, frame: Frame): Target {
  return below(at, rootTarget(at, place.root), place.steps, frame);
}

/** The target of the steps below another, which must itself be there. */
export function below(at: EffectSight, from: Target, steps: readonly PlaceStep[], frame: Frame): Target {
  return steps.reduce((target, step) => stepInto(at, target, step, frame), from);
}

/** A collection or a variable as a whole. */
export function rootTarget(at: EffectSight, root: string): Target {
  const { factory } = at.execution.context;
  return {
    root,
    path: [],
    unreachable: factory.false,
    present: factory.true,
    value: valueOfRoot(at.sight.state, root),
    inObject: factory.false,
    inList: factory.false,
  };
}

/** The element of a target at a key that is known to be there where `present` holds. */
export function elementTarget(at: EffectSight, from: Target, key: Symbolic, present: Term, value: Symbolic): Target {
  const { context } = at.execution;
  return {
    root: from.root,
    path: [...from.path, key],
    unreachable: from.unreachable,
    present,
    value,
    ...containment(at, from.value, context.factory.false),
  };
}

function valueOfRoot(state: SymbolicState, root: string): Symbolic {
  return state.collections.get(root) ?? state.variables.get(root) ?? NULL_VALUE;
}

function stepInto(at: EffectSight, from: Target, step: PlaceStep, frame: Frame): Target {
  const { context } = at.execution;
  const { factory } = context;
  const key = step.kind === 'member' ? { value: known(step.name), error: factory.false } : compileExpression(context, step.key, frame);
  const found = from.value.kind === 'collection' ? lookUpRecord(at, from.value, key.value) : elementAt(context, from.value, key.value);
  return {
    root: from.root,
    path: [...from.path, key.value],
    unreachable: factory.or([from.unreachable, factory.not(from.present), key.error]),
    present: found.present,
    value: found.value,
    ...containment(at, from.value, kindTerm(context, key.value, 'string')),
  };
}

function lookUpRecord(
  at: EffectSight,
  c: Extract<Symbolic, { kind: 'collection' }>,
  key: Symbolic,
): { readonly present: Term; readonly value: Symbolic } {
  const { present, record } = lookUp(at.execution.context, c, key);
  return { present, value: record };
}

function containment(at: EffectSight, parent: Symbolic, isName: Term): { readonly inObject: Term; readonly inList: Term } {
  const { context } = at.execution;
  const { factory } = context;
  if (parent.kind === 'collection') return { inObject: factory.false, inList: factory.false };
  return { inObject: factory.and([isObjectTerm(context, parent), isName]), inList: kindTerm(context, parent, 'list') };
}
