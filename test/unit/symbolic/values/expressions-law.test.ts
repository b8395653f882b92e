// Law: what an expression over unknowns means is, under every model, what it means over the values that they have there.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../../../src/base/value.ts';
import type { Expression } from '../../../../src/contract/expression.ts';
import { compileExpression, type Frame } from '../../../../src/symbolic/compile.ts';
import type { Context } from '../../../../src/symbolic/context.ts';
import { LimitReached } from '../../../../src/symbolic/limit-reached.ts';
import { emptyModel } from '../../../../src/symbolic/model.ts';
import type { Symbolic } from '../../../../src/symbolic/value.ts';
import { failed, known, ok } from '../../../../src/symbolic/values.ts';
import { anyValue, jsonValue } from '../../../support/arbitrary-values.ts';
import { createLifter } from '../../../support/lift.ts';
import { ruleOver } from '../../../support/rules.ts';
import { brokenFacts, ERROR, newContext, resultUnder, show } from '../../../support/values.ts';

const RULES: readonly string[] = [
  'x && y',
  'x || y',
  'x ? y : z',
  '!x || y == z',
  '(x == 1 || x[0]) && y',
  'x.a',
  'x["a"]',
  'x[y]',
  'has(x.a) && x.a == y',
  'x[0] == x[1]',
  'x.a.b',
  'has(x.a)',
  'x + y',
  'x - y',
  'x < y',
  'x == y',
  'x in y',
  'size(x)',
  'x * y == z',
  '[x, y, z]',
  '{"a": x, "b": y}.a',
  '{x: 1, y: 2}',
  '{x: y}',
  'x.all(e, e == y)',
  'x.exists(e, e == y)',
  'x.exists_one(e, e == y)',
  'x.all(e, e > 0)',
  'x.exists(e, e)',
  'x.filter(e, e != y)',
  'x.map(e, e == y)',
  'x.map(e, e != y, [e])',
  'x.count(e, e == y)',
  'x.first(e, e != y)',
  'x.sortBy(e, e)',
  'x.sortBy(e, -e)',
  'x.all(i, e, e == y || i == y)',
  'x.exists(i, e, e == y && i == z)',
  'x.transformList(i, e, [i, e])',
  'x.transformMap(i, e, e)',
  'x.fold(acc, 0, e, acc + e)',
  'x.fold(acc, [], e, e == y ? acc : acc + [e])',
  'x.fold(acc, {}, e, merge(acc, {"a": e}))',
  'x.fold(acc, y, e, acc == e ? z : acc)',
  'x.filter(e, e == y).size() == 1',
  'x.filter(e, e != y)[0]',
  'x.filter(e, e != y)[y]',
  'x.filter(e, e != y) == z',
  'x.filter(e, e != y).map(e, [e, e])',
  'cel.bind(v, x, v == y)',
  'cel.bind(v, x / y, z || v == 1)',
  'merge(x, y)',
  'merge(x, {"a": y, "b": {"c": z}})',
  'x.map(k, x[k])',
  'x.all(k, x[k] == y)',
  'sum(x.map(e, e))',
  'x.filter(e, e != y).sort()',
  'zip(x, y).all(p, p[0] == p[1])',
  'x.exists(a, y.exists(b, a == b))',
  'x.all(a, y.exists(b, a == b) || z)',
];

function frameOf(context: Context, values: readonly Symbolic[]): Frame {
  return { root: () => failed(context), locals: values.map((value) => ok(context, value)), fresh: () => failed(context) };
}

function shown(value: Value | typeof ERROR | undefined): string {
  return value === ERROR ? ERROR : show(value);
}

function attempt(
  expression: Expression,
  values: readonly Value[],
  seed: number,
): { readonly known: string; readonly lifted: string } | null {
  const context = newContext();
  const lifter = createLifter(context, seed);
  const lifted = values.map((value) => lifter.lift(value));
  try {
    const expected = resultUnder(
      context,
      compileExpression(
        context,
        expression,
        frameOf(
          context,
          values.map((value) => known(value)),
        ),
      ),
      emptyModel,
    );
    const result = compileExpression(context, expression, frameOf(context, lifted));
    const model = lifter.model();
    if (context.constructs.size > 0 || brokenFacts(context, model).length > 0) return null;
    return { known: shown(expected), lifted: shown(resultUnder(context, result, model)) };
  } catch (error) {
    if (error instanceof LimitReached) return null;
    throw error;
  }
}

describe('an expression over unknowns is the expression over what they are', () => {
  for (const text of RULES) {
    it(text, () => {
      const expression = ruleOver(['x', 'y', 'z'], text);
      const value = fc.oneof(anyValue, jsonValue);
      fc.assert(
        fc.property(fc.tuple(value, value, value), fc.nat(), (values, seed) => {
          const found = attempt(expression, values, seed);
          if (found !== null) expect(found.lifted, values.map(show).join(' | ')).toBe(found.known);
        }),
        { numRuns: 300 },
      );
    });
  }
});
