// Decides how a rule reads once the definitions it calls are put in their places, as far as that is safe.

import type { Expression, Slot } from '../contract/expression.ts';
import { subexpressions } from '../contract/subexpressions.ts';

type Bound = ReadonlyMap<Slot, Expression>;

/** The rule with calls of definitions, and `cel.bind`, replaced by what they stand for. Those that are used below macros with macros in their arguments are left. */
export function inlined(expression: Expression): Expression {
  return replace(expression, new Map());
}

function replace(expression: Expression, bound: Bound): Expression {
  const at = (part: Expression): Expression => replace(part, bound);
  switch (expression.kind) {
    case 'local':
      return bound.get(expression.slot) ?? expression;
    case 'literal':
    case 'root':
    case 'fresh':
      return expression;
    case 'member':
    case 'has':
      return { ...expression, of: at(expression.of) };
    case 'index':
      return { ...expression, of: at(expression.of), key: at(expression.key) };
    case 'and':
    case 'or':
      return { ...expression, left: at(expression.left), right: at(expression.right) };
    case 'conditional':
      return { ...expression, test: at(expression.test), then: at(expression.then), else: at(expression.else) };
    case 'call':
    case 'dispatch':
      return { ...expression, args: expression.args.map(at) };
    case 'list':
      return { ...expression, items: expression.items.map(at) };
    case 'object':
      return { ...expression, entries: expression.entries.map(({ key, value }) => ({ key: at(key), value: at(value) })) };
    case 'quantify':
      return { ...expression, over: at(expression.over), body: at(expression.body) };
    case 'collect': {
      const { where, body } = expression;
      return { ...expression, over: at(expression.over), where: where && at(where), body: body && at(body) };
    }
    case 'fold':
      return { ...expression, over: at(expression.over), initial: at(expression.initial), body: at(expression.body) };
    case 'let': {
      const value = at(expression.value);
      if (isMovable(value)) return replace(expression.body, new Map([...bound, [expression.slot, value]]));
      return { ...expression, value, body: at(expression.body) };
    }
    case 'definition': {
      const args = expression.args.map(at);
      if (!args.every(isMovable)) return { ...expression, args, body: at(expression.body) };
      return replace(expression.body, new Map([...bound, ...expression.slots.map((slot, i) => [slot, args[i] ?? expression] as const)]));
    }
  }
}

/** Whether an expression means the same below macros: what binds locals of its own might take the slots of theirs. */
function isMovable(expression: Expression): boolean {
  return subexpressions(expression).every(({ kind }) => !BINDERS.has(kind));
}

const BINDERS: ReadonlySet<Expression['kind']> = new Set(['quantify', 'collect', 'fold', 'let', 'definition']);
