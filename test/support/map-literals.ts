// Support: an expression with something else in place of its literals.

import { parseDuration, parseTimestamp } from '../../src/base/time.ts';
import type { Expression } from '../../src/contract/expression.ts';
import type { OperatorName } from '../../src/contract/operators.ts';

export type Literal = Extract<Expression, { readonly kind: 'literal' }>;

/**
 * Every literal is given to `each`, in the order in which they are written; `timestamp('…')` and `duration('…')` of text that is written out
 * are literals here, too. What has no meaning in logic unless it is known stays: regular expressions, names of time zones, numbers of places
 * to round to and of occurrences to replace.
 */
export function mapLiterals(expression: Expression, each: (literal: Literal) => Expression): Expression {
  const map = (part: Expression): Expression => mapLiterals(part, each);
  switch (expression.kind) {
    case 'literal':
      return each(expression);
    case 'local':
    case 'root':
    case 'fresh':
      return expression;
    case 'member':
    case 'has':
      return { ...expression, of: map(expression.of) };
    case 'index':
      return { ...expression, of: map(expression.of), key: map(expression.key) };
    case 'and':
    case 'or':
      return { ...expression, left: map(expression.left), right: map(expression.right) };
    case 'conditional':
      return { ...expression, test: map(expression.test), then: map(expression.then), else: map(expression.else) };
    case 'call': {
      const time = timeOf(expression);
      return time ? each(time) : { ...expression, args: mapArguments(expression.args, [expression.operator], map) };
    }
    case 'dispatch':
      return { ...expression, args: mapArguments(expression.args, expression.candidates, map) };
    case 'list':
      return { ...expression, items: expression.items.map(map) };
    case 'object':
      return { ...expression, entries: expression.entries.map(({ key, value }) => ({ key: map(key), value: map(value) })) };
    case 'let':
      return { ...expression, value: map(expression.value), body: map(expression.body) };
    case 'definition':
      return { ...expression, args: expression.args.map(map), body: map(expression.body) };
    case 'quantify':
      return { ...expression, over: map(expression.over), body: map(expression.body) };
    case 'collect':
      return {
        ...expression,
        over: map(expression.over),
        where: expression.where && map(expression.where),
        body: expression.body && map(expression.body),
      };
    case 'fold':
      return { ...expression, over: map(expression.over), initial: map(expression.initial), body: map(expression.body) };
  }
}

/** How many arguments may be unknown. */
const UNKNOWABLE: ReadonlyMap<OperatorName, number> = new Map([
  ['matches', 1],
  ['timePart', 1],
  ['round', 1],
  ['replace', 3],
]);

function mapArguments(
  args: readonly Expression[],
  operators: readonly OperatorName[],
  map: (part: Expression) => Expression,
): readonly Expression[] {
  const count = Math.min(...operators.map((operator) => UNKNOWABLE.get(operator) ?? args.length));
  return args.map((arg, i) => (i < count ? map(arg) : arg));
}

function timeOf({ operator, args, type, offset }: Extract<Expression, { readonly kind: 'call' }>): Literal | null {
  const [text] = args;
  if (text?.kind !== 'literal' || typeof text.value !== 'string') return null;
  const parse = operator === 'timestampOf' ? parseTimestamp : operator === 'durationOf' ? parseDuration : null;
  const value = parse?.(text.value) ?? null;
  return value && { kind: 'literal', value, type, offset };
}
