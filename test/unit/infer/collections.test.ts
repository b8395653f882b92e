// Claims about collections: which there are, what their keys are and who chooses them, what they belong to and refer to.

import { describe, expect, it } from 'vitest';
import type { CollectionFact } from '../../../src/infer/inference.ts';
import { inferOverlay } from '../../../src/infer/overlay/overlay.ts';
import { documentOf, inferredFrom, type SmallDocument } from './documents.ts';

function record(...properties: readonly string[]): unknown {
  return { type: 'object', properties: Object.fromEntries(properties.map((name) => [name, { type: 'string' }])) };
}

function collections(document: SmallDocument, schemas: Readonly<Record<string, unknown>> = {}): readonly CollectionFact[] {
  return inferredFrom(documentOf(document, schemas)).collections;
}

type KeyRow = readonly [parameter: string, collection: string, properties: readonly string[], key: string];

const KEYS: readonly KeyRow[] = [
  ['username', 'users', ['id', 'username'], 'username'],
  ['petId', 'pets', ['id', 'name'], 'id'],
  ['issue_number', 'issues', ['id', 'number', 'title'], 'number'],
  ['CallSid', 'Calls', ['sid', 'status'], 'sid'],
  ['customer', 'customers', ['id', 'name'], 'id'],
  ['account-id', 'accounts', ['accountId', 'id'], 'accountId'],
  ['repo', 'repos', ['id', 'name'], 'id'],
  ['tag_name', 'tags', ['name', 'color'], 'name'],
  ['slug', 'articles', ['slug', 'title'], 'slug'],
];

describe('keys', () => {
  it.each(KEYS)('{%s} of %s with %j is %s', (parameter, collection, properties, key) => {
    const [found] = collections({ [`get /${collection}/{${parameter}}`]: { answer: record(...properties) } });
    expect(found?.key).toBe(key);
  });

  it('a key may stand in an object of the record', () => {
    const pod = { type: 'object', properties: { metadata: record('name', 'uid'), spec: { type: 'object' } } };
    expect(collections({ 'get /pods/{name}': { answer: pod } })[0]?.key).toBe('metadata.name');
  });

  it('parameters without a name between them are one key', () => {
    const [found] = collections({ 'get /repos/{owner}/{repo}': { answer: record('owner', 'repo', 'stars') } });
    expect(found?.key).toEqual(['owner', 'repo']);
  });

  it.each([
    ['server', { 'post /a': { body: record('name'), answer: record('id', 'name') }, 'get /a/{id}': { answer: record('id', 'name') } }],
    [
      'client',
      { 'post /a': { body: { ...(record('code', 'x') as object), required: ['code'] } }, 'get /a/{code}': { answer: record('code', 'x') } },
    ],
    ['client', { 'put /a/{id}': { body: record('x') }, 'get /a/{id}': { answer: record('id', 'x') } }],
    ['derived', { 'post /a': { body: record('title') }, 'get /a/{slug}': { answer: record('slug', 'title') } }],
    ['ambient', { 'get /a/{id}': { answer: record('id') } }],
  ] as const)('is chosen by: %s', (origin, document) => {
    expect(collections(document)[0]?.keyOrigin).toBe(origin);
  });
});

describe('collections', () => {
  it('paths about the same records are one', () => {
    const Repo = record('id', 'name', 'owner');
    const ref = { $ref: '#/components/schemas/Repo' };
    const found = collections(
      {
        'get /user/repos': { answer: { type: 'array', items: ref } },
        'post /orgs/{org}/repos': { answer: ref, body: record('name') },
        'get /repos/{id}': { answer: ref },
      },
      { Repo },
    );
    expect(found.map(({ name, paths }) => [name, paths])).toEqual([
      ['repos', ['/user/repos', '/orgs/{org}/repos', '/repos']],
      ['orgs', ['/orgs']],
    ]);
  });

  it('places that each make their own are two', () => {
    const Role = record('id', 'name');
    const ref = { $ref: '#/components/schemas/Role' };
    const make = { answer: ref, body: record('name') };
    const found = collections(
      {
        'post /roles': make,
        'get /roles/{id}': { answer: ref },
        'post /services/{service}/roles': make,
        'get /services/{service}/roles/{id}': { answer: ref },
        'get /services/{service}': { answer: record('id') },
      },
      { Role },
    );
    expect(found.map(({ name, parent }) => [name, parent])).toEqual([
      ['roles', null],
      ['services', null],
      ['service_roles', 'services'],
    ]);
  });

  it('what stands below an item belongs to it', () => {
    const found = collections({
      'get /owners/{id}': { answer: record('id') },
      'post /owners/{id}/pets': { answer: record('id', 'name'), body: record('name') },
      'get /owners/{id}/pets/{petId}': { answer: record('id', 'name') },
    });
    expect(found.find(({ name }) => name === 'pets')?.parent).toBe('owners');
  });

  it('refers to others by alternatives, by suffix and by description, and not by a mere name', () => {
    const Charge = {
      type: 'object',
      properties: {
        id: { type: 'string' },
        on_behalf_of: { anyOf: [{ type: 'string' }, { $ref: '#/components/schemas/Account' }] },
        account_id: { type: 'string' },
        payer: { type: 'string', description: 'ID of the account that pays.' },
        account: { type: 'string' },
        note: { type: 'string' },
      },
    };
    const found = collections(
      {
        'get /charges/{id}': { answer: { $ref: '#/components/schemas/Charge' } },
        'get /accounts/{id}': { answer: { $ref: '#/components/schemas/Account' } },
      },
      { Charge, Account: record('id', 'email') },
    );
    expect(found.find(({ name }) => name === 'charges')?.references).toEqual({
      on_behalf_of: 'accounts',
      account_id: 'accounts',
      payer: 'accounts',
    });
  });
});

describe('transitions', () => {
  const document = (command: string, values: readonly string[]): string =>
    documentOf({
      'get /orders/{id}': { answer: { type: 'object', properties: { id: { type: 'string' }, status: { type: 'string', enum: values } } } },
      [`post /orders/{id}/${command}`]: {},
    });
  const overlayOf = (text: string): string => {
    const bytes = new TextEncoder().encode(text);
    return inferOverlay({ document: 'small.json', read: (path) => (path === 'small.json' ? bytes : null) }).value?.text ?? '';
  };

  it.each([
    ['cancel', ['open', 'canceled'], 'canceled'],
    ['close', ['open', 'CLOSED'], 'CLOSED'],
    ['ship', ['placed', 'shipped'], 'shipped'],
    ['deny', ['denied', 'granted'], 'denied'],
    ['pay', ['due', 'paid'], 'paid'],
  ])('%s leads to one of %j', (command, values, value) => {
    expect(overlayOf(document(command, values))).toContain(
      `- {create: orders, value: "assign(pick(orders[id], ['id']), {'status': '${value}'})", upsert: true, open: true}`,
    );
  });

  it.each([
    ['cancel', ['open', 'done'], 'no value is for the verb'],
    ['cancel', ['canceled', 'cancelled'], 'two values are'],
    ['refresh', ['fresh', 'stale'], 'the verb has no status'],
  ])('%s leads nowhere among %j: %s', (command, values) => {
    expect(overlayOf(document(command, values))).not.toContain('x-effects');
  });
});
