// What an open create, an open body and a likely answer leave to the server: proofs hold whatever it says, recorded answers fit, runs heed what is likely.

import { afterAll, describe, expect, it } from 'vitest';
import { toPlain } from '../../../src/base/json.ts';
import { seededChooser } from '../../../src/simulate/choose/seeded.ts';
import { replay } from '../../../src/simulate/replay/replay.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { DEFAULT_OPTIONS } from '../../../src/verify/options.ts';
import { concreteStart } from '../../../src/verify/start.ts';
import { judged, told, trajectoryOf } from '../../support/judging.ts';
import { answers, contractOf, load, takes, type World } from '../../support/language.ts';

afterAll(disposeDefaultSolver);

const NOTE = {
  type: 'object',
  required: ['id', 'text'],
  properties: {
    id: { type: 'string' },
    text: { type: 'string' },
    at: { type: 'integer' },
    tags: { type: 'array', items: { type: 'string' } },
  },
};
const REF = { $ref: '#/components/schemas/Note' };
const WRAPPED = { type: 'object', required: ['note', 'ok'], properties: { note: REF, ok: { type: 'boolean' }, hint: { type: 'string' } } };
const PAGE = { type: 'object', required: ['data', 'more'], properties: { data: { type: 'array', items: REF }, more: { type: 'boolean' } } };
const sent = takes({ type: 'object', required: ['text'], properties: { text: { type: 'string' }, at: { type: 'integer' } } });
const value = "pick(request.body, ['text', 'at'])";

const world: World = {
  schemas: { Note: NOTE },
  collections: { notes: { schema: REF, key: 'id', initial: [] } },
  operations: {
    make: { ...sent, ...answers(REF), 'x-effects': [{ create: 'notes', value, open: true }] },
    makeClosed: { ...sent, ...answers(REF), 'x-effects': [{ create: 'notes', value }] },
    makeInside: {
      ...sent,
      ...answers(WRAPPED),
      'x-effects': [{ create: 'notes', value, open: true }],
      'x-response': { body: "{'note': response.record}", open: true },
    },
    makeWrapped: {
      ...sent,
      ...answers(WRAPPED),
      'x-effects': [{ create: 'notes', value: `assign(${value}, {'id': 'n'})`, open: true }],
      'x-response': { body: "{'note': notes['n']}", open: true },
    },
    change: {
      ...sent,
      ...answers(REF),
      'x-preconditions': [{ rule: "'n' in notes", status: 404 }],
      'x-effects': [{ create: 'notes', value: `assign(pick(notes.n, ['id', 'at']), ${value})`, upsert: true, open: true }],
    },
    read: { ...answers(REF), 'x-preconditions': [{ rule: "'n' in notes", status: 404 }], 'x-response': { body: 'notes.n' } },
    'GET /notes/{id}': {
      operationId: 'get',
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      ...answers(REF),
      'x-preconditions': [{ rule: 'id in notes', status: 404 }],
    },
    list: { ...answers(PAGE), 'x-response': { open: true, likely: "{'data': notes.map(n, notes[n])}" } },
  },
};
const contract = contractOf(world);

type Plain = Readonly<Record<string, unknown>>;
type Row = readonly [claim: string, steps: readonly Plain[], told: RegExp, goal?: string];

const body = { text: 'a', at: 1 };
const MADE = { operationId: 'make', body };

