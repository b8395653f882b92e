// Claims about repair by use: which recorded requests confirm what was inferred, which withdraw it, and what they teach instead.

import { describe, expect, it } from 'vitest';
import { fromPlain } from '../../../src/base/json.ts';
import type { CollectionFact, Inference, OperationFact } from '../../../src/infer/inference.ts';
import type { Exchange, Recording } from '../../../src/infer/traffic/recording.ts';
import { weigh } from '../../../src/infer/traffic/weight.ts';
import { documentOf, inferredFrom, operationAt } from './documents.ts';

const ORDER = {
  type: 'object',
  required: ['id', 'code'],
  properties: { id: { type: 'string', readOnly: true }, code: { type: 'string' }, user_id: { type: 'string' } },
};
const USER = {
  type: 'object',
  required: ['id', 'email'],
  properties: { id: { type: 'string', readOnly: true }, email: { type: 'string' } },
};
const SHOP = documentOf({
  'get /users': { answer: { type: 'array', items: USER } },
  'post /users': { body: USER, answer: USER, statuses: ['200', '201'] },
  'get /users/{userId}': { answer: USER },
  'delete /users/{userId}': {},
  'post /orders': { body: ORDER, answer: ORDER, statuses: ['201'] },
  'get /orders/{orderId}': { answer: ORDER },
  'put /orders/{orderId}': { body: ORDER, answer: ORDER },
  'delete /orders/{orderId}': {},
  'get /orders/{orderId}/lines/{line}': { answer: ORDER },
});

type Line = readonly [request: string, status: number, answer?: unknown, body?: unknown];

function recorded(...lines: readonly Line[]): readonly Recording[] {
  const exchanges = lines.map(([request, status, answer, body], i): Exchange => {
    const [method = '', path = ''] = request.split(' ');
    const value = { body: body === undefined ? undefined : fromPlain(body) };
    const sent = { kind: 'addressed', method, path, query: new Set<string>(), ...value } as const;
    return { number: i + 1, request: sent, answer: { status, body: answer === undefined ? undefined : fromPlain(answer), location: null } };
  });
  return [{ name: 'r', initial: null, exchanges }];
}

function shop(...lines: readonly Line[]): Inference {
  return inferredFrom(SHOP, { ignoreHints: false, traffic: recorded(...lines) });
}

/** Claims as `requires orders +1 -0`, and `!` for one that is withdrawn. */
function claimsOf({ traffic }: Pick<OperationFact, 'traffic'> | Pick<CollectionFact, 'traffic'>): readonly string[] {
  return (traffic?.claims ?? []).map(({ claim, collection, property, confirmed, contradicted, withdrawn }) =>
    [`${claim} ${property ?? collection}`, `+${confirmed}`, `-${contradicted}`, ...(withdrawn ? ['!'] : [])].join(' '),
  );
}

function claimsAt(inference: Inference, name: string): readonly string[] {
  return claimsOf(operationAt(inference, name));
}

const A = { id: 'a', code: 'x' };
const MADE: Line = ['post /orders', 201, A, { code: 'x' }];
const REMOVED: Line = ['delete /orders/a', 204];

describe('confidence', () => {
  it.each([
    [0.97, 0, 0, 0.97],
    [0.97, 1, 0, 0.985],
    [0.97, 0, 1, 0.485],
    [0.5, 3, 0, 0.875],
    [0.9, 2, 1, 0.725],
  ])('of %d with %d for and %d against it is %d', (prior, confirmed, contradicted, expected) => {
    expect(weigh(prior, { confirmed, contradicted })).toBeCloseTo(expected, 10);
  });
});

