// Decides which expressions an operation evaluates, and which of them must have a value for it to succeed.

import type { Change, Effect, Operation, Place, PlaceStep } from './contract.ts';
import type { Expression } from './expression.ts';

/** Every expression that the outcome of the operation or the state after it depends on. */
export function rulesOf(operation: Operation): readonly Expression[] {
  const { preconditions, effects, response, postconditions } = operation;
  const answer: Expression[] = [];
  if (response.status !== null && typeof response.status !== 'number') answer.push(response.status.expression);
  if (response.body.kind === 'rule') answer.push(response.body.rule.expression);
  if (response.body.kind === 'record' && response.body.key !== null) answer.push(response.body.key);
  for (const rule of response.headers?.values() ?? []) answer.push(rule.expression);
  return [...[...preconditions, ...postconditions].map(({ rule }) => rule.expression), ...effects.flatMap(effectExpressions), ...answer];
}

/**
 * Expressions without whose value the operation cannot succeed: its preconditions, and the places of effects that always happen. An error in
 * one of them is a refusal or a fault.
 */
export function indispensable(operation: Operation): readonly Expression[] {
  const preconditions = operation.preconditions.map(({ rule }) => rule.expression);
  return [...preconditions, ...preconditions.flatMap(strictParts)];
}

/** Places of updates and deletions that always happen: something must be there, or the request is a fault. */
export function indispensablePlaces(operation: Operation): readonly Place[] {
  return operation.effects.flatMap((effect) =>
    (effect.kind === 'update' || effect.kind === 'delete') && effect.when === null ? [effect.place] : [],
  );
}

/** Parts that must have a value wherever the expression is true. */
function strictParts(expression: Expression): readonly Expression[] {
  if (expression.kind === 'and') return [expression.left, expression.right].flatMap((side) => [side, ...strictParts(side)]);
  return partsOfValue(expression);
}

/** Parts that must have a value wherever the expression has one: not the sides of a connective, of which one may decide alone. */
export function partsOfValue(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'call':
      return within(expression.args);
    case 'member':
    case 'has':
      return within([expression.of]);
    case 'index':
      return within([expression.of, expression.key]);
    case 'conditional':
      return within([expression.test]);
    case 'quantify':
    case 'collect':
    case 'fold':
      return within([expression.over]);
    default:
      return [];
  }
}

function within(parts: readonly Expression[]): readonly Expression[] {
  return parts.flatMap((part) => [part, ...partsOfValue(part)]);
}

/** Sides of a conjunction, each of which must be true for it to be. */
export function conjuncts(expression: Expression): readonly Expression[] {
  return expression.kind === 'and' ? [...conjuncts(expression.left), ...conjuncts(expression.right)] : [expression];
}

/** Every expression of an effect. */
export function effectExpressions(effect: Effect): readonly Expression[] {
  const when = effect.when === null ? [] : [effect.when.expression];
  switch (effect.kind) {
    case 'create':
      return [...when, effect.value.expression, ...(effect.key === null ? [] : [effect.key.expression])];
    case 'update':
      return [...when, ...placeKeys(effect.place.steps), ...changeExpressions(effect.change)];
    case 'delete':
      return [...when, ...placeKeys(effect.place.steps)];
    case 'forEach': {
      const where = effect.where === null ? [] : [effect.where.expression];
      return [...when, ...placeKeys(effect.place.steps), ...where, ...(effect.change === null ? [] : changeExpressions(effect.change))];
    }
    case 'assign':
      return [...when, effect.value.expression];
  }
}

function placeKeys(steps: readonly PlaceStep[]): readonly Expression[] {
  return steps.flatMap((step) => (step.kind === 'key' ? [step.key] : []));
}

function changeExpressions(change: Change): readonly Expression[] {
  if (change.kind !== 'set') return [change.value.expression];
  return change.fields.flatMap(({ path, value }) => [...placeKeys(path), value.expression]);
}

/** Indices of the effects that write `response.record`: creates, else updates of records, of the collection of the first of them. */
export function recordEffects(effects: readonly Effect[]): readonly number[] {
  const creates = effects.flatMap((effect, i) => (effect.kind === 'create' ? [i] : []));
  const updates = effects.flatMap((effect, i) => (effect.kind === 'update' && effect.place.steps.length > 0 ? [i] : []));
  const writing = creates.length > 0 ? creates : updates;
  const root = rootOf(effects[writing[0] ?? -1]);
  return writing.filter((i) => rootOf(effects[i]) === root);
}

function rootOf(effect: Effect | undefined): string | null {
  return effect?.kind === 'create' ? effect.collection : effect?.kind === 'update' ? effect.place.root : null;
}
