// Claims about the kinds of operations: for each shape of an API what its operations do, from paths, methods and schemas alone.

import { describe, expect, it } from 'vitest';
import type { OperationKind } from '../../../src/infer/inference.ts';
import { documentOf, inferredFrom, LIST, OBJECT, operationAt, type SmallDocument } from './documents.ts';

type Row = readonly [claim: string, document: SmallDocument, kinds: Readonly<Record<string, OperationKind>>];

const PAGE = { type: 'object', properties: { data: LIST, has_more: { type: 'boolean' }, next_page: { type: 'string' } } };

const ROWS: readonly Row[] = [
  [
    'a collection with items',
    {
      'get /orders': { answer: LIST },
      'post /orders': { answer: OBJECT, body: OBJECT },
      'get /orders/{id}': { answer: OBJECT },
      'put /orders/{id}': { answer: OBJECT, body: OBJECT },
      'patch /orders/{id}': { answer: OBJECT, body: OBJECT },
      'delete /orders/{id}': {},
    },
    {
      'get /orders': 'list',
      'post /orders': 'create',
      'get /orders/{id}': 'read',
      'put /orders/{id}': 'replace',
      'patch /orders/{id}': 'update',
      'delete /orders/{id}': 'delete',
    },
  ],
  [
    'PUT without POST makes what is not there',
    { 'get /k/{id}': { answer: OBJECT }, 'put /k/{id}': { body: OBJECT } },
    { 'put /k/{id}': 'upsert' },
  ],
  [
    'POST to an item is an update where GET reads it',
    { 'get /customers/{id}': { answer: OBJECT }, 'post /customers/{id}': { answer: OBJECT, body: OBJECT } },
    { 'post /customers/{id}': 'update' },
  ],
  ['lists come in pages', { 'get /charges': { answer: PAGE } }, { 'get /charges': 'list' }],
  [
    'formats at the end of a path count for nothing',
    { 'get /Calls/{Sid}.json': { answer: OBJECT }, 'get /Calls.json': { answer: LIST } },
    { 'get /Calls/{Sid}.json': 'read', 'get /Calls.json': 'list' },
  ],
  [
    'PUT and DELETE without content are membership',
    { 'get /gists/{id}/star': { statuses: ['204', '404'] }, 'put /gists/{id}/star': {}, 'delete /gists/{id}/star': {} },
    { 'get /gists/{id}/star': 'membership', 'put /gists/{id}/star': 'membership', 'delete /gists/{id}/star': 'membership' },
  ],
  [
    'POST and DELETE of a verb undo each other',
    {
      'get /posts/{id}': { answer: OBJECT },
      'post /posts/{id}/favorite': { answer: OBJECT },
      'delete /posts/{id}/favorite': { answer: OBJECT },
    },
    { 'post /posts/{id}/favorite': 'membership', 'delete /posts/{id}/favorite': 'membership' },
  ],
  [
    'verbs below items are actions',
    {
      'get /orders/{id}': { answer: OBJECT },
      'post /orders/{id}/cancel': { answer: OBJECT },
      'put /pulls/{id}/merge': { answer: OBJECT, body: OBJECT },
      'post /v1/{name}:pause': { answer: OBJECT },
    },
    { 'post /orders/{id}/cancel': 'action', 'put /pulls/{id}/merge': 'action', 'post /v1/{name}:pause': 'action' },
  ],
  [
    'a log of actions is a collection',
    { 'get /droplets/{id}/actions': { answer: LIST }, 'post /droplets/{id}/actions': { answer: OBJECT, body: OBJECT, statuses: ['201'] } },
    { 'post /droplets/{id}/actions': 'create' },
  ],
  [
    'commands may search and work in batches',
    { 'post /v1/{name}:search': { answer: PAGE }, 'post /v1/{name}:batchDelete': {} },
    { 'post /v1/{name}:search': 'search', 'post /v1/{name}:batchDelete': 'batch' },
  ],
  [
    'one thing of an item',
    {
      'get /users/{id}/settings': { answer: OBJECT },
      'put /users/{id}/settings': { answer: OBJECT, body: OBJECT },
      'delete /users/{id}/avatar': {},
    },
    { 'get /users/{id}/settings': 'singleton-read', 'put /users/{id}/settings': 'singleton-write', 'delete /users/{id}/avatar': 'delete' },
  ],
  [
    'a collection may be deleted as a whole',
    { 'get /pods': { answer: LIST }, 'get /pods/{n}': { answer: OBJECT }, 'delete /pods': {} },
    { 'delete /pods': 'bulk-delete' },
  ],
  [
    'sessions',
    { 'post /users/login': { answer: OBJECT, body: OBJECT }, 'get /user/logout': {} },
    { 'post /users/login': 'session', 'get /user/logout': 'session' },
  ],
  [
    'what is worked out',
    {
      'get /store/inventory': { answer: { type: 'object', additionalProperties: { type: 'integer' } } },
      'get /metrics/cpu': { answer: PAGE },
    },
    { 'get /store/inventory': 'computed', 'get /metrics/cpu': 'computed' },
  ],
  ['changes are watched', { 'get /watch/pods': { answer: OBJECT } }, { 'get /watch/pods': 'watch' }],
  [
    'what is below search is searched',
    { 'get /search/code': { answer: PAGE }, 'get /pet/findByTags': { answer: LIST } },
    { 'get /search/code': 'search', 'get /pet/findByTags': 'search' },
  ],
  [
    'procedures are said to be opaque',
    { 'post /chat.postMessage': { answer: OBJECT }, 'post /?Action=CreateUser': { answer: OBJECT } },
    { 'post /chat.postMessage': 'opaque', 'post /?Action=CreateUser': 'opaque' },
  ],
  ['a list of records is a batch', { 'post /users/createWithList': { body: LIST } }, { 'post /users/createWithList': 'batch' }],
  [
    'orders in words',
    { 'post /labs/create': { body: OBJECT }, 'post /labs/{id}/delete': {} },
    { 'post /labs/create': 'create', 'post /labs/{id}/delete': 'delete' },
  ],
  ['a parameter may be a filter', { 'get /plates/{country}': { answer: LIST } }, { 'get /plates/{country}': 'list' }],
];

describe('kinds of operations', () => {
  it.each(ROWS)('%s', (_claim, document, kinds) => {
    const inference = inferredFrom(documentOf(document));
    const found = Object.fromEntries(Object.keys(kinds).map((name) => [name, operationAt(inference, name).kind]));
    expect(found).toEqual(kinds);
  });

  it('an operationId breaks a tie, and is heard of where it is against a conclusion', () => {
    const document = documentOf({
      'post /things/{id}/evidence': { operationId: 'createEvidence', answer: OBJECT, body: OBJECT },
      'get /things/{id}': { operationId: 'deleteThing', answer: OBJECT },
    });
    const hinted = inferredFrom(document);
    expect(operationAt(hinted, 'post /things/{id}/evidence').kind).toBe('create');
    expect(operationAt(hinted, 'get /things/{id}')).toMatchObject({
      kind: 'read',
      rejected: ["the operationId has the verb 'delete', for delete"],
    });
    const blind = inferredFrom(document, { ignoreHints: true });
    expect(operationAt(blind, 'post /things/{id}/evidence').kind).toBe('action');
    expect(operationAt(blind, 'get /things/{id}').rejected).toEqual([]);
  });
});
