// From documents to contracts.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ratio } from '../../../src/base/number.ts';
import type { Contract, Operation } from '../../../src/contract/contract.ts';
import { printExpression } from '../../../src/contract/print.ts';
import { type LoadInput, loadContract } from '../../../src/spec/load.ts';
import { placesOf, reader } from './reading.ts';

const fixtures = new URL('../../fixtures/spec/', import.meta.url);

function fixture(name: string): string {
  return readFileSync(new URL(name, fixtures), 'utf8');
}

const FILES = { 'shop.yaml': fixture('shop.yaml'), 'shop.overlay.yaml': fixture('shop.overlay.yaml') };

function shop(options: Partial<LoadInput> = {}): Contract {
  const { value, diagnostics } = loadContract({ document: 'shop.yaml', overlays: ['shop.overlay.yaml'], read: reader(FILES), ...options });
  expect(diagnostics).toEqual([]);
  if (value === null) throw new Error('the fixture does not load');
  return value;
}

function operation(contract: Contract, id: string): Operation {
  const found = contract.operations.get(id);
  if (found === undefined) throw new Error(`no operation ${id}`);
  return found;
}

describe('the state of a contract', () => {
  const contract = shop();

  test('has collections with the types of their keys', () => {
    const { users, orders, lines } = Object.fromEntries(contract.collections);
    expect([users?.key, users?.keyType]).toEqual([['user_id'], { kind: 'string' }]);
    expect(lines?.keyType).toEqual({ kind: 'tuple', items: [{ kind: 'string' }, { kind: 'integer' }] });
    expect(orders?.parent).toEqual({ collection: 'users', property: 'user_id' });
    expect(orders?.references.get('user_id')).toMatchObject({ collection: 'users', onDelete: 'restrict' });
    expect(lines?.references.get('order')).toMatchObject({ collection: 'orders', onDelete: 'ignore' });
    expect(users?.source).toEqual({ file: 'shop.overlay.yaml', line: 9, column: 11, length: 5 });
  });

  test('has initial records with exact numbers, and variables that start as null unless said', () => {
    expect(contract.collections.get('users')?.initial).toEqual([
      new Map<string, unknown>([
        ['user_id', 'u1'],
        ['balance', ratio(21n, 2n)],
      ]),
    ]);
    expect([contract.variables.get('session')?.initial, contract.variables.get('visits')?.initial]).toEqual([null, 0]);
  });

  test('has invariants with stable ids', () => {
    expect(contract.invariants.map((i) => [i.id, i.kind, i.message, i.layer])).toEqual([
      ['invariants/balance-not-negative', 'invariant', 'a balance is never negative', 'declared'],
      ['invariants/1', 'invariant', null, 'declared'],
    ]);
  });
});

describe('the operations of a contract', () => {
  const contract = shop();

  test('ask for what the document and the overlay say', () => {
    const cancel = operation(contract, 'cancelOrder');
    expect(cancel.preconditions.map((p) => [p.id, p.status, p.message])).toEqual([
      ['cancelOrder/preconditions/exists', 404, 'order not found'],
      ['cancelOrder/preconditions/1', 409, 'only a pending order can be cancelled'],
    ]);
    expect(cancel.postconditions.map((p) => p.rule.text)).toEqual([
      "response.body.status == 'cancelled'",
      'old.orders.size() == orders.size()',
    ]);
    expect(cancel.security).toEqual([[{ name: 'key', type: 'apiKey', in: 'header', parameter: 'x-key' }]]);
    expect([operation(contract, 'createOrder').schemaStatus, cancel.schemaStatus]).toEqual([422, 400]);
  });

  test('place every rule where it is written, also in a folded block', () => {
    const [, second] = operation(contract, 'cancelOrder').preconditions;
    expect(second?.rule.source).toMatchObject({ file: 'shop.overlay.yaml', line: 62, column: 13 });
    expect(second?.rule.text).toBe('isPending(orderId) && orders[orderId].total > 0.1');
  });

  test('have effects of every form', () => {
    expect(operation(contract, 'cancelOrder').effects.map((e) => [e.id, e.kind, e.text])).toEqual([
      ['cancelOrder/effects/0', 'update', 'update: orders[orderId]'],
      ['cancelOrder/effects/1', 'forEach', 'forEach: users'],
      ['cancelOrder/effects/2', 'create', 'create: lines'],
    ]);
    expect(operation(contract, 'deleteOrder').effects.map((e) => e.kind)).toEqual(['delete']);
    expect(operation(contract, 'createOrder').effects.map((e) => e.kind)).toEqual(['create', 'assign']);
  });

  test('build values of mappings with rules in them', () => {
    const [create] = operation(contract, 'createOrder').effects;
    expect(create?.kind === 'create' ? printExpression(create.value.expression) : '').toBe(
      "{'order_id': fresh(orders), 'user_id': request.body.user_id, 'status': 'pending', 'total': request.body.total}",
    );
  });

  test.each([
    ['listOrders', { kind: 'list', collection: 'orders' }, 200],
    ['createOrder', { kind: 'record', collection: 'orders', effect: 0, key: null }, 201],
    ['getOrder', { kind: 'record', collection: 'orders', effect: null }, 200],
    ['deleteOrder', { kind: 'none' }, 204],
    ['cancelOrder', { kind: 'rule' }, 200],
  ])('%s answers %j with %i', (id, body, status) => {
    const { response } = operation(contract, id);
    expect(response.body).toMatchObject(body);
    expect(response.status ?? response.defaultStatus).toBe(status);
  });
});

