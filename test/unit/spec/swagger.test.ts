// Swagger 2.0 converts without losing places.

import { describe, expect, test } from 'vitest';
import { parseNumber } from '../../../src/base/number.ts';
import { bare, openText, placesOf } from './reading.ts';

const SHOP = `swagger: "2.0"
info: {title: Shop, version: "1"}
consumes: [application/json]
produces: [application/json]
securityDefinitions:
  key: {type: apiKey, in: header, name: X-Key}
  login: {type: basic}
security: [{key: []}]
parameters:
  limit: {name: limit, in: query, type: integer, maximum: 12345678901234567890}
  shared: {name: body, in: body, required: true, schema: {$ref: '#/definitions/Order'}}
responses:
  gone: {description: gone, schema: {$ref: '#/definitions/Problem'}}
paths:
  /orders:
    get:
      operationId: list
      parameters: [{$ref: '#/parameters/limit'}, {name: ids, in: query, type: array, collectionFormat: multi, items: {type: string, minLength: 3}}]
      responses:
        200: {description: ok, schema: {type: array, items: {$ref: '#/definitions/Order'}}}
    post:
      operationId: create
      parameters:
        - name: order
          in: body
          required: true
          schema:
            $ref: '#/definitions/Order'
      responses:
        201: {description: ok, schema: {$ref: '#/definitions/Order'}}
        410: {$ref: '#/responses/gone'}
    put:
      operationId: shared
      parameters: [{$ref: '#/parameters/shared'}]
      responses: {204: {description: ok}}
  /upload/{id}:
    post:
      operationId: upload
      consumes: [multipart/form-data]
      parameters:
        - {name: id, in: path, required: true, type: string, pattern: '^x'}
        - {name: content, in: formData, type: file}
        - {name: tags, in: formData, required: true, type: array, items: {type: string, enum: [a, b]}, maxItems: 2}
      responses: {204: {description: ok}}
definitions:
  Order:
    type: object
    discriminator: kind
    required: [id]
    properties:
      id: {type: string}
      price: {type: number, minimum: 0, exclusiveMinimum: true}
      kind: {type: string}
      __proto__: {type: string}
  Problem: {type: object}
`;

describe('Swagger 2.0', () => {
  const { operations, schemas, diagnostics } = openText({ 'api.yaml': SHOP });

  test('is converted without complaint', () => {
    expect(diagnostics).toEqual([]);
    expect([...operations.keys()]).toEqual(['list', 'create', 'shared', 'upload']);
    expect([...schemas.keys()].toSorted()).toEqual(['#/components/schemas/Order', '#/components/schemas/Problem']);
  });

  test('keeps the places of the original, also where a node moved', () => {
    expect(schemas.get('#/components/schemas/Order')?.source?.line).toBe(47);
    expect(schemas.get('#/components/schemas/Order')?.properties?.get('price')?.source).toEqual({ file: 'api.yaml', line: 52, column: 14 });
    expect(operations.get('create')?.body?.schema.source).toEqual({ file: 'api.yaml', line: 28, column: 13 });
    expect(operations.get('list')?.parameters[1]?.schema.items?.source?.line).toBe(18);
  });

  test('keeps numbers exact, and keys that could harm', () => {
    expect(operations.get('list')?.parameters[0]?.schema.maximum).toEqual(parseNumber('12345678901234567890'));
    expect(bare(schemas.get('#/components/schemas/Order')?.properties?.get('__proto__'))).toEqual({ types: ['string'] });
  });

  test('parameters get their schemas and styles', () => {
    expect(operations.get('list')?.parameters.map((p) => [p.name, p.style, p.explode, bare(p.schema)])).toEqual([
      ['limit', 'form', true, { types: ['integer'], maximum: parseNumber('12345678901234567890') }],
      ['ids', 'form', true, { types: ['array'], items: { types: ['string'], minLength: 3 } }],
    ]);
  });

  test('bodies are found, their own and shared ones', () => {
    expect(bare(operations.get('create')?.body)).toEqual({
      required: true,
      schema: { ref: '#/components/schemas/Order' },
      mediaTypes: ['application/json'],
    });
    expect(bare(operations.get('shared')?.body)).toEqual({
      required: true,
      schema: { ref: '#/components/schemas/Order' },
      mediaTypes: ['application/json'],
    });
    expect(operations.get('shared')?.parameters).toEqual([]);
  });

  test('form fields keep all their keywords', () => {
    expect(bare(operations.get('upload')?.body?.schema)).toEqual({
      types: ['object'],
      required: ['tags'],
      properties: new Map<string, unknown>([
        ['content', { types: ['string'], format: 'binary' }],
        ['tags', { types: ['array'], items: { types: ['string'], enum: ['a', 'b'] }, maxItems: 2 }],
      ]),
    });
  });

  test('responses and security come over', () => {
    expect(bare(operations.get('create')?.responses)).toEqual(
      new Map([
        ['201', { ref: '#/components/schemas/Order' }],
        ['410', { ref: '#/components/schemas/Problem' }],
      ]),
    );
    expect(operations.get('list')?.security).toEqual([[{ name: 'key', type: 'apiKey', in: 'header', parameter: 'x-key' }]]);
  });

  test('a discriminator is a property name', () => {
    expect(schemas.get('#/components/schemas/Order')?.discriminator?.property).toBe('kind');
  });
});

test.each([
  ['a null operation', 'swagger: "2.0"\npaths: {/a: {get: null}}'],
  ['a parameter without a place', 'swagger: "2.0"\npaths: {/a: {get: {parameters: [{name: x}]}}}'],
  ['paths of another kind', 'swagger: "2.0"\npaths: {/a: {get: {parameters: 5}}}'],
])('what the converter cannot take is a diagnostic: %s', (_name, text) => {
  expect(placesOf(openText({ 'api.yaml': text }).diagnostics)).toEqual(['swagger-conversion 1:1']);
});

test('a way of writing lists that OpenAPI 3 does not have is a warning', () => {
  const text =
    'swagger: "2.0"\npaths: {/a: {get: {parameters: [{name: q, in: query, type: array, items: {type: string}, collectionFormat: tsv}]}}}';
  expect(openText({ 'api.yaml': text }).diagnostics.map((d) => `${d.severity} ${d.code}`)).toEqual(['warning unsupported-format']);
});