const ROWS: readonly Row[] = [
  [
    'a recorded answer may have what was not sent',
    [{ operationId: 'make', body, response: { status: 200, body: { id: 'x', text: 'a', at: 1, tags: ['t'] } } }],
    /^valid$/,
  ],
  ['and leave it out', [{ operationId: 'make', body: { text: 'a' }, response: { status: 200, body: { id: 'x', text: 'a' } } }], /^valid$/],
  ['but has what was sent', [{ operationId: 'make', body, response: { status: 200, body: { id: 'x', text: 'b', at: 1 } } }], /^invalid 0/],
  [
    'without being open it may not',
    [{ operationId: 'makeClosed', body, response: { status: 200, body: { id: 'x', ...body, tags: [] } } }],
    /^invalid 0/,
  ],
  ['what the server chose is not known', [MADE], /^invalid at the end/, 'notes.all(n, !has(notes[n].tags))'],
  ['what was sent is', [MADE], /^valid$/, "notes.all(n, notes[n].text == 'a' && notes[n].at == 1)"],
  ['one record was made', [MADE, MADE], /^valid$/, 'notes.size() == 2'],
  [
    'a record that was made is known by its key where the answer has it in a wrapper',
    [
      { operationId: 'makeInside', body, as: 'made' },
      {
        operationId: 'get',
        params: { id: '$steps.made.response.body#/note/id' },
        expect: { status: 200, body: '$steps.made.response.body#/note' },
      },
    ],
    /^valid$/,
  ],
  [
    'an open body has what it is said to have',
    [
      { operationId: 'makeWrapped', body, as: 'w' },
      { operationId: 'read', response: { status: 200, body: { id: 'n', ...body } } },
    ],
    /^valid$/,
  ],
  [
    'and what the server adds',
    [{ operationId: 'makeWrapped', body, response: { status: 200, body: { note: { id: 'n', ...body }, ok: true, hint: 'h' } } }],
    /^valid$/,
  ],
  [
    'which is of its schema',
    [{ operationId: 'makeWrapped', body, response: { status: 200, body: { note: { id: 'n', ...body }, ok: 'yes' } } }],
    /^invalid 0/,
  ],
  [
    'a change keeps what it is said to keep',
    [
      { operationId: 'makeWrapped', body },
      { operationId: 'change', body: { text: 'b' } },
      { operationId: 'read', response: { status: 200, body: { id: 'n', text: 'b', at: 1, tags: ['new'] } } },
    ],
    /^valid$/,
  ],
  [
    'and nothing else may be otherwise',
    [
      { operationId: 'makeWrapped', body },
      { operationId: 'change', body: { text: 'b' } },
      { operationId: 'read', response: { status: 200, body: { id: 'n', text: 'b', at: 2 } } },
    ],
    /^invalid 2/,
  ],
  [
    'no proof relies on what is likely',
    [{ operationId: 'list', response: { status: 200, body: { data: [{ id: 'x', text: 't' }], more: true } } }],
    /^valid$/,
  ],
];

describe('what is open', () => {
  it.each(ROWS.map(([claim, steps, expected, goal]) => ({ claim, steps, expected, goal })))('$claim', async ({ steps, expected, goal }) => {
    const verdict = await judged(contract, { id: 't', initial: 'reset', steps, ...(goal === undefined ? {} : { goal }) });
    expect(told(verdict)).toMatch(expected);
  });

  it('a run answers what is likely, and makes up the rest', () => {
    const trajectory = trajectoryOf({ id: 't', steps: [{ operationId: 'makeWrapped', body }, { operationId: 'list' }] });
    const start = concreteStart(contract, { kind: 'reset' }, DEFAULT_OPTIONS).value;
    if (start === null) throw new Error('there is no start');
    const run = replay(contract, trajectory, {
      initial: start,
      holes: new Map(),
      chooser: (step) => seededChooser(contract, 1, step),
    });
    const [made, listed] = run.steps.map(({ result }) =>
      result?.kind === 'transition' && result.outcome.kind === 'success' ? result.outcome.body : null,
    );
    expect(toPlain(made ?? null)).toMatchObject({ note: { id: 'n', ...body }, ok: expect.any(Boolean) });
    expect(toPlain(listed ?? null)).toMatchObject({ data: [{ id: 'n', ...body }], more: expect.any(Boolean) });
  });

  it.each([
    ['a list that is open', { body: '[1]', open: true }, 'an open body is an object, and this is list of integer'],
    ['the record of an operation that writes none', { body: 'response.record' }, 'the response can be read in postconditions'],
    ['a likely answer beside a certain one', { body: "{'a': 1}", likely: '1', open: true }, "'likely' is of what is left open"],
    ['a likely answer where nothing is open', { likely: '1' }, "'likely' is of what is left open"],
  ])('%s is a mistake', (_claim, response, message) => {
    const { complaints } = load({ operations: { op: { ...answers(PAGE), 'x-response': response } }, schemas: { Note: NOTE } });
    expect(complaints.join()).toContain(message);
  });
});
