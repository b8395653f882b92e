// Decides what the parts of an expression are.

import type { Expression } from '../../contract/expression.ts';

/** The expression and all below it. */
export function subexpressions(expression: Expression): readonly Expression[] {
  const found: Expression[] = [expression];
  for (let i = 0; i < found.length; i += 1) {
    const part = found[i];
    if (part !== undefined) found.push(...childrenOf(part));
  }
  return found;
}

/** The expressions right below it. */
export function childrenOf(expression: Expression): readonly Expression[] {
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
      return expression.entries.flatMap((entry) => [entry.key, entry.value]);
    case 'let':
      return [expression.value, expression.body];
    case 'definition':
      return [...expression.args, expression.body];
    case 'quantify':
      return [expression.over, expression.body];
    case 'collect':
      return [
        expression.over,
        ...(expression.where === null ? [] : [expression.where]),
        ...(expression.body === null ? [] : [expression.body]),
      ];
    case 'fold':
      return [expression.over, expression.initial, expression.body];
  }
}
