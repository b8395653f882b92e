// Support: schemas of many forms, each with values that are valid.

import fc from 'fast-check';
import { ratio } from '../../src/base/number.ts';
import type { Value } from '../../src/base/value.ts';
import { ANYTHING, type Schema, type Schemas } from '../../src/contract/schema.ts';

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
/** The named schemas of the cases. */
export const SCHEMAS: Schemas = new Map([
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
export const CASES: readonly (readonly [claim: string, schema: Schema, valid: fc.Arbitrary<Value>])[] = [
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
