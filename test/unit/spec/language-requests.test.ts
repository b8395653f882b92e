// What rules see of a request (contract language, section 4 and rulings 1 and 2): bodies, parameters, and what of both need not be there.

import { afterAll, describe, expect, it } from 'vitest';
import { fromPlain } from '../../../src/base/json.ts';
import { readTrajectory } from '../../../src/contract/read-trajectory.ts';
import { loadContract } from '../../../src/spec/load.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { contractOf, documentOf, expectStory, type Story, takes, type World } from '../../support/language.ts';

afterAll(disposeDefaultSolver);

type Plain = Readonly<Record<string, unknown>>;
type Row = readonly [claim: string, operation: Plain, story: Story];

const REASON = { type: 'object', properties: { reason: { type: 'string' } }, additionalProperties: false };
const THING = { type: 'object', required: ['id'], properties: { id: { type: 'string' }, n: { type: 'integer', format: 'int32' } } };
const base: World = {
  collections: { things: { schema: THING, key: 'id', initial: [{ id: 'a' }, { id: '1', n: 1 }] } },
  variables: { note: { schema: {}, initial: null } },
};
const one = (status: number, more: Plain = {}): Story['calls'][number] => ({ op: 'op', status, ...more });
const rules = (...list: string[]): Plain => ({ 'x-preconditions': list });
const parameter = (name: string, part: string, schema: unknown, more: Plain = {}): Plain => ({
  parameters: [{ name, in: part, schema, required: part === 'path', ...more }],
});

describe.each<readonly [sentence: string, rows: readonly Row[]]>([
  [
    'a body that need not be there',
    [
      [
        'has(request.body) is whether it is',
        { ...takes(REASON, false), ...rules('has(request.body)') },
        { calls: [one(200, { body: {} }), one(409)] },
      ],
      [
        'and reading it without one is an error',
        { ...takes(REASON, false), ...rules('has(request.body.reason) || true', '!has(request.body.reason)') },
        { calls: [one(200, { body: {} }), one(409)] },
      ],
      [
        'a test guards what is read',
        { ...takes(REASON, false), ...rules("!has(request.body) || !has(request.body.reason) || request.body.reason == 'x'") },
        { calls: [one(200), one(200, { body: {} }), one(200, { body: { reason: 'x' } }), one(409, { body: { reason: 'y' } })] },
      ],
      [
        'null is a body',
        { ...takes({ type: ['object', 'null'] }, false), ...rules('has(request.body) && request.body == null') },
        { calls: [one(200, { body: null }), one(409)] },
      ],
      [
        'in effects',
        { ...takes(REASON, false), 'x-effects': [{ assign: 'note', value: "has(request.body) ? 'with' : 'without'" }] },
        { calls: [one(200)], goal: "note == 'without'" },
      ],
      [
        'one that must be there always is',
        { ...takes(REASON), ...rules('has(request.body)') },
        { calls: [one(400), one(200, { body: {} })] },
      ],
    ],
  ],
  [
    'parameters by part, or by name where that is clear',
    [
      [
        'request.query',
        { ...parameter('q', 'query', { type: 'integer' }), ...rules('has(request.query.q) && request.query.q > 1') },
        { calls: [one(200, { params: { q: 2 } }), one(409)] },
      ],
      [
        'the bare name',
        { ...parameter('q', 'query', { type: 'integer' }), ...rules('!has(q) || q > 1') },
        { calls: [one(200), one(200, { params: { q: 2 } }), one(409, { params: { q: 1 } })] },
      ],
      [
        'header names ignore case',
        { ...parameter('X-Api', 'header', { type: 'string' }, { required: true }), ...rules("request.header['x-api'] == 'v'") },
        { calls: [one(200, { params: { 'x-API': 'v' } }), one(409, { params: { 'X-Api': 'w' } })] },
      ],
      [
        'request.cookie',
        { ...parameter('c', 'cookie', { type: 'boolean' }), ...rules('request.cookie.c') },
        { calls: [one(200, { params: { c: true } }), one(409, { params: { c: false } })] },
      ],
      [
        'a parameter outside its schema',
        { ...parameter('q', 'query', { type: 'integer', maximum: 3 }) },
        { calls: [one(400, { params: { q: 4 } }), one(400, { params: { q: '1' } }), one(200, { params: { q: 3.0 } })] },
      ],
      ['a name that is not declared', {}, { calls: [one(400, { params: { q: 4 } })] }],
      [
        'a list',
        { ...parameter('ids', 'query', { type: 'array', items: { type: 'string' } }), ...rules('ids.all(i, i in things)') },
        { calls: [one(200, { params: { ids: ['a', '1'] } }), one(409, { params: { ids: ['b'] } })] },
      ],
      [
        'an object',
        {
          ...parameter('f', 'query', { type: 'object', properties: { n: { type: 'integer' } } }, { style: 'deepObject' }),
          ...rules('f.n == 1'),
        },
        { calls: [one(200, { params: { f: { n: 1 } } })] },
      ],
    ],
  ],
  [
    'numbers of requests',
    [
      ['25.0 is an integer', { ...takes({ type: 'integer' }), ...rules('request.body / 2 == 12') }, { calls: [one(200, { body: 25.0 })] }],
      [
        'int32 has bounds where it is sent',
        { ...takes({ type: 'integer', format: 'int32' }) },
        { calls: [one(400, { body: 2147483648 }), one(200, { body: -2147483648 })] },
      ],
      [
        'and where it is stored',
        { ...takes({ type: 'integer' }), 'x-effects': [{ update: 'things.a', set: { n: 'request.body' } }] },
        { calls: [one(200, { body: 2147483647 }), one(500, { body: 2147483648 })] },
      ],
    ],
  ],
  [
    'what goes one way only',
    [
      [
        'a required property that is read only need not be sent',
        {
          ...takes({
            type: 'object',
            required: ['id', 'n'],
            properties: { id: { type: 'string', readOnly: true }, n: { type: 'integer' } },
          }),
          ...rules('!has(request.body.id)'),
        },
        { calls: [one(200, { body: { n: 1 } }), one(400, { body: {} })] },
      ],
      [
        'a default is no value that was sent',
        { ...takes({ type: 'object', properties: { n: { type: 'integer', default: 3 } } }), ...rules('has(request.body.n)') },
        { calls: [one(409, { body: {} })] },
      ],
    ],
  ],
])('%s', (_sentence, rows) => {
  it.each(rows)('%s', (_claim, op, story) => expectStory({ ...base, operations: { op } }, story));
});

