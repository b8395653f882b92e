// Requests that are scalars or objects.

import type { PlainSchema } from '../support/schema-builder.ts';
import type { RequestRow } from './request-row.ts';

const integer = { type: 'integer' };
const closed = { additionalProperties: false };
const letters = ['', 'a', 'b', 'c', 'ab', 'abc', 'zz', 'ba', 1, null];
const integers = [-3, -1, 0, 1, 2, 3, 5, 6, 9, 10, 11, 12, 100, 0.5, 'a'];

const CARD: PlainSchema = {
  type: 'object',
  properties: { source: { const: 'card' }, digits: { type: 'string', pattern: '^\\d{4}$' } },
  required: ['source', 'digits'],
  ...closed,
};
const GIFT: PlainSchema = {
  type: 'object',
  properties: { source: { const: 'gift' }, balance: { type: 'number', minimum: 0 } },
  required: ['source', 'balance'],
  ...closed,
};
const payments = [
  { source: 'card', digits: '1234' },
  { source: 'card', digits: '12' },
  { source: 'gift', balance: 0 },
  { source: 'gift', balance: 2.5 },
  { source: 'gift', balance: -1 },
  { source: 'gift' },
  { source: 'cash' },
];
const dictionaries = [{}, { a: 1 }, { a: 0 }, { a: 1, b: 2 }, { a: 1, b: 2, c: 3 }, { a: 'x' }, { b: 5 }, { bb: 1 }, 1];

