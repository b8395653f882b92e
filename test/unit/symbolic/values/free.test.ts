// Laws of unknown values: every valid value is one of them, what is assumed of them holds of it, and reading them reads it.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalValues } from '../../../../src/base/equality.ts';
import { ratio } from '../../../../src/base/number.ts';
import type { Value } from '../../../../src/base/value.ts';
import { ANYTHING, type Schema, type Schemas } from '../../../../src/contract/schema.ts';
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
import { brokenFacts, ERROR, newContext, resultUnder, show } from '../../../support/values.ts';

const STRING: Schema = { types: ['string'] };
const INTEGER: Schema = { types: ['integer'] };
const NUMBER: Schema = { types: ['number'] };

function properties(entries: Readonly<Record<string, Schema>>): ReadonlyMap<string, Schema> {
  return new Map(Object.entries(entries));
}

function object(entries: Readonly<Record<string, fc.Arbitrary<Value>>>, optional: readonly string[] = []): fc.Arbitrary<Value> {
  const required = Object.keys(entries).filter((key) => !optional.includes(key));
  return fc.record(entries, { requiredKeys: required, noNullPrototype: true }).map((plain) => new Map(Object.entries(plain)));
}

const text: fc.Arbitrary<Value> = fc.constantFrom('', 'a', 'b', 'ab', 'pending');
const small: fc.Arbitrary<Value> = fc.integer({ min: -2, max: 5 });
const tenth: fc.Arbitrary<Value> = fc.integer({ min: -30, max: 30 }).map((n) => ratio(BigInt(n), 10n));
const dictionary = (of: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'x'), of), { maxLength: 3, selector: ([k]) => k })
    .map((entries) => new Map(entries));

const CARD: Schema = {
  types: ['object'],
  properties: properties({ source: { const: 'card' }, digits: STRING }),
  required: ['source', 'digits'],
};
const GIFT: Schema = {
  types: ['object'],
  properties: properties({ source: { const: 'gift' }, balance: NUMBER }),
  required: ['source', 'balance'],
};
const CASH: Schema = { types: ['object'], properties: properties({ source: { const: 'cash' } }), required: ['source'] };
const TREE: Schema = {
  types: ['object'],
  properties: properties({ value: INTEGER, children: { types: ['array'], items: { ref: '#/Tree' }, maxItems: 2 } }),
  required: ['value'],
  additionalProperties: { not: ANYTHING },
};
const SCHEMAS: Schemas = new Map([
  ['#/Tree', TREE],
  ['#/Card', CARD],
  ['#/Gift', GIFT],
]);

const tree: fc.Arbitrary<Value> = fc.letrec<{ tree: Value }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    object({ value: small }),
    object({ value: small, children: fc.array(tie('tree'), { maxLength: 2 }) }),
  ),
})).tree;

