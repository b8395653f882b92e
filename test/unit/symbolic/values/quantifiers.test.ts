// Law: where rules quantify over unknown lists and objects, the solver proves of them what they mean over the values that they are.

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Value } from '../../../../src/base/value.ts';
import type { Expression } from '../../../../src/contract/expression.ts';
import type { Schema } from '../../../../src/contract/schema.ts';
import { compileExpression } from '../../../../src/symbolic/compile.ts';
import type { Context } from '../../../../src/symbolic/context.ts';
import { equalSymbolic } from '../../../../src/symbolic/equality.ts';
import { freeValue } from '../../../../src/symbolic/free.ts';
import { emptyModel } from '../../../../src/symbolic/model.ts';
import type { Answer, SolverBackend } from '../../../../src/symbolic/solver.ts';
import type { Term } from '../../../../src/symbolic/term.ts';
import type { Result, Symbolic } from '../../../../src/symbolic/value.ts';
import { failed, known, ok } from '../../../../src/symbolic/values.ts';
import { createZ3 } from '../../../../src/symbolic/z3/create.ts';
import { modelWhere } from '../../../support/fit.ts';
import { ruleOver } from '../../../support/rules.ts';
import { CASES, SCHEMAS } from '../../../support/schema-cases.ts';
import { ERROR, newContext, resultUnder, show } from '../../../support/values.ts';

const RULES: readonly string[] = [
  'x.all(e, e == y)',
  'x.exists(e, e == "a")',
  'x.all(i, e, i < 2 || e == y)',
  'x.exists(e, e > 1)',
  'y in x',
  'x == y',
  'x.all(k, x[k] == 1)',
  'x.exists(k, v, v == y[k])',
  'x.all(e, e.price >= 0.0)',
  'x.exists(e, has(e.price) && e.price < 0.0)',
  'x.all(e, x.exists(f, f == e))',
  'x.exists_one(e, e == "a")',
  'x.filter(e, e == "a") == ["a"]',
];

const UNKNOWN: readonly string[] = [
  'a list',
  'a short list',
  'a list of different elements',
  'a list of objects',
  'a dictionary',
  'a dictionary of objects',
  'an object with optional properties',
  'a circular schema',
];

let z3: SolverBackend;

beforeAll(async () => {
  z3 = await createZ3();
});

/** Whether the solver proves that the result is the expected one, given that the unknown value is what it is. */
function prove(context: Context, given: readonly Term[], result: Result, expected: Value | typeof ERROR): Answer['kind'] {
  const { factory } = context;
  const claim =
    expected === ERROR ? result.error : factory.and([factory.not(result.error), equalSymbolic(context, result.value, known(expected))]);
  const solver = z3.open({ rlimit: 20_000_000, timeoutMs: 10_000, sequences: false });
  for (const fact of [...context.facts, ...given]) solver.assert(fact);
  expect(solver.check().kind, 'what is given contradicts itself').not.toBe('unsat');
  solver.assert(factory.not(claim));
  const answer = solver.check();
  solver.dispose();
  return answer.kind;
}

function judge(schema: Schema, expression: Expression, value: Value, other: Value): Answer['kind'] {
  const context = newContext(SCHEMAS);
  const unknown = freeValue(context, { origin: { kind: 'variable', name: 'v' }, schema, exists: context.factory.true });
  const found = modelWhere(context, unknown, value);
  if (found === null) throw new Error(`no model where the unknown value is ${show(value)}`);
  const frame = (x: Symbolic) => ({
    root: () => failed(context),
    locals: [ok(context, x), ok(context, known(other))],
    fresh: () => failed(context),
  });
  const expected = resultUnder(context, compileExpression(context, expression, frame(known(value))), emptyModel);
  if (expected === undefined) throw new Error('a known value has no meaning');
  return prove(context, found.pins, compileExpression(context, expression, frame(unknown)), expected);
}

describe('a real quantifier over an unknown value is decided as the walk over the value', () => {
  for (const [claim, schema, valid] of CASES.filter(([name]) => UNKNOWN.includes(name))) {
    it(claim, () => {
      const answers: Answer['kind'][] = [];
      const rules = RULES.map((rule) => [rule, ruleOver(['x', 'y'], rule)] as const);
      fc.assert(
        fc.property(valid, valid, fc.constantFrom(...rules), (value, other, [rule, expression]) => {
          const answer = judge(schema, expression, value, other);
          answers.push(answer);
          expect(answer, `${rule} of ${show(value)} and ${show(other)}`).not.toBe('sat');
        }),
        { numRuns: 40 },
      );
      const proved = answers.filter((answer) => answer === 'unsat').length;
      expect(proved / answers.length).toBeGreaterThan(0.8);
    });
  }
});