describe('bodies of other kinds', () => {
  const form = (...fields: Plain[]): string =>
    JSON.stringify({
      swagger: '2.0',
      info: { title: 't', version: '1' },
      paths: {
        '/op': {
          post: {
            operationId: 'op',
            consumes: ['application/x-www-form-urlencoded'],
            parameters: fields.map((field) => ({ in: 'formData', ...field })),
            responses: { 200: { description: 'ok' } },
            'x-preconditions': ['!has(request.body) || !has(request.body.n) || request.body.n > 1'],
          },
        },
      },
    });

  it('a form of Swagger 2.0 is a body with a property for each field', () =>
    expectStory(contractOf(form({ name: 'n', type: 'integer' })), {
      calls: [one(200), one(200, { body: { n: 2 } }), one(409, { body: { n: 1 } }), one(400, { body: { n: 'x' } })],
    }));

  it('a form with a field that must be there must be there', () =>
    expectStory(contractOf(form({ name: 'n', type: 'integer', required: true })), { calls: [one(400), one(400, { body: {} })] }));

  it('of several media types JSON counts, and a note says so where schemas differ', () => {
    const content = { 'application/xml': { schema: { type: 'string' } }, 'application/json': { schema: { type: 'object' } } };
    const world = { operations: { op: { requestBody: { content } } } };
    const files = new Map([['api.json', new TextEncoder().encode(documentOf(world))]]);
    const { diagnostics } = loadContract({ document: 'api.json', read: (path) => files.get(path) ?? null });
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['other-media-type', 'note']]);
    return expectStory(world, { calls: [one(400, { body: 'x' }), one(200, { body: {} })] });
  });
});

it('headers of a recorded response are said not to be compared', () => {
  const plain = { steps: [{ operationId: 'op', response: { status: 200, headers: { etag: 'x' } } }] };
  const { value, diagnostics } = readTrajectory(fromPlain(plain) ?? null, 't', () => null);
  expect([value?.steps.length, diagnostics.map(({ code, severity }) => `${severity} ${code}`)]).toEqual([1, ['note unchecked-headers']]);
});

describe('a text that looks like a reference and is none is an error, as it would be sent as it is', () => {
  const first = { operationId: 'op', as: 'order' };
  const read = (given: unknown): readonly string[] => {
    const plain = { steps: [first, { operationId: 'op', params: { id: given }, body: { list: [given] }, expect: { body: given } }] };
    return readTrajectory(fromPlain(plain) ?? null, 't', () => null).diagnostics.map(({ code, hint }) => `${code}: ${hint}`);
  };
  it.each([
    '/orders/{$steps/0/response/body/id}',
    '/orders/{$steps.order.response.body#/id}',
    '{$steps.order.response.body#/id}',
    'id { $steps.order.response.body#/id }',
    '$steps/0/response/body/id',
    '$steps[0].response.body.id',
    ' $steps.order.response.body#/id',
    '$steps.order',
  ])('%s', (text) => {
    const error = expect.stringMatching(/^bad-reference: write .*\$steps\.NAME\.response\.body#/);
    expect(read(text)).toEqual([error, error, error]);
  });

  it.each(['$steps.order.response.body#/id', 'the $steps of a dance', '{steps}', '$stepson'])('%s is none', (text) =>
    expect(read(text)).toEqual([]),
  );
});
