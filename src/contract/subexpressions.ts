// Decides what the parts of an expression are.

import type { Expression } from './expression.ts';

/** The direct parts of an expression, in the order in which they are evaluated. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'local':
    case 'root':
    case 'fresh':
      return [];
    case 'member':
    case 'has':
      return [expression.of];
    case 'index':
      return [expression.of, expression.key];
    case 'and':
    case 'or':
      return [expression.left, expression.right];
    case 'conditional':
      return [expression.test, expression.then, expression.else];
    case 'call':
    case 'dispatch':
      return expression.args;
    case 'list':
      return expression.items;
    case 'object':
      return expression.entries.flatMap(({ key, value }) => [key, value]);
    case 'let':
      return [expression.value, expression.body];
    case 'definition':
      return [...expression.args, expression.body];
    case 'quantify':
      return [expression.over, expression.body];
    case 'collect':
      return [expression.over, ...[expression.where, expression.body].filter((part) => part !== null)];
    case 'fold':
      return [expression.over, expression.initial, expression.body];
  }
}

/** The expression and all its parts, at any depth. */
export function subexpressions(expression: Expression): readonly Expression[] {
  const found: Expression[] = [];
  const pending: Expression[] = [expression];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    found.push(next);
    pending.push(...partsOf(next));
  }
  return found;
}
