// What a trajectory says that its contract does not know is warned of, with the path of the part; what may be right is not.

import { describe, expect, it } from 'vitest';
import { checkTrajectory } from '../../../src/contract/check-trajectory.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import { trajectoryOf } from '../../support/judging.ts';
import { answers, contractOf, takes } from '../../support/language.ts';

const ITEM = {
  type: 'object',
  required: ['sku'],
  properties: { sku: { type: 'string' }, tags: { type: 'object', additionalProperties: { type: 'integer' } } },
};
const THING = {
  type: 'object',
  required: ['id', 'items'],
  properties: { id: { type: 'string' }, items: { type: 'array', items: ITEM }, next: { $ref: '#/components/schemas/Thing' } },
};
const ref = { $ref: '#/components/schemas/Thing' };
const parameters = [
  { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
  { name: 'limit', in: 'query', schema: { type: 'integer' } },
  { name: 'X-Trace', in: 'header', schema: { type: 'string' } },
];
const contract: Contract = contractOf({
  schemas: { Thing: THING },
  collections: { things: { schema: ref, key: 'id' } },
  root: {
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' }, unused: { type: 'http', scheme: 'basic' } } },
  },
  operations: {
    make: { ...takes({ type: 'object', properties: { note: { type: 'string' } } }), ...answers(ref, 201), security: [{ token: [] }] },
    'GET /things/{id}': { operationId: 'read', parameters, ...answers(ref) },
    'GET /things': { operationId: 'list', ...answers({ type: 'array', items: ref }) },
    silent: { responses: { 204: { description: 'done' } } },
    ruled: { 'x-response': { body: "{'made': {'id': 'x'}}" }, ...answers({}) },
    either: answers({ oneOf: [ref, { type: 'array', items: { type: 'integer' } }] }),
    open: answers({}),
  },
});

type Plain = Readonly<Record<string, unknown>>;

const complaints = (plain: Plain): readonly string[] =>
  checkTrajectory(contract, trajectoryOf(plain)).map(({ code, path, severity, hint }) => {
    expect(severity).toBe('warning');
    return [code, (path ?? []).join('/'), ...(hint === undefined ? [] : [hint])].join(' ');
  });

describe('names', () => {
  it.each<[claim: string, step: Plain, complaints: readonly string[]]>([
    ['an operation', { operationId: 'reed' }, ["unknown-operation steps/0/operationId did you mean 'read'?"]],
    ['an operation like no other', { operationId: 'zzzzzzzz' }, ['unknown-operation steps/0/operationId']],
    ['a parameter', { operationId: 'read', params: { id: 'a', limt: 1 } }, ["unknown-parameter steps/0/params/limt did you mean 'limit'?"]],
    [
      'a parameter like no other',
      { operationId: 'read', params: { colour: 1 } },
      ['unknown-parameter steps/0/params/colour it has id, limit, x-trace'],
    ],
    [
      'a parameter that is a property of the body',
      { operationId: 'make', params: { note: 'x' } },
      ['unknown-parameter steps/0/params/note it is a property of the body: "body": {"note": …}'],
    ],
    ['a parameter in the wrong part', { operationId: 'read', params: { 'query.id': 'a' } }, ['unknown-parameter steps/0/params/query.id']],
    ['a parameter that is expected to be refused', { operationId: 'read', params: { colour: 1 }, expect: { status: 400 } }, []],
    ['parameters as they may be written', { operationId: 'read', params: { 'path.id': 'a', 'query.limit': 1, 'x-trace': 't' } }, []],
    [
      'credentials',
      { operationId: 'make', credentials: { tokn: 'x' } },
      ["unknown-security-scheme steps/0/credentials/tokn did you mean 'token'?"],
    ],
    [
      'credentials that nothing asks for',
      { operationId: 'read', credentials: { unused: 'x' } },
      ['unknown-security-scheme steps/0/credentials/unused security schemes that are asked for: token'],
    ],
    ['credentials that another operation asks for', { operationId: 'read', credentials: { token: 'x' } }, []],
  ])('%s', (_claim, step, expected) => {
    const found = complaints({ steps: [step] });
    expect(found).toHaveLength(expected.length);
    for (const [i, part] of expected.entries()) expect(found[i]?.startsWith(part)).toBe(true);
  });

  it('credentials of the whole trajectory', () => {
    expect(complaints({ credentials: { tokn: 'x' }, steps: [] })).toEqual([
      "unknown-security-scheme credentials/tokn did you mean 'token'?",
    ]);
  });
});

describe('references', () => {
  const follow = (first: Plain, reference: string): readonly string[] =>
    complaints({
      steps: [
        { as: 's', ...first },
        { operationId: 'make', body: { note: [`$steps.s.${reference}`] } },
      ],
    });
  const make = { operationId: 'make', body: { note: { deep: ['a', { $hole: 'h' }] } } };
  const read = { operationId: 'read', params: { id: 'a' } };

  it.each<[first: Plain, reference: string, hint?: string]>([
    [make, 'response.body#/idd', "did you mean 'id'?"],
    [make, 'response.body#/items/first'],
    [make, 'response.body#/items/0/skuu', "did you mean 'sku'?"],
    [make, 'response.body#/items/0/tags/a/b'],
    [make, 'response.body#/next/next/idd', "did you mean 'id'?"],
    [make, 'response.body#/id/0'],
    [make, 'response.status#/code'],
    [make, 'request.body#/note/deeper', "did you mean 'deep'?"],
    [make, 'request.body#/note/deep/2'],
    [read, 'request.params#/limit'],
    [read, 'request.params#/idd', "did you mean 'id'?"],
    [read, 'request.body'],
    [{ ...read, expect: { status: 404 } }, 'response.body#/id'],
    [{ operationId: 'list' }, 'response.body#/id'],
    [{ operationId: 'silent' }, 'response.body'],
    [{ operationId: 'ruled' }, 'response.body#/made/idd', "did you mean 'id'?"],
    [{ operationId: 'either' }, 'response.body#/made'],
  ])('%j: %s leads nowhere', (first, reference, hint) => {
    expect(follow(first, reference)).toEqual([`dead-reference steps/1/body/note/0${hint === undefined ? '' : ` ${hint}`}`]);
  });

  it.each<[first: Plain, reference: string]>([
    [make, 'response.body'],
    [make, 'response.body#/items/0/sku'],
    [make, 'response.body#/items/0/tags/any'],
    [make, 'response.body#/next/next/id'],
    [make, 'response.status'],
    [make, 'request.body#/note/deep/0'],
    [make, 'request.body#/note/deep/1/whatever'],
    [read, 'request.params#/id'],
    [{ operationId: 'list' }, 'response.body#/0/id'],
    [{ operationId: 'ruled' }, 'response.body#/made/id'],
    [{ operationId: 'either' }, 'response.body#/id'],
    [{ operationId: 'either' }, 'response.body#/0'],
    [{ operationId: 'open' }, 'response.body#/what/0/ever'],
  ])('%j: %s may lead somewhere', (first, reference) => {
    expect(follow(first, reference)).toEqual([]);
  });

  it('in parameters and expectations, too', () => {
    const dead = '$steps.s.response.body#/idd';
    const steps = [
      { ...make, as: 's' },
      { operationId: 'read', params: { id: dead }, expect: { status: 200, body: { id: dead } } },
    ];
    expect(complaints({ steps })).toEqual([
      "dead-reference steps/1/params/id did you mean 'id'?",
      "dead-reference steps/1/expect/body/id did you mean 'id'?",
    ]);
  });
});

it('a trajectory that repeats its mistake is not complained of without end', () => {
  const steps = Array.from({ length: 1000 }, () => ({ operationId: 'nothing' }));
  expect(complaints({ steps }).length).toBeLessThan(60);
});