/** A schema, and values that are valid. */
const CASES: readonly (readonly [claim: string, schema: Schema, valid: fc.Arbitrary<Value>])[] = [
  ['a string', STRING, text],
  ['an integer in a range', { types: ['integer'], minimum: -2, exclusiveMaximum: 6, multipleOf: 1 }, small],
  ['a number that is a multiple', { types: ['number'], multipleOf: ratio(1n, 10n) }, tenth],
  ['an enumeration', { enum: ['a', 'b', 'pending'] }, fc.constantFrom<Value>('a', 'b', 'pending')],
  ['an enumeration of several kinds', { enum: ['a', 1, null, [1, 2]] }, fc.constantFrom<Value>('a', 1, null, [1, 2])],
  ['something nullable', { types: ['string', 'null'] }, fc.oneof(text, fc.constant(null))],
  ['a nullable enumeration', { enum: ['a', 'b', null] }, fc.constantFrom<Value>('a', 'b', null)],
  ['a string or a number', { oneOf: [STRING, NUMBER] }, fc.oneof(text, tenth, small)],
  [
    'a date-time',
    { types: ['string'], format: 'date-time' },
    fc.constantFrom<Value>('2026-01-01T00:00:00Z', '1999-12-31T23:59:59.5+01:00'),
  ],
  ['a string of some length', { types: ['string'], minLength: 1, maxLength: 2 }, fc.constantFrom<Value>('a', 'ab')],
  ['a string with a pattern', { types: ['string'], pattern: '^[ab]+$' }, fc.constantFrom<Value>('a', 'ab', 'bba')],
  [
    'an object with optional properties',
    { types: ['object'], properties: properties({ a: STRING, b: INTEGER, c: { types: ['boolean'] } }), required: ['a'] },
    object({ a: text, b: small, c: fc.boolean() }, ['b', 'c']),
  ],
  [
    'an object with more properties than it lists',
    { types: ['object'], properties: properties({ a: STRING }) },
    fc.oneof(object({ a: text, x: small }), dictionary(fc.constant('v'))),
  ],
  ['a dictionary', { types: ['object'], additionalProperties: INTEGER }, dictionary(small)],
  [
    'a dictionary of objects',
    { types: ['object'], additionalProperties: { types: ['object'], properties: properties({ n: INTEGER }), required: ['n'] } },
    dictionary(object({ n: small })),
  ],
  [
    'a dictionary of some size',
    { types: ['object'], additionalProperties: INTEGER, minProperties: 1, maxProperties: 3 },
    dictionary(small).filter((d) => d instanceof Map && d.size > 0),
  ],
  [
    'pattern properties',
    { types: ['object'], patternProperties: properties({ '^a': INTEGER }), additionalProperties: STRING },
    fc.oneof(object({ a: small, b: text }, ['a', 'b']), object({ x: text })),
  ],
  ['names with a condition', { types: ['object'], propertyNames: { maxLength: 1 }, additionalProperties: INTEGER }, dictionary(small)],
  ['a list', { types: ['array'], items: STRING }, fc.array(text, { maxLength: 4 })],
  ['a short list', { types: ['array'], items: INTEGER, minItems: 1, maxItems: 3 }, fc.array(small, { minLength: 1, maxLength: 3 })],
  ['a list of different elements', { types: ['array'], items: STRING, uniqueItems: true }, fc.uniqueArray(text, { maxLength: 4 })],
  [
    'a tuple',
    { types: ['array'], prefixItems: [STRING, INTEGER], items: { types: ['boolean'] } },
    fc.oneof(fc.tuple(text, small, fc.boolean()), fc.tuple(text)),
  ],
  [
    'a list that contains something',
    { types: ['array'], contains: { const: 1 }, maxItems: 4 },
    fc.array(small, { maxLength: 3 }).map((l) => [...l, 1]),
  ],
  [
    'a list of objects',
    { types: ['array'], items: { types: ['object'], properties: properties({ id: STRING, price: NUMBER }), required: ['id'] } },
    fc.array(object({ id: text, price: tenth }, ['price']), { maxLength: 3 }),
  ],
  [
    'one of several objects',
    { oneOf: [{ ref: '#/Card' }, { ref: '#/Gift' }, CASH] },
    fc.oneof(
      object({ source: fc.constant('card'), digits: text }),
      object({ source: fc.constant('gift'), balance: tenth }),
      object({ source: fc.constant('cash') }),
    ),
  ],
  [
    'a dictionary of one of several',
    { types: ['object'], additionalProperties: { oneOf: [CARD, GIFT] } },
    dictionary(fc.oneof(object({ source: fc.constant('card'), digits: text }), object({ source: fc.constant('gift'), balance: tenth }))),
  ],
  [
    'any of several shapes',
    {
      anyOf: [
        { types: ['object'], properties: properties({ a: INTEGER }), required: ['a'] },
        { types: ['object'], properties: properties({ b: STRING }), required: ['b'] },
        { types: ['array'] },
      ],
    },
    fc.oneof(object({ a: small, b: text }), object({ a: small }), object({ b: text }), fc.constant([1])),
  ],
  ['a circular schema', { ref: '#/Tree' }, tree],
  [
    'conditions',
    {
      types: ['object'],
      properties: properties({ kind: { enum: ['a', 'b'] }, n: INTEGER }),
      required: ['kind'],
      if: { properties: properties({ kind: { const: 'a' } }) },
      then: { required: ['n'] },
      else: { not: { required: ['n'] } },
    },
    fc.oneof(object({ kind: fc.constant('a'), n: small }), object({ kind: fc.constant('b') })),
  ],
  [
    'dependent properties',
    { types: ['object'], properties: properties({ a: INTEGER, b: INTEGER }), dependentRequired: new Map([['a', ['b']]]) },
    fc.oneof(object({ a: small, b: small }), object({ b: small }), object({})),
  ],
  [
    'a composition',
    {
      allOf: [{ types: ['object'], properties: properties({ a: INTEGER }), required: ['a'] }, { properties: properties({ b: STRING }) }],
      unevaluatedProperties: { not: ANYTHING },
    },
    object({ a: small, b: text }, ['b']),
  ],
  ['anything', ANYTHING, fc.oneof(text, tenth, fc.constant(null), fc.boolean(), fc.array(small, { maxLength: 3 }), dictionary(small))],
];

function unknownOf(context: Context, schema: Schema): Symbolic {
  return freeValue(context, { origin: { kind: 'variable', name: 'v' }, schema, exists: context.factory.true });
}

/** An unknown value, and a model under which it is that value. */
function unknownBeing(context: Context, schema: Schema, value: Value): { readonly unknown: Symbolic; readonly model: Model } {
  const unknown = unknownOf(context, schema);
  const model = modelWhere(context, unknown, value);
  if (model === null) throw new Error(`no model where the unknown value is ${show(value)}`);
  return { unknown, model };
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
        { numRuns: 50 },
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
        { numRuns: 60 },
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
        { numRuns: 60 },
      );
    });
  }
});