export const REQUESTS: readonly RequestRow[] = [
  {
    claim: 'pattern',
    schema: { type: 'string', pattern: '^[a-c]{2}$' },
    domain: letters,
    rules: [
      ['size(request.body) == 2', 'some', 'all'],
      ["request.body != 'ab'", 'some', 'not all'],
      ["request.body == 'zz'", 'none', 'not all'],
      ["request.body.startsWith('b')", 'some', 'not all'],
    ],
  },
  {
    claim: 'lengths, counted in code points',
    schema: { type: 'string', minLength: 1, maxLength: 2 },
    domain: [...letters, '😀', '😀😀', '😀😀😀'],
    rules: [
      ['size(request.body) in [1, 2]', 'some', 'all'],
      ["request.body == '😀😀'", 'some', 'not all'],
      ["request.body == ''", 'none', 'not all'],
    ],
  },
  {
    claim: 'multipleOf a fraction',
    schema: { type: 'number', multipleOf: 0.5, minimum: 0, maximum: 2 },
    domain: [0, 0.5, 1, 1.5, 2, 0.25, 2.5, -0.5, 'a'],
    rules: [
      ['request.body in [0.0, 0.5, 1.0, 1.5, 2.0]', 'some', 'all'],
      ['request.body < 2.0', 'some', 'not all'],
      ['request.body == 0.25', 'none', 'not all'],
    ],
  },
  {
    claim: 'multipleOf an integer, bounds that are excluded',
    schema: { type: 'integer', multipleOf: 3, exclusiveMinimum: 0, exclusiveMaximum: 12 },
    domain: integers,
    rules: [
      ['request.body in [3, 6, 9]', 'some', 'all'],
      ['request.body % 2 == 0', 'some', 'not all'],
      ['request.body == 12', 'none', 'not all'],
    ],
  },
  {
    claim: 'formats int32 and int64',
    schema: { type: 'integer', format: 'int32' },
    domain: [0, 2147483647, -2147483648, 2147483648, 0.5],
    rules: [
      ['request.body <= 2147483647 && request.body >= -2147483648', 'some', 'all'],
      ['request.body == 2147483648', 'none', 'not all'],
      ['request.body < 2147483647', 'some', 'not all'],
    ],
  },
  {
    claim: 'format date-time',
    schema: { type: 'string', format: 'date-time' },
    domain: ['2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', '1999-12-31T23:59:59.5Z'],
    rules: [
      ['timestamp(request.body) == timestamp(request.body)', 'some', 'all'],
      ["timestamp(request.body) > timestamp('2020-01-01T00:00:00Z')", 'some', 'not all'],
    ],
  },
  {
    claim: 'enum',
    schema: { type: 'string', enum: ['a', 'b', 'ab'] },
    domain: letters,
    rules: [
      ["request.body in ['ab', 'a', 'b']", 'some', 'all'],
      ["request.body != 'a' && request.body != 'b' && request.body != 'ab'", 'none', 'not all'],
      ["request.body.contains('b')", 'some', 'not all'],
    ],
  },
  {
    claim: 'const',
    schema: { const: 'ab' },
    domain: letters,
    rules: [
      ["request.body == 'ab'", 'some', 'all'],
      ["request.body != 'ab'", 'none', 'not all'],
    ],
  },
  {
    claim: 'nullable',
    schema: { type: ['string', 'null'], minLength: 1 },
    domain: letters,
    rules: [
      ["request.body == null || request.body != ''", 'some', 'all'],
      ['request.body != null', 'some', 'not all'],
      ['request.body == null', 'some', 'not all'],
    ],
  },
  {
    claim: 'a null that the schema takes back',
    schema: { type: ['string', 'null'], not: { const: null } },
    domain: letters,
    rules: [
      ['request.body != null', 'some', 'all'],
      ['request.body == null', 'none', 'not all'],
    ],
  },
  {
    claim: 'not',
    schema: { type: 'string', maxLength: 1, not: { enum: ['a', ''] } },
    domain: letters,
    rules: [
      ["request.body != 'a' && request.body != ''", 'some', 'all'],
      ["request.body != 'b'", 'some', 'not all'],
      ["request.body == ''", 'none', 'not all'],
    ],
  },
  {
    claim: 'oneOf over integers that overlap',
    schema: {
      oneOf: [
        { type: 'integer', minimum: 0 },
        { type: 'integer', maximum: 10 },
      ],
    },
    domain: integers,
    rules: [
      ['request.body < 0 || request.body > 10', 'some', 'all'],
      ['request.body > 10', 'some', 'not all'],
      ['request.body == 5', 'none', 'not all'],
    ],
  },
  {
    claim: 'anyOf over integers',
    schema: {
      anyOf: [
        { type: 'integer', maximum: 0 },
        { type: 'integer', minimum: 10, maximum: 12 },
      ],
    },
    domain: integers,
    rules: [
      ['request.body <= 0 || request.body in [10, 11, 12]', 'some', 'all'],
      ['request.body == 5', 'none', 'not all'],
      ['request.body >= 10', 'some', 'not all'],
    ],
  },
  {
    claim: 'oneOf over objects with a discriminator',
    schemas: { card: CARD, gift: GIFT },
    schema: { oneOf: [CARD, GIFT] },
    domain: payments,
    rules: [
      ["request.body.source == 'gift' ? request.body.balance >= 0.0 : size(request.body.digits) == 4", 'some', 'all'],
      ["request.body.source == 'card' && request.body.digits == '1234'", 'some', 'not all'],
      ["request.body.source == 'gift' && request.body.balance == -1.0", 'none', 'not all'],
    ],
  },
  {
    claim: 'allOf',
    schema: {
      type: 'object',
      allOf: [
        { properties: { low: { type: 'integer', minimum: 0 } }, required: ['low'] },
        { properties: { low: { maximum: 3 }, high: { type: 'integer', minimum: 3, maximum: 5 } }, required: ['high'] },
      ],
      properties: { low: integer, high: integer },
    },
    domain: [{ low: 0, high: 3 }, { low: 3, high: 5 }, { low: 4, high: 5 }, { low: 0 }, { low: 3, high: 3 }, { low: -1, high: 4 }, 1],
    rules: [
      ['request.body.low <= request.body.high', 'some', 'all'],
      ['request.body.low < request.body.high', 'some', 'not all'],
      ['request.body.low == 4', 'none', 'not all'],
    ],
  },
  {
    claim: 'additionalProperties that are refused',
    schema: { type: 'object', properties: { a: integer, b: integer }, ...closed },
    domain: [{}, { a: 1 }, { b: 1 }, { a: 1, b: 1 }, { c: 1 }, { a: 'x' }],
    rules: [
      ['size(dyn(request.body)) <= 2', 'some', 'all'],
      ['has(request.body.a)', 'some', 'not all'],
      ['size(dyn(request.body)) == 3', 'none', 'not all'],
      ["dyn(request.body).all(k, k in ['a', 'b'])", 'some', 'all'],
    ],
  },
  {
    claim: 'additionalProperties with a schema',
    schema: { type: 'object', additionalProperties: { type: 'integer', minimum: 1 } },
    domain: dictionaries,
    rules: [
      ['request.body.all(k, request.body[k] >= 1)', 'some', 'all'],
      ['request.body.exists(k, request.body[k] == 5)', 'some', 'not all'],
      ['request.body.exists(k, request.body[k] == 0)', 'none', 'not all'],
      ["'a' in request.body", 'some', 'not all'],
    ],
  },
  {
    claim: 'sizes and names of dictionaries',
    schema: { type: 'object', additionalProperties: integer, propertyNames: { maxLength: 1 }, minProperties: 1, maxProperties: 2 },
    domain: dictionaries,
    rules: [
      ['size(request.body) in [1, 2]', 'some', 'all'],
      ['request.body.all(k, size(k) <= 1)', 'some', 'all'],
      ["'bb' in request.body", 'none', 'not all'],
      ['size(request.body) == 2', 'some', 'not all'],
    ],
  },
  {
    claim: 'patternProperties',
    schema: { type: 'object', patternProperties: { '^a': { type: 'integer', minimum: 1 } }, additionalProperties: { type: 'integer' } },
    domain: [...dictionaries, { a: 1, b: -1 }, { b: -1 }],
    rules: [
      ["!('a' in request.body) || request.body['a'] >= 1", 'some', 'all'],
      ["'b' in request.body && request.body['b'] < 0", 'some', 'not all'],
      ["'a' in request.body && request.body['a'] == 0", 'none', 'not all'],
    ],
  },
  {
    claim: 'unevaluatedProperties beside oneOf',
    schema: {
      oneOf: [
        { ...CARD, additionalProperties: {} },
        { ...GIFT, additionalProperties: {} },
      ].map(open),
      unevaluatedProperties: false,
    },
    domain: [...payments, { source: 'card', digits: '1234', more: 1 }],
    rules: [
      ['size(dyn(request.body)) == 2', 'some', 'all'],
      ["dyn(request.body).source == 'gift'", 'some', 'not all'],
      ["'more' in dyn(request.body)", 'none', 'not all'],
    ],
  },
  {
    claim: 'dependentRequired',
    schema: { type: 'object', properties: { a: integer, b: integer }, dependentRequired: { a: ['b'] }, ...closed },
    domain: [{}, { a: 1 }, { b: 1 }, { a: 1, b: 1 }],
    rules: [
      ['!has(request.body.a) || has(request.body.b)', 'some', 'all'],
      ['has(request.body.a)', 'some', 'not all'],
      ['has(request.body.a) && !has(request.body.b)', 'none', 'not all'],
    ],
  },
  {
    claim: 'if, then and else',
    schema: {
      type: 'object',
      properties: { kind: { enum: ['a', 'b'] }, n: integer },
      required: ['kind', 'n'],
      ...closed,
      if: { properties: { kind: { const: 'a' } } },
      then: { properties: { n: { minimum: 1 } } },
      else: { properties: { n: { maximum: 0 } } },
    },
    domain: [
      { kind: 'a', n: 1 },
      { kind: 'a', n: 0 },
      { kind: 'b', n: 0 },
      { kind: 'b', n: 1 },
      { kind: 'c', n: 1 },
    ],
    rules: [
      ["(request.body.kind == 'a') == (request.body.n > 0)", 'some', 'all'],
      ["request.body.kind == 'b' && request.body.n == 1", 'none', 'not all'],
      ['request.body.n == 1', 'some', 'not all'],
    ],
  },
  {
    claim: 'a circular schema',
    schemas: { Tree: { type: 'object', properties: { n: integer, next: { $ref: 'Tree' } }, required: ['n'], ...closed } },
    schema: { $ref: 'Tree' },
    domain: [{ n: 1 }, { n: 1, next: { n: 2 } }, { n: 1, next: {} }, {}, { n: 'a' }],
    rules: [
      ['!has(request.body.next) || request.body.next.n == request.body.next.n', 'some', 'all'],
      ['has(request.body.next) && request.body.next.n == 2', 'some', 'not all'],
    ],
  },
  {
    claim: 'a hole at a property',
    schema: { type: 'object', properties: { a: { type: 'integer', minimum: 3 }, b: integer }, required: ['a', 'b'], ...closed },
    body: { a: { $hole: 'x' }, b: 5 },
    of: { type: 'integer', minimum: 3 },
    domain: integers,
    rules: [
      ['request.body.a >= 3', 'some', 'all'],
      ['request.body.a < request.body.b', 'some', 'not all'],
      ['request.body.a == 2', 'none', 'not all'],
    ],
  },
  {
    claim: 'a hole in a list whose elements differ',
    schema: { type: 'array', items: { type: 'string', enum: ['a', 'b', 'c'] }, uniqueItems: true },
    body: ['a', { $hole: 'x' }],
    of: { type: 'string', enum: ['a', 'b', 'c'] },
    domain: ['a', 'b', 'c', 'd'],
    rules: [
      ["request.body[0] == 'a'", 'some', 'not all'],
      ["request.body[1] == 'a'", 'none', 'not all'],
    ],
  },
];

/** Without the word on other properties. */
function open({ additionalProperties: _other, ...rest }: Exclude<PlainSchema, boolean>): PlainSchema {
  return rest;
}
