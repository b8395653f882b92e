// Decides `fold`: one value carried through all elements.

import { elementsOf, walkable } from '../iterate.ts';
import { ite } from '../merge.ts';
import { checkNesting } from '../nesting.ts';
import { failed, ok } from '../normal.ts';
import type { Term } from '../term.ts';
import type { Result } from '../value.ts';
import { bind } from './bind.ts';
import type { Compiling, Node } from './compiling.ts';
import { asPart } from './construct.ts';

export function compileFold(compiling: Compiling, expression: Node<'fold'>): Result {
  const { context, frame } = compiling;
  const { factory } = context;
  const over = compiling.compile(expression.over);
  const initial = compiling.compile(expression.initial);
  if (over.error === factory.true || initial.error === factory.true) return failed(context);
  const { alternatives, error } = walkable(context, over.value);
  const errors: Term[] = [over.error, initial.error, error];
  let value = asPart(context, initial.value);
  for (const { guard, value: walked } of alternatives) {
    for (const element of elementsOf(context, walked).slots) {
      compiling.spend(1);
      const present = factory.and([guard, element.present]);
      frame.locals[expression.accumulator] = ok(context, value);
      bind(compiling, expression.binding, walked, element);
      const next = compiling.compile(expression.body);
      const wrong = factory.and([present, next.error]);
      if (wrong === factory.true) return failed(context);
      errors.push(wrong);
      value = ite(context, present, asPart(context, next.value), value);
      checkNesting(value);
    }
  }
  return { value, error: factory.or(errors) };
}
