// Claims about links: what they say of values in answers goes before what names suggest, and is left out with the other hints.

import { describe, expect, it } from 'vitest';
import type { CollectionFact } from '../../../src/infer/inference.ts';
import { documentOf, inferredFrom } from './documents.ts';

const ORDER = { type: 'object', properties: { id: { type: 'string' }, ref: { type: 'string' }, buyer: { type: 'string' } } };
const CUSTOMER = { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } };

type Parameters = Readonly<Record<string, string>>;

/** The document with a link in the answer to POST /orders. */
function factsWith(link: Readonly<Record<string, unknown>>, ignoreHints = false): CollectionFact | undefined {
  const document: Plain = JSON.parse(
    documentOf({
      'post /orders': { body: ORDER, answer: ORDER, statuses: ['201'] },
      'get /orders/{orderId}': { answer: ORDER, operationId: 'getOrder' },
      'get /customers/{customerId}': { answer: CUSTOMER, operationId: 'getCustomer' },
      'delete /customers/{customerId}': {},
    }),
  );
  const response = document.paths['/orders']?.['post']?.responses['201'];
  if (response === undefined) throw new Error('the document has no such answer');
  response['links'] = { next: link };
  return inferredFrom(JSON.stringify(document), { ignoreHints }).collections.find(({ name }) => name === 'orders');
}

interface Plain {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Record<string, Record<string, unknown>> }>>>>;
}

const named = (parameters: Parameters): Readonly<Record<string, unknown>> => ({ operationId: 'getOrder', parameters });

describe('a link', () => {
  it.each([
    ['by operationId', named({ orderId: '$response.body#/ref' })],
    ['with the place of the parameter', named({ 'path.orderId': '$response.body#/ref' })],
    ['by reference', { operationRef: '#/paths/~1orders~1{orderId}/get', parameters: { orderId: '$response.body#/ref' } }],
    ['by encoded reference', { operationRef: '#/paths/~1orders~1%7BorderId%7D/get', parameters: { orderId: '$response.body#/ref' } }],
  ])('%s tells the key', (_, link) => {
    const fact = factsWith(link);
    expect(fact?.key).toBe('ref');
    expect(fact?.evidence).toContain("a link says that {orderId} is their 'ref'");
  });

  it('counts as a hint', () => {
    expect(factsWith(named({ orderId: '$response.body#/ref' }), true)?.key).toBe('id');
  });

  it('to another collection tells a foreign key', () => {
    const link = { operationId: 'getCustomer', parameters: { customerId: '$response.body#/buyer' } };
    expect([factsWith(link)?.references, factsWith(link, true)?.references]).toEqual([{ buyer: 'customers' }, {}]);
  });

  it.each([
    ['to no operation', { operationId: 'nobody', parameters: { orderId: '$response.body#/ref' } }],
    ['to something that no record has', named({ orderId: '$response.body#/other' })],
    ['to what the request said', named({ orderId: '$request.body#/ref' })],
    ['to a parameter that the path does not have', named({ id: '$response.body#/ref' })],
    ['without parameters', { operationId: 'getOrder' }],
  ])('%s changes nothing', (_, link) => {
    expect(factsWith(link)).toMatchObject({ key: 'id', references: {} });
  });
});
