// Claims about running a trajectory: templates, parameters, credentials, the clock, and steps that fail.

import { describe, expect, it } from 'vitest';
import { toJson } from '../../../src/base/json.ts';
import type { Value } from '../../../src/base/value.ts';
import { readTrajectory } from '../../../src/contract/read-trajectory.ts';
import { seededChooser } from '../../../src/simulate/choose/seeded.ts';
import { type Replay, replay } from '../../../src/simulate/replay/replay.ts';
import { initialState } from '../../../src/simulate/state.ts';
import { contractOf } from '../../support/contract-builder.ts';
import { valueOf } from '../../support/schema-builder.ts';

const contract = contractOf({
  collections: {
    notes: {
      schema: {
        type: 'object',
        required: ['id', 'text'],
        properties: { id: { type: 'string' }, text: { type: 'string' }, at: { type: 'string', format: 'date-time' } },
      },
      key: 'id',
    },
  },
  operations: {
    add: {
      body: { type: 'object', required: ['text'], properties: { text: { type: 'string' }, extra: {} } },
      effects: [{ create: 'notes', value: "{'id': fresh(notes), 'text': request.body.text, 'at': now}" }],
      status: 201,
      response: { kind: 'record', collection: 'notes', effect: 0, key: null },
    },
    get: {
      parameters: [
        { name: 'id', in: 'path', schema: { type: 'string' } },
        { name: 'id', in: 'query', schema: { type: 'integer' } },
        { name: 'X-Trace', in: 'header', schema: { type: 'string' } },
      ],
      preconditions: [{ rule: 'request.path.id in notes', status: 404 }],
      response:
        "[notes[request.path.id].text, string(has(request.query.id)), 'x-trace' in request.header ? request.header['x-trace'] : 'none']",
    },
    secret: { security: [[{ name: 'key', type: 'apiKey', in: 'query', parameter: 'api_key' }]], response: 'request.query' },
    clock: { response: 'now' },
  },
});

function run(steps: readonly unknown[], holes: Record<string, unknown> = {}, more: Record<string, unknown> = {}): Replay {
  const { value, diagnostics } = readTrajectory(valueOf({ steps, ...more }), 'test', () => null);
  const initial = initialState(contract).value;
  if (value === null || initial === null) throw new Error(JSON.stringify(diagnostics));
  const filled = new Map<string, Value>(Object.entries(holes).map(([name, filling]) => [name, valueOf(filling)]));
  return replay(contract, value, { initial, holes: filled, chooser: (step) => seededChooser(contract, 3, step) });
}

/** Status and body of each step, or why there is none. */
function answers(result: Replay): readonly string[] {
  return result.steps.map(({ request, result: outcome }) => {
    if (outcome === null) return 'code' in request ? request.code : 'none';
    if (outcome.kind === 'undecided') return outcome.code;
    const body = outcome.outcome.kind === 'success' ? outcome.outcome.body : undefined;
    return `${outcome.outcome.status}${body === undefined ? '' : ` ${toJson(body)}`}`;
  });
}

const ADD = { operationId: 'add', body: { text: 'hi' }, as: 'note' };

describe('a trajectory', () => {
  it('carries what one step answers into the next', () => {
    const steps = [ADD, { operationId: 'get', params: { id: '$steps.note.response.body#/id' } }];
    expect(answers(run(steps))[1]).toBe('200 ["hi","false","none"]');
  });
  it('may refer to statuses and requests, at any depth', () => {
    const steps = [
      { operationId: 'add', body: { text: 'hi', extra: { list: ['x', { 'a/b': 'deep' }] } }, as: 'one' },
      { operationId: 'add', body: { text: '$steps.one.request.body#/extra/list/1/a~1b', extra: '$steps.one.response.status' }, as: 'two' },
      { operationId: 'get', params: { id: '$steps.two.response.body#/id' }, as: 'three' },
      { operationId: 'get', params: { id: '$steps.three.request.params#/id' } },
    ];
    expect(answers(run(steps)).slice(2)).toEqual(['200 ["deep","false","none"]', '200 ["deep","false","none"]']);
  });
  it('has its holes filled', () => {
    const steps = [{ operationId: 'add', body: { text: { $hole: 'words' } } }];
    expect(answers(run(steps, { words: 'w' }))[0]).toContain('"text":"w"');
    expect(answers(run(steps, { words: null }))).toEqual(['400']);
    expect(answers(run(steps))).toEqual(['unfilled-hole']);
  });
  it('goes on after a step that is refused or cannot be made', () => {
    const steps = [
      { operationId: 'get', params: { id: 'nope' }, as: 'refused' },
      { operationId: 'add', body: { text: '$steps.refused.response.body#/x' }, as: 'unmade' },
      { operationId: 'add', body: { text: '$steps.unmade.response.body#/id' } },
      { operationId: 'nothing' },
      ADD,
    ];
    expect(answers(run(steps)).map((text) => text.split(' ')[0])).toEqual([
      '404',
      'unresolved-reference',
      'unresolved-reference',
      'unknown-operation',
      '201',
    ]);
    expect(run(steps).state.collections.get('notes')?.entries.size).toBe(1);
  });
});

describe('parameters by name', () => {
  const get = (params: Record<string, unknown>): readonly string[] =>
    answers(run([ADD, { operationId: 'get', params: { id: '$steps.note.response.body#/id', ...params } }])).slice(1);
  it('find their places; a qualified name tells two of one name apart; header names ignore case', () => {
    expect(get({ 'query.id': 5, 'x-TRACE': 't' })).toEqual(['200 ["hi","true","t"]']);
  });
  it('that are unknown are refused', () => expect(get({ colour: 'red' })).toEqual(['400']));
});

describe('credentials', () => {
  const step = { operationId: 'secret' };
  it('travel where their scheme says, from the trajectory or the step', () => {
    expect(answers(run([step, { ...step, credentials: { key: 'mine' } }], {}, { credentials: { key: 'ours' } }))).toEqual([
      '200 {"api_key":"ours"}',
      '200 {"api_key":"mine"}',
    ]);
  });
  it('are missed where they are asked for', () => expect(answers(run([step]))).toEqual(['401']));
});

describe('the clock', () => {
  it('moves by `advance` only, and stays where it got', () => {
    const steps = [{ operationId: 'clock' }, { operationId: 'clock', advance: 'PT90M' }, { operationId: 'clock' }];
    expect(answers(run(steps))).toEqual(['200 "2026-01-01T00:00:00Z"', '200 "2026-01-01T01:30:00Z"', '200 "2026-01-01T01:30:00Z"']);
  });
});

describe('determinism', () => {
  it('same steps, same bytes; a step more in front changes no other step', () => {
    const bodies = (steps: readonly unknown[]): readonly string[] => answers(run(steps));
    expect(bodies([ADD, { ...ADD, as: 'b' }])).toEqual(bodies([ADD, { ...ADD, as: 'b' }]));
    expect(bodies([ADD, { ...ADD, as: 'b' }])[1]).toBe(bodies([{ operationId: 'clock' }, { ...ADD, as: 'b' }])[1]);
  });
});
