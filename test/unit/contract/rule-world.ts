// Decides the world in which the tests of rules stand: a shop with orders, users, payments of two kinds and seats.

import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { RequestPart } from '../../../src/contract/expression.ts';
import { type CompiledRule, compileRule } from '../../../src/contract/rules/compile.ts';
import { NO_FACTS } from '../../../src/contract/rules/facts.ts';
import { type Definition, parseDefinitionHead, type RuleScope } from '../../../src/contract/rules/scope.ts';
import { DYN, type Field, INTEGER, STRING, type Type } from '../../../src/contract/type.ts';
import { typeScope } from '../../../src/contract/type-of.ts';
import { schemasOf } from '../../support/schema-builder.ts';

const text = { type: 'string' };
const ref = (name: string): object => ({ $ref: name });

const types = typeScope(
  schemasOf({
    Order: {
      type: 'object',
      required: ['id', 'user', 'status', 'total', 'count', 'placed', 'paid', 'items', 'tags'],
      properties: {
        id: text,
        user: text,
        status: { enum: ['pending', 'paid', 'shipped'] },
        total: { type: 'number' },
        count: { type: 'integer' },
        placed: { type: 'string', format: 'date-time' },
        paid: { type: ['string', 'null'], format: 'date-time' },
        items: { type: 'array', items: ref('Item') },
        tags: { type: 'object', additionalProperties: text },
        note: text,
        address: { type: 'object', required: ['zip'], properties: { zip: text, city: text } },
        previous: ref('Order'),
      },
    },
    Item: { type: 'object', required: ['sku', 'price'], properties: { sku: text, price: { type: 'number' }, size: { type: 'integer' } } },
    Card: { type: 'object', required: ['source', 'last4'], properties: { source: { const: 'card' }, last4: text } },
    Gift: { type: 'object', required: ['source', 'balance'], properties: { source: { const: 'gift' }, balance: { type: 'number' } } },
    Cash: { type: 'object', required: ['source'], properties: { source: { enum: ['cash', 'cheque'] } } },
    Payment: { oneOf: [ref('Card'), ref('Gift'), ref('Cash')] },
    User: {
      type: 'object',
      required: ['id', 'name', 'age', 'payments'],
      properties: {
        id: text,
        name: text,
        age: { type: ['integer', 'null'] },
        payments: { type: 'object', additionalProperties: ref('Payment') },
      },
    },
    Body: {
      type: 'object',
      required: ['amount', 'payment', 'skus'],
      properties: { amount: { type: 'number' }, payment: ref('Payment'), skus: { type: 'array', items: text }, reason: text },
    },
  }),
);

const field = (type: Type, required = true): Field => ({ type, required });
const object = (fields: Readonly<Record<string, Field>>): Type => ({ kind: 'object', fields: new Map(Object.entries(fields)), rest: null });
const named = (name: string): Type => ({ kind: 'ref', ref: name });

const DEFINITIONS = {
  'owner(o)': 'users[orders[o].user]',
  'isGift(p)': "p.source == 'gift'",
  'covers(p, amount)': "p.source != 'gift' || p.balance >= amount",
  'twice(n)': 'n * 2',
  'early(s)': "s in ['pending', 'paid']",
  'endless(n)': 'again(n)',
  'again(n)': 'endless(n)',
  'broken(x)': 'x.',
};

function definition([head, body]: readonly [string, string]): readonly [string, Definition] {
  const parsed = parseDefinitionHead(head);
  if (!parsed) throw new Error(`no head of a definition: ${head}`);
  return [parsed.name, { ...parsed, text: body, locate: (offset) => ({ file: 'definitions', line: 1, column: offset + 1 }) }];
}

/** What a precondition sees. */
export const scope: RuleScope = {
  types,
  collections: new Map([
    ['orders', { keyType: STRING, recordType: named('Order') }],
    ['users', { keyType: STRING, recordType: named('User') }],
    ['seats', { keyType: { kind: 'tuple', items: [INTEGER, STRING] }, recordType: object({ row: field(INTEGER), col: field(STRING) }) }],
  ]),
  variables: new Map([
    ['session', { type: { kind: 'union', members: [named('User'), { kind: 'null' }] } }],
    ['counter', { type: INTEGER }],
    ['any', { type: DYN }],
  ]),
  parameters: new Map<string, RequestPart>([
    ['orderId', 'path'],
    ['limit', 'query'],
    ['page', 'query'],
  ]),
  request: new Map<RequestPart, Type>([
    ['path', object({ orderId: field(STRING) })],
    ['query', object({ limit: field(INTEGER, false), page: field(INTEGER) })],
    ['body', named('Body')],
  ]),
  response: null,
  before: false,
  fresh: null,
  definitions: new Map(Object.entries(DEFINITIONS).map(definition)),
  locals: [],
  facts: NO_FACTS,
};

/** The rule that a text is, with each complaint at its offset (column 1 is offset 0). */
export function compile(rule: string, changes: Partial<RuleScope> = {}, expected?: Type): CompiledRule {
  const locate = (offset: number, length?: number): NonNullable<Diagnostic['source']> => {
    return { file: 'rule', line: 1, column: offset + 1, ...(length === undefined ? {} : { length }) };
  };
  return compileRule(rule, { ...scope, ...changes }, locate, expected);
}
