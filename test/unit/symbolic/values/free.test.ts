// Laws of unknown values: every valid value is one of them, what is assumed of them holds of it, and reading them reads it.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalValues } from '../../../../src/base/equality.ts';
import type { Value } from '../../../../src/base/value.ts';
import type { Schema } from '../../../../src/contract/schema.ts';
import { compileExpression } from '../../../../src/symbolic/compile.ts';
import type { Context } from '../../../../src/symbolic/context.ts';
import { freeValue } from '../../../../src/symbolic/free.ts';
import { decodeSymbolic } from '../../../../src/symbolic/free-decode.ts';
import { interpretTerm } from '../../../../src/symbolic/interpret.ts';
import { emptyModel, type Model } from '../../../../src/symbolic/model.ts';
import { validity } from '../../../../src/symbolic/schema/validity.ts';
import type { Symbolic } from '../../../../src/symbolic/value.ts';
import { failed, known, ok } from '../../../../src/symbolic/values.ts';
import { modelWhere } from '../../../support/fit.ts';
import { ruleOver } from '../../../support/rules.ts';
import { CASES, SCHEMAS } from '../../../support/schema-cases.ts';
import { brokenFacts, ERROR, newContext, resultUnder, show } from '../../../support/values.ts';

function unknownOf(context: Context, schema: Schema): Symbolic {
  return freeValue(context, { origin: { kind: 'variable', name: 'v' }, schema, exists: context.factory.true });
}

/** An unknown value, and a model under which it is that value. */
function unknownBeing(context: Context, schema: Schema, value: Value): { readonly unknown: Symbolic; readonly model: Model } {
  const unknown = unknownOf(context, schema);
  const found = modelWhere(context, unknown, value);
  if (found === null) throw new Error(`no model where the unknown value is ${show(value)}`);
  return { unknown, model: found.model };
}

describe('every valid value is what the unknown value is under some model, where all that is assumed holds', () => {
  for (const [claim, schema, valid] of CASES) {
    it(claim, () => {
      fc.assert(
        fc.property(valid, (value) => {
          const context = newContext(SCHEMAS);
          expect(validity(context, schema, known(value), 'stored')).toBe(context.factory.true);
          const { unknown, model } = unknownBeing(context, schema, value);
          const decoded = decodeSymbolic(context, model, unknown, () => undefined);
          expect(decoded === undefined ? 'undefined' : equalValues(decoded, value), `${show(decoded)} for ${show(value)}`).toBe(true);
          if (context.constructs.size === 0) expect(brokenFacts(context, model)).toEqual([]);
        }),
        { numRuns: 25 },
      );
    });
  }
});

const RULES: readonly string[] = [
  'x == y',
  'x.a',
  'has(x.a)',
  'x.a == y.a',
  'x[0]',
  'x[1] == y[1]',
  'size(x)',
  'x["x"]',
  '"x" in x',
  'x.a in y',
  'x.source == "gift" ? x.balance >= 0.0 : x == y',
  'x.all(e, e == 1)',
  'x.exists(e, e == "a")',
  'x.exists_one(e, e == "a")',
  'x.filter(e, e != "a")',
  'x.map(e, [e])',
  'x.count(e, e == y)',
  'x.first(e, e != "a")',
  'x.exists(k, x[k] == 1)',
  'x.all(k, v, v == y[k])',
  'sum(x)',
  'x.fold(a, 0, e, a + e)',
  'merge(x, y)',
  'x.children[0].value',
  'x + y',
  'x < y',
  'keys(x)',
  'values(x)',
  'timestamp(x) < timestamp(y)',
  'x[y]',
  'zip(x, y)',
  'x.sort()',
  'x.map(e, e.price)',
  'x.exists(e, e.id == "a")',
];

describe('a rule about an unknown value is, under a model, the rule about the value that it is there', () => {
  const rules = RULES.map((rule) => [rule, ruleOver(['x', 'y'], rule)] as const);
  for (const [claim, schema, valid] of CASES) {
    it(claim, () => {
      fc.assert(
        fc.property(valid, valid, fc.constantFrom(...rules), (value, other, [rule, expression]) => {
          const context = newContext(SCHEMAS, 'bounded');
          const { unknown, model } = unknownBeing(context, schema, value);
          const frame = (x: Symbolic) => ({
            root: () => failed(context),
            locals: [ok(context, x), ok(context, known(other))],
            fresh: () => failed(context),
          });
          const expected = resultUnder(context, compileExpression(context, expression, frame(known(value))), emptyModel);
          const found = resultUnder(context, compileExpression(context, expression, frame(unknown)), model);
          const tooLong = context.bounds.some((bound) => interpretTerm(bound.fact, model) === false);
          if (found === undefined || context.constructs.size > 0 || tooLong) return;
          expect(brokenFacts(context, model)).toEqual([]);
          expect(found === ERROR ? ERROR : show(found), `${rule} of ${show(value)} and ${show(other)}`).toBe(
            expected === ERROR ? ERROR : show(expected),
          );
        }),
        { numRuns: 30 },
      );
    });
  }
});

describe('the validity of an unknown value is, under a model, the validity of the value that it is there', () => {
  const schemas = CASES.map(([, schema]) => schema);
  for (const [claim, schema, valid] of CASES) {
    it(claim, () => {
      fc.assert(
        fc.property(valid, fc.constantFrom(...schemas), (value, other) => {
          const context = newContext(SCHEMAS, 'bounded');
          const { unknown, model } = unknownBeing(context, schema, value);
          const expected = interpretTerm(validity(context, other, known(value), 'stored'), emptyModel);
          const found = interpretTerm(validity(context, other, unknown, 'stored'), model);
          const tooLong = context.bounds.some((bound) => interpretTerm(bound.fact, model) === false);
          if (found === null || context.constructs.size > 0 || tooLong) return;
          expect(found, `${show(value)}`).toBe(expected);
        }),
        { numRuns: 30 },
      );
    });
  }
});
