// Claims about what inferred contracts say is answered and refused: records bare or in wrappers, lists in pages, statuses and messages.

import { describe, expect, it } from 'vitest';
import type { OperationFact } from '../../../src/infer/inference.ts';
import { inferOverlay } from '../../../src/infer/overlay/overlay.ts';
import { loadContract } from '../../../src/spec/load.ts';
import { documentOf, inferredFrom, operationAt, type SmallDocument, type SmallOperation } from './documents.ts';

const THING = {
  type: 'object',
  required: ['id', 'status'],
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    status: { type: 'string', enum: ['open', 'closed'] },
    owner_id: { type: 'string' },
    done: { type: 'boolean' },
  },
};
const REF = { $ref: '#/components/schemas/Thing' };
const LIST = { type: 'array', items: REF };
const NEW = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, status: { type: 'string', enum: ['open', 'closed'] } },
};

function documentText(operations: SmallDocument): string {
  return documentOf(operations, { Thing: THING });
}

/** The lines of the overlay about an operation; it loads, or there is no overlay to speak of. */
function linesOf(operations: SmallDocument, name: string): readonly string[] {
  const bytes = new TextEncoder().encode(documentText(operations));
  const read = (path: string): Uint8Array | null => (path === 'small.json' ? bytes : null);
  const text = inferOverlay({ document: 'small.json', read }).value?.text ?? '';
  const overlaid = {
    document: 'small.json',
    overlays: ['o.yaml'],
    read: (path: string) => (path === 'o.yaml' ? new TextEncoder().encode(text) : read(path)),
  };
  expect(loadContract(overlaid).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const [method = '', path = ''] = name.split(' ');
  const lines = text.split('\n');
  const from = lines.findIndex(
    (line, i) => line.startsWith(`          ${method}:`) && lines.slice(0, i).findLast((l) => /^ {8}'/.test(l)) === `        '${path}':`,
  );
  const length = lines.slice(from + 1).findIndex((line) => /^ {0,10}\S/.test(line));
  return from < 0 ? [] : lines.slice(from + 1, length < 0 ? undefined : from + 1 + length).map((line) => line.trim());
}

const wrapped = (name: string): unknown => ({ type: 'object', properties: { [name]: REF } });
const READ: SmallDocument = { 'get /things/{id}': { answer: REF } };

type Row = readonly [claim: string, document: SmallDocument, operation: string, line: string];

const ANSWERS: readonly Row[] = [
  [
    'a record in a wrapper',
    { 'get /things/{id}': { answer: wrapped('thing') } },
    'get /things/{id}',
    `x-response: {body: "{'thing': things[id]}", open: true}`,
  ],
  [
    'a record that is made, in a wrapper',
    { ...READ, 'post /things': { body: NEW, answer: wrapped('data'), statuses: ['201'] } },
    'post /things',
    `x-response: {body: "{'data': response.record}", open: true}`,
  ],
  [
    'of another view of the record, its key and what was sent',
    {
      ...READ,
      'post /things': {
        body: NEW,
        answer: {
          type: 'object',
          required: ['id'],
          properties: { id: { type: 'string' }, name: { type: 'string' }, href: { type: 'string' } },
        },
      },
    },
    'post /things',
    `x-response: {body: "pick(response.record, ['id', 'name'])", open: true}`,
  ],
  [
    'of a record that is kept by its key alone, that key',
    { 'get /a/{owner}/things/{id}': { answer: REF }, 'post /a/{owner}/things': { body: NEW, answer: REF } },
    'post /a/{owner}/things',
    `x-response: {body: "{'id': response.record.id}", open: true}`,
  ],
  [
    'what is made may have more than was sent',
    { ...READ, 'post /things': { body: NEW, answer: REF } },
    'post /things',
    `- {create: things, value: "pick(request.body, ['name', 'status'])", open: true}`,
  ],
  [
    'an update keeps what clients set, and nothing that the server manages',
    {
      ...READ,
      'post /things': { body: NEW, answer: REF },
      'patch /things/{id}': { body: { type: 'object', properties: { name: { type: 'string' } } }, answer: REF },
    },
    'patch /things/{id}',
    `- {create: things, value: "assign(pick(things[id], ['id', 'name', 'status']), pick(request.body, ['name']))", upsert: true, open: true}`,
  ],
  [
    'a status that tells made from replaced',
    { 'get /k/{id}': { answer: REF }, 'put /k/{id}': { body: NEW, answer: REF, statuses: ['200', '201'] } },
    'put /k/{id}',
    `x-response: {status: 'id in old.k ? 200 : 201'}`,
  ],
  [
    'a redirect, where nothing else is declared',
    { ...READ, 'get /things/{id}/file': { statuses: ['302'] } },
    'get /things/{id}/file',
    'x-response: {status: 302}',
  ],
  [
    'a name that is given anew',
    {
      'get /a/{owner}/tags/{name}': { answer: { type: 'object', properties: { name: { type: 'string' }, color: { type: 'string' } } } },
      'patch /a/{owner}/tags/{name}': { body: { type: 'object', properties: { new_name: { type: 'string' }, color: { type: 'string' } } } },
    },
    'patch /a/{owner}/tags/{name}',
    `- {delete: 'tags[key(owner, name)]', when: 'has(request.body.new_name) && request.body.new_name != name'}`,
  ],
];

describe('an inferred contract answers', () => {
  it.each(ANSWERS)('%s', (_claim, document, operation, line) => {
    expect(linesOf(document, operation)).toContain(line);
  });

  it('a record that its schema names by itself, without a word', () => {
    expect(linesOf(READ, 'get /things/{id}').join()).not.toContain('x-response');
  });
});

const list = (operation: SmallOperation): SmallDocument => ({ ...READ, 'get /things': operation });
const string = { type: 'string' };
const integer = { type: 'integer' };

const LISTS: readonly (readonly [claim: string, operation: SmallOperation, line: RegExp | null])[] = [
  ['everything, by default', { answer: LIST }, null],
  [
    'everything in a wrapper',
    { answer: { type: 'object', properties: { things: LIST } } },
    /^x-response: \{body: "\{'things': things\.map\(k_, things\[k_\]\)\}", open: true\}$/,
  ],
  [
    'what has the value that is asked for',
    { answer: LIST, query: { status: { ...THING.properties.status } } },
    /^x-response: \{body: 'things\.filter\(k_, !has\(request\.query\.status\) \|\| things\[k_\]\.status == request\.query\.status\)/,
  ],
  [
    'nothing less for a value that no record has',
    { answer: LIST, query: { status: { type: 'string', enum: ['open', 'closed', 'all'] } } },
    /request\.query\.status == 'all'/,
  ],
  [
    'a page that no proof relies on',
    { answer: LIST, query: { page: integer, per_page: integer } },
    /^x-response: \{open: true, likely: .*all_\.slice\(from_/,
  ],
  ['nothing certain where a parameter is not understood', { answer: LIST, query: { q: string } }, /^x-response: \{open: true, likely: /],
  ['nothing certain by a part of a text', { answer: LIST, query: { name: string } }, /^x-response: \{open: true, likely: /],
];

describe('an inferred contract lists', () => {
  it.each(LISTS)('%s', (_claim, operation, line) => {
    const found = linesOf(list(operation), 'get /things').filter((text) => text.startsWith('x-response'));
    if (line === null) expect(found).toEqual([]);
    else expect(found[0]).toMatch(line);
  });
});

const page = (more: Record<string, unknown>): unknown => ({ type: 'object', properties: { data: LIST, ...more } });

const PAGING: readonly (readonly [style: string, operation: SmallOperation, fact: Partial<NonNullable<OperationFact['paging']>>])[] = [
  ['page', { answer: LIST, query: { page: integer, per_page: integer } }, { parameters: { page: 'page', limit: 'per_page' }, items: null }],
  ['offset', { answer: page({ total: integer }), query: { offset: integer, limit: integer } }, { items: 'data', total: 'total' }],
  [
    'cursor',
    { answer: page({ has_more: { type: 'boolean' } }), query: { starting_after: string, limit: integer } },
    { more: 'has_more', parameters: { after: 'starting_after', limit: 'limit' } },
  ],
  ['cursor', { answer: page({ nextPageToken: string }), query: { pageToken: string, pageSize: integer } }, { next: 'nextPageToken' }],
  [
    'cursor',
    { answer: page({ meta: { type: 'object', properties: { next_cursor: string } } }), query: { cursor: string } },
    { next: 'meta.next_cursor' },
  ],
  ['link', { answer: LIST, headers: ['Link'] }, { parameters: {} }],
  ['limit', { answer: LIST, query: { limit: integer } }, { parameters: { limit: 'limit' } }],
];

describe('pages', () => {
  it.each(PAGING)('by %s: %j', (style, operation, fact) => {
    expect(operationAt(inferredFrom(documentText(list(operation))), 'get /things').paging).toMatchObject({ style, ...fact });
  });

  it('there are none where nothing speaks for them', () => {
    expect(operationAt(inferredFrom(documentText(list({ answer: LIST, query: { status: string } }))), 'get /things').paging).toBeNull();
  });
});

const FILTERS: readonly (readonly [query: Readonly<Record<string, unknown>>, properties: readonly string[]])[] = [
  [{ status: string, q: string, sort: string, since: string }, ['status']],
  [{ ownerId: string, done: { type: 'boolean' } }, ['owner_id', 'done']],
  [{ done: string, status: { type: 'array', items: string } }, []],
  [{ status: { type: 'string', enum: ['merged', 'draft'] } }, []],
];

describe('filters', () => {
  it.each(FILTERS)('%j ask for %j', (query, properties) => {
    const { filters } = operationAt(inferredFrom(documentText(list({ answer: LIST, query }))), 'get /things');
    expect(filters.map(({ property }) => property)).toEqual(properties);
  });
});

const CLIENT = { type: 'object', required: ['code'], properties: { code: { type: 'string' } } };
const CODE: SmallDocument = { 'get /codes/{code}': { answer: CLIENT } };

const REFUSALS: readonly Row[] = [
  ['what is not there', READ, 'get /things/{id}', `- {rule: 'id in things', status: 404, message: 'no thing with this id'}`],
  [
    'with what the operation declares',
    { 'get /things/{id}': { answer: REF, statuses: ['200', '410'] } },
    'get /things/{id}',
    `- {rule: 'id in things', status: 410, message: 'no thing with this id'}`,
  ],
  [
    'with what it describes',
    { 'get /things/{id}': { answer: REF, statuses: ['200'], refusals: { 400: 'The thing does not exist' } } },
    'get /things/{id}',
    `- {rule: 'id in things', status: 400, message: 'no thing with this id'}`,
  ],
  [
    'with what most of the document declares',
    {
      ...CODE,
      'post /codes': { body: CLIENT, statuses: ['201'] },
      'post /others': { statuses: ['201'], refusals: { 422: 'Name already taken' } },
    },
    'post /codes',
    `- {rule: '!(request.body.code in codes)', status: 422, message: 'there is a code with this code already'}`,
  ],
  [
    'a key that refers to nothing',
    {
      ...READ,
      'get /owners/{id}': { answer: { type: 'object', properties: { id: string, title: string } } },
      'post /owners': { body: { type: 'object', properties: { title: string } } },
      'post /things': { body: { type: 'object', required: ['owner_id'], properties: { owner_id: string } }, statuses: ['201', '422'] },
    },
    'post /things',
    `- {rule: 'request.body.owner_id in owners', status: 422, message: 'no owner with this owner_id'}`,
  ],
];

describe('an inferred contract refuses', () => {
  it.each(REFUSALS)('%s', (_claim, document, operation, line) => {
    expect(linesOf(document, operation)).toContain(line);
  });
});
