// Claims about matching: a recorded request is of the operation that its path fits best, behind the base path of a server.

import { describe, expect, it } from 'vitest';
import { createMatcher } from '../../../src/infer/traffic/match.ts';
import type { OperationView } from '../../../src/infer/view/api.ts';
import { parsePath } from '../../../src/infer/view/segments.ts';

function operation(name: string): OperationView {
  const [method = '', path = ''] = name.split(' ');
  const at: Pick<OperationView, 'method' | 'path' | 'parsed' | 'operationId'> = {
    method,
    path,
    parsed: parsePath(path),
    operationId: null,
  };
  return at as OperationView;
}

const OPERATIONS = [
  'get /orders',
  'get /orders/latest',
  'get /orders/{id}',
  'get /orders/{id}.pdf',
  'post /orders/{id}:cancel',
  'get /{kind}/latest',
  'get /diff/{a}...{b}',
  'get /files/{path}',
  'get /bucket?acl',
  'get /bucket',
].map(operation);
const BASES = ['/', '/v2', '/{region}/v3'];

describe('a recorded request', () => {
  it.each([
    ['get /orders', 'get /orders', {}],
    ['get /v2/orders', 'get /orders', {}],
    ['get /eu/v3/orders/7', 'get /orders/{id}', { id: '7' }],
    ['get /orders/latest', 'get /orders/latest', {}],
    ['get /orders/7/', 'get /orders/{id}', { id: '7' }],
    ['get /orders/7.pdf', 'get /orders/{id}.pdf', { id: '7' }],
    ['get /orders/a%2Fb%20c', 'get /orders/{id}', { id: 'a/b c' }],
    ['get /orders/%', 'get /orders/{id}', { id: '%' }],
    ['post /orders/7:cancel', 'post /orders/{id}:cancel', { id: '7' }],
    ['get /things/latest', 'get /{kind}/latest', { kind: 'things' }],
    ['get /diff/main...next', 'get /diff/{a}...{b}', { a: 'main', b: 'next' }],
    ['get /files/a/b/c.txt', 'get /files/{path}', { path: 'a/b/c.txt' }],
    ['get /bucket', 'get /bucket', {}],
    ['get /bucket?acl=', 'get /bucket?acl', {}],
  ])('%s is of %s', (request, name, parameters) => {
    const [method = '', address = ''] = request.split(' ');
    const [path = '', query = ''] = address.split('?');
    const names = new Set(new URLSearchParams(query).keys());
    const match = createMatcher(OPERATIONS, BASES).match({ kind: 'addressed', method, path, query: names, body: undefined });
    expect(match && `${match.operation.method} ${match.operation.path}`).toBe(name);
    expect(Object.fromEntries(match?.parameters ?? [])).toEqual(parameters);
  });

  it.each(['get /', 'post /orders', 'get /v9/orders/7/x/y', 'delete /orders/7'])('%s is of none', (request) => {
    const [method = '', path = ''] = request.split(' ');
    expect(createMatcher(OPERATIONS, BASES).match({ kind: 'addressed', method, path, query: new Set(), body: undefined })).toBeNull();
  });
});
