// What `envfactory import` makes of task files, and what it says to those that are none.

import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { command, temporaryFolder } from '../../support/command.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const TASKS = [
  { id: '7', evaluation_criteria: { actions: [{ name: 'find', arguments: { email: 'a@b.c' } }, { name: 'stop' }] } },
  { id: 8, evaluation_criteria: null },
];
const LINES = [
  '{"id":"7","initial":"reset","steps":[{"operationId":"find","body":{"email":"a@b.c"}},{"operationId":"stop","body":{}}]}',
  '{"id":"8","initial":"reset","steps":[]}',
];

describe('a task file', () => {
  it('becomes one trajectory per line', async () => {
    const path = folder.file('tasks.json', TASKS);
    expect(await command('import', path, '--from', 'tau2')).toEqual({ status: 0, stdout: `${LINES.join('\n')}\n`, stderr: '' });
  });

  it('may have its tasks in an object', async () => {
    const path = folder.file('tasks.json', { tasks: TASKS });
    expect((await command('import', path, '--from', 'tau2', '--json', '--seed', '1')).stdout).toBe(`${LINES.join('\n')}\n`);
  });

  it('is written to a file where one is named, and nothing is printed', async () => {
    const output = folder.path('out.jsonl');
    expect(await command('import', folder.file('tasks.json', TASKS), '--from', 'tau2', '-o', output)).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
    expect(readFileSync(output, 'utf8')).toBe(`${LINES.join('\n')}\n`);
  });

  it('with an initial state is imported without it, with a warning', async () => {
    const path = folder.file('tasks.json', [{ id: 'a', initial_state: {} }]);
    const { status, stderr } = await command('import', path, '--from', 'tau2');
    expect(status).toBe(0);
    expect(folder.hidden(stderr)).toContain('FOLDER/tasks.json:1:12: warning: task a has an initial_state, which is left out');
  });
});

describe('a file that is none', () => {
  it.each<[string, unknown, string]>([
    ['is empty', '', 'FOLDER/t:1:1: error: not valid JSON: expected a value, found the end of the file'],
    ['is cut off', '[{"id": "a",', 'FOLDER/t:1:13: error: not valid JSON: expected the name of a property, found the end of the file'],
    ['is something else', '{"openapi": "3.1.0"}', 'FOLDER/t:1:1: error: a tau2 task file is a list of tasks'],
    ['has a task without an id', [{}], "FOLDER/t:1:2: error: task 0 is not an object with an 'id'"],
    ['has something else for a task', ['a', 5], "FOLDER/t:1:6: error: task 1 is not an object with an 'id'"],
    [
      'has an action without a name',
      [{ id: 'a', evaluation_criteria: { actions: [{}] } }],
      "FOLDER/t:1:46: error: task a, action 0 has no 'name'",
    ],
    [
      'has something else for actions',
      [{ id: 'a', evaluation_criteria: { actions: 5 } }],
      "FOLDER/t:1:35: error: task a: 'evaluation_criteria.actions' is not a list",
    ],
  ])('%s', async (_, content, told) => {
    const { status, stdout, stderr } = await command('import', folder.file('t', content), '--from', 'tau2');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(folder.hidden(stderr)).toContain(told);
  });

  it('is not there', async () => {
    const { status, stderr } = await command('import', 'none.json', '--from', 'tau2');
    expect(status).toBe(2);
    expect(stderr).toContain('none.json:1:1: error: the file cannot be read: there is no such file or folder');
  });
});

it('an output that cannot be written is said', async () => {
  const { status, stderr } = await command(
    'import',
    folder.file('tasks.json', TASKS),
    '--from',
    'tau2',
    '-o',
    folder.path('none/out.jsonl'),
  );
  expect(status).toBe(2);
  expect(folder.hidden(stderr)).toContain('FOLDER/none/out.jsonl:1:1: error: the file cannot be written: its folder does not exist');
});
