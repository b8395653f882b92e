// Decides what a fold means: above all, which type its accumulator has.

import type { Expression } from '../expression.ts';
import { DYN, listOf, type Type } from '../type.ts';
import { sameType, unionOf } from '../types.ts';
import { bindElements, type MacroCall } from './binders.ts';
import { bind, broken, complain, identifierOf, type Lower, type Lowering } from './lowering.ts';
import { widened } from './widen.ts';

/** Rounds in which the accumulator's type may still grow; then it is unknown. */
const MAX_ROUNDS = 2;

/**
 * `over.fold(acc, initial, x, body)`. The accumulator's type is the join of what it starts as and what the body makes of it. Since the body's type
 * depends on it, the body is lowered anew until the type stays; only the last round's complaints count.
 */
export function lowerFold(lower: Lower, lowering: Lowering, macro: MacroCall): Expression {
  const [accumulatorNode, initialNode, elementNode, bodyNode] = macro.args;
  const name = identifierOf(accumulatorNode);
  if (name === null || !initialNode || !bodyNode || !elementNode || identifierOf(elementNode) === name) {
    complain(lowering, macro.offset, 'bad-macro', 'fold takes a name, an initial value, another name and an expression');
    return broken(macro.offset);
  }
  const { over, offset } = macro;
  const initial = lower(lowering, initialNode, macro.here);
  let type = widened(initial.type);
  for (let round = 0; ; round += 1) {
    const accumulator = bind(macro.here, name, type);
    const bound = bindElements(lowering, { ...macro, args: [elementNode], here: accumulator.here }, 1);
    if (!bound) return broken(offset);
    const complaints = lowering.diagnostics.length;
    const body = lower(lowering, bodyNode, bound.here);
    const joined = join(type, widened(body.type));
    if (sameType(joined, type) || round > MAX_ROUNDS) {
      return {
        kind: 'fold',
        over,
        accumulator: accumulator.slot,
        accumulatorName: name,
        initial,
        binding: bound.binding,
        body,
        type,
        offset,
      };
    }
    lowering.diagnostics.length = complaints;
    type = round < MAX_ROUNDS ? joined : DYN;
  }
}

// Lists are joined by their elements, or a list that grows would be of a new type in every round.
function join(a: Type, b: Type): Type {
  if (a.kind === 'list' && b.kind === 'list') return listOf(join(a.element, b.element));
  return unionOf([a, b]);
}
