// Decides the small shop that claims of the contract language are made about, and how its rows are written.

import type { Story, World } from './language.ts';

type Plain = Readonly<Record<string, unknown>>;

export const REF: Plain = { $ref: '#/components/schemas/Order' };
export const base: World = {
  schemas: {
    Order: {
      type: 'object',
      required: ['id', 'user', 'total'],
      properties: {
        id: { type: 'string' },
        user: { type: 'string' },
        total: { type: 'number' },
        status: { type: 'string', default: 'new' },
        items: { type: 'array', items: { type: 'object', required: ['price'], properties: { price: { type: 'number' } } } },
        address: { type: 'object', properties: { zip: { type: 'string' }, city: { type: 'string' } } },
      },
    },
  },
  collections: {
    users: {
      schema: {
        type: 'object',
        required: ['id', 'pay'],
        properties: {
          id: { type: 'string' },
          pay: {
            type: 'object',
            additionalProperties: { type: 'object', required: ['balance'], properties: { balance: { type: 'number' } } },
          },
        },
      },
      key: 'id',
      initial: [{ id: 'u', pay: { card: { balance: 5 }, gift: { balance: 1 } } }],
    },
    orders: {
      schema: REF,
      key: 'id',
      parent: { collection: 'users', key: 'user' },
      references: { user: 'users' },
      initial: {
        a: { id: 'a', user: 'u', total: 1, items: [{ price: 1 }, { price: 2 }] },
        b: { id: 'b', user: 'u', total: 2, status: 'old' },
      },
    },
    lines: {
      schema: {
        type: 'object',
        required: ['o', 'n', 'q'],
        properties: { o: { type: 'string' }, n: { type: 'integer' }, q: { type: 'integer' } },
      },
      key: ['o', 'n'],
      initial: [{ o: 'a', n: 1, q: 1 }],
    },
  },
  variables: {
    count: { schema: { type: 'integer', maximum: 3 }, initial: 0 },
    note: { schema: { type: ['string', 'null'] }, initial: null },
  },
};

/** One call. */
export const one = (op: string, status: number, more: Plain = {}): Story['calls'] => [{ op, status, ...more }];
/** An operation with these effects. */
export const effects = (...list: Plain[]): Plain => ({ 'x-effects': list });
