// Claims about what inferred contracts decide: small documents in the styles of real APIs, sequences of calls, and the verdicts that are right.

import { afterAll, describe, expect, it } from 'vitest';
import { trajectoryFrom } from '../../../src/contract/plain-trajectory.ts';
import { loadInferred } from '../../../src/infer/load-inferred.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { verify } from '../../../src/verify/verify.ts';
import { documentOf, type SmallDocument } from './documents.ts';

afterAll(disposeDefaultSolver);

const PET = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: { id: { type: 'string' }, name: { type: 'string' }, status: { type: 'string', enum: ['available', 'sold'] } },
};
/** Properties, and no type: the schema allows a text. */
const UNTYPED = { properties: { name: { type: 'string' }, size: { type: 'integer' } } };

const pets: SmallDocument = {
  'post /pet': { body: PET, answer: PET },
  'put /pet': { body: PET, answer: PET, refusals: { 404: 'Pet not found' } },
  'get /pet/{id}': { answer: PET, refusals: { 404: 'Pet not found' } },
  'delete /pet/{id}': { refusals: { 404: 'Pet not found' } },
};
const things: SmallDocument = {
  'post /things': { body: UNTYPED, answer: UNTYPED, statuses: ['201'] },
  'get /things/{name}': { answer: UNTYPED },
};

interface Step {
  readonly operationId: string;
  readonly params?: Record<string, unknown>;
  readonly body?: unknown;
  readonly expect?: { readonly status?: number; readonly body?: unknown };
  readonly as?: string;
}

const ID = '$steps.made.response.body#/id';
const add: Step = { operationId: 'POST /pet', body: { name: 'a', status: 'available' }, as: 'made' };
const change: Step = { operationId: 'PUT /pet', body: { id: ID, name: 'b', status: 'sold' } };
const read: Step = { operationId: 'GET /pet/{id}', params: { id: ID } };
const remove: Step = { operationId: 'DELETE /pet/{id}', params: { id: ID } };

type Row = readonly [claim: string, document: SmallDocument, steps: readonly Step[], verdict: 'valid' | 'invalid'];

const ROWS: readonly Row[] = [
  ['a PUT to the collection is refused for what was deleted', pets, [add, remove, change], 'invalid'],
  ['… and for what never was there', pets, [{ ...change, body: { id: 'nope', name: 'b' } }], 'invalid'],
  [
    '… and shows when the record that its body names is read',
    pets,
    [add, change, { ...read, expect: { body: { id: ID, name: 'b', status: 'sold' } } }],
    'valid',
  ],
  [
    '… which is no longer what it was',
    pets,
    [add, change, { ...read, expect: { body: { id: ID, name: 'a', status: 'available' } } }],
    'invalid',
  ],
  [
    'a body that is no object is refused where rules read its properties',
    things,
    [{ operationId: 'POST /things', body: 'x', expect: { status: 400 } }],
    'valid',
  ],
  ['… and never accepted', things, [{ operationId: 'POST /things', body: 'x' }], 'invalid'],
  [
    '… while one that is makes a record',
    things,
    [
      { operationId: 'POST /things', body: { name: 'x' } },
      { operationId: 'GET /things/{name}', params: { name: 'x' } },
    ],
    'valid',
  ],
];

describe('an inferred contract', () => {
  it.each(ROWS)('%s', async (_claim, document, steps, expected) => {
    const bytes = new TextEncoder().encode(documentOf(document));
    const { value: contract } = loadInferred({ document: 'small.json', read: (path) => (path === 'small.json' ? bytes : null) });
    const { value: trajectory, diagnostics } = trajectoryFrom({ id: 't', steps });
    expect(diagnostics).toEqual([]);
    if (contract === null || trajectory === null) throw new Error('the document and the trajectory can be read');
    const { value } = await verify(contract, trajectory);
    expect(value?.verdict).toBe(expected);
  });
});
