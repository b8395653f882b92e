// The published schema of trajectories and the reader agree on what one is.

import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { fromPlain } from '../../../src/base/json.ts';
import { readTrajectory } from '../../../src/contract/read-trajectory.ts';
import { command } from '../../support/command.ts';

const isTrajectory = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync('schemas/trajectory.schema.json', 'utf8')));
const isRead = (plain: unknown): boolean => readTrajectory(fromPlain(plain) ?? null, 'test', () => null).value !== null;

const step = (more: Record<string, unknown>): unknown => ({ steps: [{ operationId: 'a', ...more }] });

describe('both take', () => {
  it.each<[string, unknown]>([
    ['no steps', { steps: [] }],
    [
      'all that a trajectory may have',
      {
        id: 'a',
        description: 'b',
        $schema: 'c',
        initial: 'any',
        steps: [],
        goal: 'true',
        never: 'false',
        frame: ['x'],
        credentials: { key: 's' },
      },
    ],
    [
      'all that a step may have',
      step({
        description: 'b',
        params: { p: 1 },
        body: { x: { $hole: 'h' } },
        expect: { status: 200, body: [] },
        response: { status: 200, body: 1, headers: {} },
        as: 'n',
        advance: 'PT1M',
        credentials: {},
      }),
    ],
    ['an initial state', { initial: { orders: [] }, steps: [] }],
  ])('%s', (_, plain) => {
    expect([isTrajectory(plain), isRead(plain)]).toEqual([true, true]);
  });

  it.each(readdirSync('specs/shop/trajectories'))('%s of the shop', (name) => {
    const plain = JSON.parse(readFileSync(`specs/shop/trajectories/${name}`, 'utf8'));
    expect([isTrajectory(plain), isRead(plain)]).toEqual([true, true]);
  });

  it('what is imported', async () => {
    const { stdout } = await command('import', 'specs/tau2-retail/data/tasks.json', '--from', 'tau2');
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(114);
    expect(lines.filter((line) => !isTrajectory(JSON.parse(line)) || !isRead(JSON.parse(line)))).toEqual([]);
  });
});

describe('neither takes', () => {
  it.each<[string, unknown]>([
    ['a list', []],
    ['no steps at all', {}],
    ['steps that are no list', { steps: {} }],
    ['a step without operationId', { steps: [{}] }],
    ['an unknown property', { steps: [], goals: 'true' }],
    ['an unknown property of a step', step({ parameters: {} })],
    ['an unknown property of an expectation', step({ expect: { code: 200 } })],
    ['another word for the start', { initial: 'empty', steps: [] }],
    ['a status in words', step({ expect: { status: 'ok' } })],
    ['a status that is none', step({ expect: { status: 99 } })],
    ['half a status', step({ expect: { status: 200.5 } })],
    ['a response without status', step({ response: { body: 1 } })],
    ['a goal that is no text', { steps: [], goal: true }],
    ['a frame that is no list', { steps: [], frame: 'orders' }],
    ['a name with blanks', step({ as: 'my step' })],
    ['an empty name', step({ as: '' })],
    ['a credential that is no text', { steps: [], credentials: { key: 5 } }],
    ['parameters in a list', step({ params: [] })],
    ['headers that are no object', step({ response: { status: 200, headers: [] } })],
  ])('%s', (_, plain) => {
    expect([isTrajectory(plain), isRead(plain)]).toEqual([false, false]);
  });
});