describe('traffic', () => {
  it('confirms a removal and a need by a read that is refused afterwards', () => {
    const inference = shop(MADE, REMOVED, ['get /orders/a', 404]);
    expect(claimsAt(inference, 'delete /orders/{orderId}')).toEqual(['deletes orders +1 -0']);
    expect(claimsAt(inference, 'get /orders/{orderId}')).toEqual(['requires orders +1 -0']);
  });

  it('withdraws a removal by a read that works afterwards, and leaves the read alone', () => {
    const inference = shop(MADE, REMOVED, ['get /orders/a', 200, A]);
    expect(claimsAt(inference, 'delete /orders/{orderId}')).toEqual(['deletes orders +0 -1 !']);
    expect(operationAt(inference, 'delete /orders/{orderId}').deletes).toEqual([]);
    expect(operationAt(inference, 'get /orders/{orderId}').requires).toEqual([{ collection: 'orders', exists: ['orderId'] }]);
  });

  it('keeps a removal that was confirmed oftener than contradicted', () => {
    const again: readonly Line[] = [MADE, REMOVED, ['get /orders/a', 404]];
    expect(claimsAt(shop(...again, ...again, MADE, REMOVED, ['get /orders/a', 200, A]), 'delete /orders/{orderId}')).toEqual([
      'deletes orders +2 -1',
    ]);
  });

  it('confirms a creation by the read of what it made, and withdraws it if that is not there', () => {
    expect(claimsAt(shop(MADE, ['get /orders/a', 200, A]), 'post /orders')).toEqual(['creates orders +1 -0']);
    const inference = shop(MADE, ['get /orders/a', 404]);
    expect(claimsAt(inference, 'post /orders')).toEqual(['creates orders +0 -1 !']);
    expect(operationAt(inference, 'post /orders').creates).toEqual([]);
  });

  it('learns that PUT makes what is not there', () => {
    const inference = shop(['get /orders/a', 404], ['put /orders/a', 200, A, { code: 'x' }], ['get /orders/a', 200, A]);
    expect(operationAt(inference, 'put /orders/{orderId}')).toMatchObject({ kind: 'upsert', requires: [], creates: ['orders'] });
  });

  it('withdraws a need of a parent by a request that works without it', () => {
    const inference = shop(MADE, REMOVED, ['get /orders/a/lines/1', 200, A]);
    expect(claimsAt(inference, 'get /orders/{orderId}/lines/{line}')).toEqual(['requires orders +0 -1 !']);
    expect(operationAt(inference, 'get /orders/{orderId}/lines/{line}').requires.map(({ collection }) => collection)).toEqual(['lines']);
  });

  it('confirms a need of a parent by a request that is refused without it', () => {
    expect(claimsAt(shop(MADE, REMOVED, ['get /orders/a/lines/1', 404]), 'get /orders/{orderId}/lines/{line}')).toEqual([
      'requires orders +1 -0',
    ]);
  });

  it('finds the key in what answers show', () => {
    const inference = shop(MADE, ['get /orders/x', 200, A]);
    expect(inference.collections.find(({ name }) => name === 'orders')).toMatchObject({ key: 'code' });
    expect(inference.collections.find(({ name }) => name === 'users')).toMatchObject({ key: 'id' });
  });

  it('takes no property for the key where two would do', () => {
    const inference = shop(
      ['post /orders', 201, { id: 'a', code: 'x', user_id: 'x' }, {}],
      ['get /orders/x', 200, { id: 'a', code: 'x', user_id: 'x' }],
    );
    expect(inference.collections.find(({ name }) => name === 'orders')?.key).toBeNull();
  });

  it('takes a change of the key for a new name, if the request asked for it', () => {
    const inference = shop(
      MADE,
      ['put /orders/a', 200, { id: 'b', code: 'x' }, { id: 'b' }],
      ['get /orders/b', 200, { id: 'b', code: 'x' }],
    );
    expect(claimsOf(inference.collections.find(({ name }) => name === 'orders') ?? {})).toEqual(['key orders +1 -0']);
  });

  it('confirms a foreign key by records that are there, and withdraws it where none is', () => {
    const order = (user: string): Line => ['post /orders', 201, { ...A, user_id: user }, { code: 'x', user_id: user }];
    const read = (user: string): Line => ['get /orders/a', 200, { ...A, user_id: user }];
    const user: Line = ['get /users/u', 200, { id: 'u', email: 'e' }];
    const factOf = (inference: Inference): Inference['collections'][number] | undefined =>
      inference.collections.find(({ name }) => name === 'orders');
    const right = factOf(shop(user, order('u'), read('u')));
    const wrong = factOf(shop(['get /users/v', 404], order('v'), read('v')));
    expect(right?.traffic?.claims).toContainEqual(expect.objectContaining({ claim: 'reference', property: 'user_id', confirmed: 1 }));
    expect(wrong?.traffic?.claims).toContainEqual(expect.objectContaining({ claim: 'reference', property: 'user_id', withdrawn: true }));
    expect([right?.references, wrong?.references]).toEqual([{ user_id: 'users' }, {}]);
  });

  it('learns which property is unique, from a refused create and those that were not', () => {
    const user = (id: string, email: string, name: string): Line => ['post /users', 201, { id, email, name }, { email, name }];
    const inference = shop(user('1', 'a', 'Ann'), user('2', 'b', 'Ann'), ['post /users', 409, {}, { email: 'a', name: 'Ann' }]);
    expect(operationAt(inference, 'post /users').traffic).toMatchObject({ unique: ['email'], success: 201, statuses: { 201: 2, 409: 1 } });
  });

  it('learns with which status a request for what is not there is refused', () => {
    const { traffic, refusals } = operationAt(shop(MADE, REMOVED, ['get /orders/a', 410]), 'get /orders/{orderId}');
    expect(traffic?.missing).toBe(410);
    expect(refusals).toEqual([{ reason: 'missing', status: 410, from: 'traffic' }]);
  });

  it('learns nothing from refusals that are about who asks, nor from what happened before something unknown changed', () => {
    expect(claimsAt(shop(MADE, REMOVED, ['get /orders/a', 401]), 'delete /orders/{orderId}')).toEqual([]);
    expect(claimsAt(shop(MADE, REMOVED, ['post /unknown', 200], ['get /orders/a', 200, A]), 'delete /orders/{orderId}')).toEqual([]);
  });

  it('carries nothing from one recording to the next', () => {
    const inference = inferredFrom(SHOP, {
      ignoreHints: false,
      traffic: [...recorded(MADE, REMOVED), ...recorded(['get /orders/a', 200, A])],
    });
    expect(claimsAt(inference, 'delete /orders/{orderId}')).toEqual([]);
  });
});
