// What an operation answers without x-response.

import { describe, expect, test } from 'vitest';
import { printExpression } from '../../../src/contract/print.ts';
import { loadContract } from '../../../src/spec/load.ts';
import { reader } from './reading.ts';

const ORDER = "{$ref: '#/components/schemas/Order'}";
const LIST = `{type: array, items: ${ORDER}}`;

/** What the operation answers, in short. */
function answer(method: string, path: string, schema: string, extensions = ''): string {
  const names = Array.from(path.matchAll(/\{(\w+)\}/g), (match) => match[1] ?? '');
  const parameters = names.map(
    (name) => `{name: ${name}, in: path, required: true, schema: {type: ${name === 'n' ? 'integer' : 'string'}}}`,
  );
  const text = `openapi: 3.0.3
paths:
  ${path}:
    ${method}:
      operationId: op
      parameters: [${parameters.join(', ')}]
      responses: {200: {description: ok, content: {application/json: {schema: ${schema}}}}}
      ${extensions}
components:
  schemas:
    Order: {type: object, required: [id, n], properties: {id: {type: string}, n: {type: integer}, other: {type: string}}}
    Alias: {$ref: '#/components/schemas/Order'}
    Orders: ${LIST}
x-state:
  collections:
    orders: {schema: ${ORDER}, key: id}
    pairs: {schema: {type: object, properties: {id: {type: string}, n: {type: integer}}}, key: [id, n]}
`;
  const { value, diagnostics } = loadContract({ document: 'api.yaml', read: reader({ 'api.yaml': text }) });
  expect(diagnostics).toEqual([]);
  const body = value?.operations.get('op')?.response.body;
  if (body?.kind !== 'record') return body?.kind === 'list' ? `list ${body.collection}` : (body?.kind ?? 'nothing');
  return `record ${body.collection} ${body.key === null ? `effect ${body.effect}` : printExpression(body.key)}`;
}

const CREATE = '{create: orders, value: {id: fresh(orders), n: 1}}';
const UPDATE = '{update: "orders[id]", set: {n: 2}}';

describe('without x-response an operation answers', () => {
  test.each([
    ['the record at the path parameter', 'get', '/orders/{orderId}', ORDER, '', 'record orders request.path.orderId'],
    ['the record at the parameter named like the key', 'get', '/orders/{id}/{other}', ORDER, '', 'record orders request.path.id'],
    [
      'the record that a precondition asks for',
      'get',
      '/orders/{a}/{b}',
      ORDER,
      'x-preconditions: [a in orders]',
      'record orders request.path.a',
    ],
    ['the record it creates', 'post', '/orders', ORDER, `x-effects: [${CREATE}]`, 'record orders effect 0'],
    ['the record it updates', 'put', '/orders/{id}', ORDER, `x-effects: [${UPDATE}]`, 'record orders effect 0'],
    [
      'the record it updates twice',
      'put',
      '/orders/{id}',
      ORDER,
      `x-effects: [${UPDATE}, {update: "orders[id]", set: {other: id}}]`,
      'record orders effect 0',
    ],
    [
      'the record it creates rather than the one it updates',
      'post',
      '/orders/{id}',
      ORDER,
      `x-effects: [${UPDATE}, ${CREATE}]`,
      'record orders effect 1',
    ],
    [
      'the record behind an alias of its schema',
      'get',
      '/orders/{id}',
      "{$ref: '#/components/schemas/Alias'}",
      '',
      'record orders request.path.id',
    ],
    ['all records', 'get', '/orders', LIST, '', 'list orders'],
    ['all records of a list by name', 'get', '/orders', "{$ref: '#/components/schemas/Orders'}", '', 'list orders'],
    ['anything, for two updates', 'post', '/swap/{id}/{b}', ORDER, `x-effects: [${UPDATE}, {update: "orders[b]", set: {n: 2}}]`, 'any'],
    ['anything, for two keys asked for', 'get', '/both/{a}/{b}', ORDER, 'x-preconditions: [a in orders && b in orders]', 'any'],
    ['anything, for a deleted record', 'delete', '/orders/{id}', ORDER, 'x-effects: [{delete: "orders[id]"}]', 'any'],
    ['anything, for a parameter that is no key', 'get', '/orders/{n}', ORDER, '', 'any'],
    ['anything, for a list below a record', 'get', '/users/{u}/orders', LIST, '', 'any'],
    ['anything, for the answer to a search', 'post', '/orders/search', LIST, '', 'any'],
    ['anything, for another schema', 'get', '/orders/{id}', '{type: object}', '', 'any'],
  ])('%s', (_name, method, path, schema, extensions, expected) => {
    expect(answer(method, path, schema, extensions)).toBe(expected);
  });
});
