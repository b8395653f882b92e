// Claims about which requests fit their operation, and how a misfit is named.

import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/base/limits.ts';
import { checkRequest } from '../../../src/simulate/request/check.ts';
import { isAuthorized } from '../../../src/simulate/request/security.ts';
import { contractOf, type PlainOperation, requestOf } from '../../support/contract-builder.ts';

const BOOK: PlainOperation = {
  parameters: [
    { name: 'size', in: 'query', schema: { type: 'integer', minimum: 1 } },
    { name: 'id', in: 'path', schema: { type: 'string' } },
    { name: 'X-Key', in: 'header', required: true, schema: { type: 'string' } },
    { name: 'sid', in: 'cookie', schema: { type: 'string', unsupported: ['$dynamicRef'] } },
  ],
  body: {
    type: 'object',
    required: ['id', 'items'],
    properties: {
      id: { type: 'string', readOnly: true },
      items: { type: 'array', items: { type: 'object', properties: { qty: { type: 'integer' } } } },
    },
    additionalProperties: false,
  },
  security: [
    [
      { name: 'a', type: 'apiKey', in: 'query', parameter: 'token' },
      { name: 'b', type: 'apiKey', in: 'header', parameter: 'X-B' },
    ],
    [{ name: 'c', type: 'apiKey', in: 'cookie', parameter: 'session' }],
  ],
};
const contract = contractOf({ operations: { book: BOOK, open: {} } });
const operation = contract.operations.get('book');
if (operation === undefined) throw new Error('the operation of this test is missing');

/** The rule that a request breaks, `fits`, or what is undecided about it. */
function check(parts: Record<string, unknown>): string {
  const stop = operation && checkRequest(contract, operation, requestOf('book', parts), DEFAULT_LIMITS);
  if (!stop) return 'fits';
  return stop.kind === 'undecided' ? `undecided ${stop.constructs.join()}` : `${stop.status} ${stop.cause.rule}`;
}

const GOOD = { path: { id: 'x' }, header: { 'x-key': 'k' }, body: { items: [] } };

describe('a request', () => {
  it.each<readonly [claim: string, parts: Record<string, unknown>, expected: string]>([
    ['fits', GOOD, 'fits'],
    ['may leave out a read-only property, or send it', { ...GOOD, body: { id: 'x', items: [] } }, 'fits'],
    ['may have any header', { ...GOOD, header: { 'x-key': 'k', accept: '*' } }, 'fits'],
    ['may carry credentials that its operation asks for', { ...GOOD, query: { token: 't' }, cookie: { session: 's' } }, 'fits'],
    ['must have its required parameters', { ...GOOD, header: {} }, '400 request.header["x-key"]: required'],
    [
      'names the first misfit in the order path, query, header, cookie, undeclared, body',
      { query: { size: 0, zz: 1 }, header: {} },
      '400 request.path.id: required',
    ],
    ['has its path before its query', { ...GOOD, path: { id: 5 }, query: { size: 0 } }, '400 request.path.id: type'],
    ['has its query before its body', { ...GOOD, query: { size: 0 }, body: {} }, '400 request.query.size: minimum'],
    ['must not have other parameters', { ...GOOD, cookie: { other: 1 } }, '400 request.cookie.other: undeclared'],
    ['must have its body', { ...GOOD, body: undefined }, '400 request.body: required'],
    ['has a body that fits', { ...GOOD, body: { items: [{ qty: 'x' }] } }, '400 request.body.items[0].qty: type'],
    ['must not be null where an object is wanted', { ...GOOD, body: null }, '400 request.body: type'],
    ['is undecided where a keyword has no meaning', { ...GOOD, cookie: { sid: 's' } }, 'undecided $dynamicRef'],
    [
      'is refused for what is certain, whatever is undecided before it',
      { ...GOOD, cookie: { sid: 's' }, body: {} },
      '400 request.body.items: required',
    ],
  ])('%s', (_, parts, expected) => {
    const { body, ...rest } = parts;
    expect(check(body === undefined ? rest : parts).replaceAll("'", '"')).toBe(expected);
  });
});

describe('credentials', () => {
  const authorized = (parts: Record<string, unknown>): boolean =>
    operation !== undefined && isAuthorized(operation, requestOf('book', parts));
  it('are all those of one alternative', () => {
    expect(authorized({ query: { token: 't' }, header: { 'x-b': 'b' } })).toBe(true);
    expect(authorized({ cookie: { session: 's' } })).toBe(true);
    expect(authorized({ query: { token: 't' } })).toBe(false);
    expect(authorized({ header: { 'x-b': 'b' }, cookie: {} })).toBe(false);
  });
  it('are none if they are empty or null', () => {
    expect(authorized({ cookie: { session: '' } })).toBe(false);
    expect(authorized({ cookie: { session: null } })).toBe(false);
  });
});
