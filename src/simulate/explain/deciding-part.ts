// Decides which part of a rule makes it what it is: the false side of an `and`, the body at the element that breaks an `all`, the branch that is taken.

import type { Value } from '../../base/value.ts';
import type { Binding, Expression, Slot } from '../../contract/expression.ts';
import { subexpressions } from '../../contract/subexpressions.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { isRecords } from '../operand.ts';
import { bindDeciding } from './deciding.ts';
import { bindLocal, placeOf, type Tracing, valueOf } from './tracing.ts';

/** A part of a rule that decides its value. The names in it are bound in the frame of the tracing. */
export interface DecidingPart {
  readonly expression: Expression;
  /** The names that the part uses and that are bound around it, outermost first, with their values; whole collections are left out. */
  readonly bindings: ReadonlyMap<string, Value>;
}

/** The smallest part that decides; the rule itself where all of it does. Binds the names around it. */
export function decidingPart(tracing: Tracing, rule: Expression): DecidingPart {
  let part = rule;
  for (let next = decidingBelow(tracing, part); next !== null; next = decidingBelow(tracing, part)) part = next;
  return { expression: part, bindings: bindingsOf(tracing, part) };
}

/** The one part that the value of the whole rests on; null if there is none. */
function decidingBelow(tracing: Tracing, expression: Expression): Expression | null {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const result = valueOf(tracing, expression);
      const sides = [expression.left, expression.right];
      if (result instanceof EvaluationError) return sides.find((side) => valueOf(tracing, side) instanceof EvaluationError) ?? null;
      return result === (expression.kind === 'or') ? (sides.find((side) => valueOf(tracing, side) === result) ?? null) : null;
    }
    case 'conditional': {
      const test = valueOf(tracing, expression.test);
      return typeof test === 'boolean' ? (test ? expression.then : expression.else) : null;
    }
    case 'quantify':
      return bindDeciding(tracing, expression) ? expression.body : null;
    case 'let':
      bindLocal(tracing, expression.slot, valueOf(tracing, expression.value), placeOf(tracing, expression.value));
      return expression.body;
    case 'definition': {
      const args = expression.args.map((argument) => ({ value: valueOf(tracing, argument), place: placeOf(tracing, argument) }));
      args.forEach(({ value, place }, i) => {
        bindLocal(tracing, expression.slots[i] ?? 0, value, place);
      });
      return expression.body;
    }
    default:
      return null;
  }
}

function bindingsOf({ frame }: Tracing, part: Expression): ReadonlyMap<string, Value> {
  const all = subexpressions(part);
  const inner = new Set(all.flatMap(boundBy));
  const bindings = new Map<string, Value>();
  // Slots count from the outermost binder in.
  const locals = all.flatMap((used) => (used.kind === 'local' ? [used] : [])).sort((a, b) => a.slot - b.slot);
  for (const used of locals) {
    if (inner.has(used.slot)) continue;
    const value = frame.locals[used.slot];
    if (value !== undefined && !(value instanceof EvaluationError) && !isRecords(value)) bindings.set(used.name, value);
  }
  return bindings;
}

function boundBy(expression: Expression): readonly Slot[] {
  switch (expression.kind) {
    case 'let':
      return [expression.slot];
    case 'definition':
      return expression.slots;
    case 'quantify':
    case 'collect':
      return slotsOf(expression.binding);
    case 'fold':
      return [expression.accumulator, ...slotsOf(expression.binding)];
    default:
      return [];
  }
}

function slotsOf(binding: Binding): readonly Slot[] {
  return binding.kind === 'single' ? [binding.slot] : [binding.key, binding.value];
}