describe('layers', () => {
  test('left out take their rules with them, and nothing else', () => {
    const contract = shop({ layers: ['schema'] });
    const cancel = operation(contract, 'cancelOrder');
    expect([contract.invariants, cancel.preconditions, cancel.postconditions]).toEqual([[], [], []]);
    expect([cancel.effects.length, contract.collections.size]).toEqual([3, 3]);
  });

  test('are inferred in an overlay that says so', () => {
    const inferred = FILES['shop.overlay.yaml'].replace("version: '1'}", "version: '1', x-layer: inferred}");
    const contract = shop({ read: reader({ ...FILES, 'shop.overlay.yaml': inferred }) });
    expect(new Set([...contract.invariants, ...operation(contract, 'cancelOrder').effects].map((r) => r.layer))).toEqual(
      new Set(['inferred']),
    );
    expect(operation(contract, 'getOrder').response.layer).toBe('schema');
  });
});

test('the texts of all files are kept, for code frames', () => {
  expect([...shop().files]).toEqual(Object.entries(FILES));
});

test('loading twice gives the same', () => {
  expect(shop()).toEqual(shop());
});

test('an error in a rule of an overlay shows file, line, column, a frame and a suggestion', () => {
  const broken = FILES['shop.overlay.yaml'].replace('orders[orderId].total >', 'orders[orderId].totl >');
  const { value, diagnostics } = loadContract({
    document: 'shop.yaml',
    overlays: ['shop.overlay.yaml'],
    read: reader({ ...FILES, 'shop.overlay.yaml': broken }),
  });
  expect(value).toBeNull();
  expect(placesOf(diagnostics)).toEqual(['unknown-field 63:29']);
  expect(diagnostics[0]).toMatchObject({ severity: 'error', hint: "did you mean 'total'?", source: { file: 'shop.overlay.yaml' } });
  expect(diagnostics[0]?.frame).toContain('> 63 |             orders[orderId].totl > 0.1\n     |                             ^^^^');
});

test('a Swagger 2.0 document may have extensions, whose references still say definitions', () => {
  const text = `swagger: "2.0"
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      parameters: [{name: id, in: path, required: true, type: string}]
      responses: {200: {description: ok, schema: {$ref: '#/definitions/Order'}}}
      x-preconditions: [{rule: id in orders, status: 404}]
definitions: {Order: {type: object, properties: {id: {type: string}, type: {type: string}}}}
x-state: {collections: {orders: {schema: {$ref: '#/definitions/Order'}, key: id, initial: [{id: a, type: file}]}}}
`;
  const { value, diagnostics } = loadContract({ document: 'api.yaml', read: reader({ 'api.yaml': text }) });
  expect(diagnostics).toEqual([]);
  expect(value?.collections.get('orders')?.initial).toEqual([
    new Map([
      ['id', 'a'],
      ['type', 'file'],
    ]),
  ]);
  expect(value?.operations.get('getOrder')?.response.body).toMatchObject({ kind: 'record', collection: 'orders' });
  expect(value?.operations.get('getOrder')?.preconditions[0]?.rule.source).toMatchObject({ line: 8, column: 32 });
});
