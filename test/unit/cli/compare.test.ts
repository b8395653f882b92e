// What `envfactory compare` prints, and with which status it ends.

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { command, temporaryFolder } from '../../support/command.ts';

const folder = temporaryFolder();
afterAll(async () => {
  folder.remove();
  await disposeDefaultSolver();
});

const isCompare = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync('schemas/compare.schema.json', 'utf8')));

type Json = Readonly<Record<string, unknown>>;

/** A counter from 0 that goes up by one while the rule lets it. */
function counter(name: string, precondition: string, more: Json = {}): string {
  const go = {
    operationId: 'go',
    responses: { 200: { description: 'ok' } },
    'x-preconditions': [precondition],
    'x-effects': [{ assign: 'n', value: 'n + 1' }],
  };
  return folder.file(name, {
    openapi: '3.1.0',
    info: { title: name, version: '1' },
    paths: { '/go': { post: go }, ...more },
    'x-state': { variables: { n: { schema: { type: 'integer' }, initial: 0 } } },
  });
}

function overlay(name: string, rule: string): string {
  return folder.file(name, {
    overlay: '1.0.0',
    info: { title: name, version: '1' },
    actions: [{ target: "$.paths['/go'].post", update: { 'x-preconditions': [{ rule, message: 'not so far' }] } }],
  });
}

const base = counter('base.json', 'n < 4');
const strict = overlay('strict.json', 'n < 2');
const idle = overlay('idle.json', 'n < 5');

describe('the verdict and the exit status', () => {
  it.each<[string, readonly string[], number, RegExp]>([
    ['the same contract', ['--against', base], 0, /^\nwhat A accepts, against B: equal 1; same results where both accept: 1 of 1, proved/],
    ['an overlay that asks for nothing new', ['--against', idle], 0, /against B: equal 1;/],
    [
      'an overlay that asks for more, with the shortest trajectory that shows it',
      ['--against', strict],
      1,
      /^weaker {9}go {2}A accepts all that B accepts, proved, and more\n {2}A accepts and B does not: not so far\n[\s\S]*n < 2[\s\S]*strict.json[\s\S]*A answers 200, B 409[\s\S]*a trajectory of 3: valid under A, invalid under B/,
    ],
    ['an overlay of A', ['--overlay', strict, '--against', base], 1, /^stronger {7}go/],
    ['the same overlay on both', ['--overlay', strict, '--against', strict], 0, /equal 1/],
    [
      'another document, with an overlay on it',
      ['--against', counter('next.json', 'n < 6', { '/stop': { post: { operationId: 'stop', responses: {} } } }), '--against', strict],
      1,
      /^weaker {9}go[\s\S]*only in B {6}stop/,
    ],
    [
      'the summary alone',
      ['--against', strict, '--summary'],
      1,
      /^weaker {9}go .*\n {2}A accepts and B does not: not so far\n\nwhat A accepts/,
    ],
  ])('%s', async (_, args, status, text) => {
    const result = await command('compare', base, ...args);
    expect(result.stderr).toBe('');
    expect(result.stdout).toMatch(text);
    expect(result.status).toBe(status);
  });

  it('undecided is neither', async () => {
    const texts = (rule: string): string =>
      folder.file('text.json', {
        openapi: '3.1.0',
        info: { title: 'Texts', version: '1' },
        paths: {
          '/go': {
            get: {
              operationId: 'go',
              parameters: [{ name: 'q', in: 'query', required: true, schema: { type: 'string', pattern: rule } }],
              responses: { 200: { description: 'ok' } },
            },
          },
        },
      });
    const [a, b] = [readFileSync(texts('(a)\\1$'), 'utf8'), texts('(a)\\1$')];
    const { status, stdout } = await command('compare', folder.file('a.json', a.replace('\\\\1$', '\\\\1')), '--against', b);
    expect(stdout).toMatch(/^unknown/);
    expect(status).toBe(3);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['no --against', [], /required option '--against <file>'/],
    ['a file that is not there', ['--against', folder.path('none.yaml')], /none.yaml/],
    ['two documents', ['--against', base, '--against', base.replace('base', 'next')], /there can be one/],
  ])('%s is an error in the input', async (_, args, text) => {
    const result = await command('compare', base, ...args);
    expect(result.stderr).toMatch(text);
    expect(result.status).toBe(2);
  });
});

it('trajectories that one accepts and the other refuses are listed with the requirement', async () => {
  const steps = (count: number): readonly Json[] => Array.from({ length: count }, () => ({ operationId: 'go' }));
  const lines = [2, 3, 5].map((count) => JSON.stringify({ id: `go-${count}`, steps: steps(count) }));
  const file = folder.file('runs.jsonl', lines.join('\n'));
  const { stdout, status } = await command('compare', base, '--against', strict, '--trajectories', file);
  expect(stdout).toBe(
    [
      'go-3  valid under A, invalid under B',
      '  step 2 go: A holds; B fails: not so far',
      'go-5  invalid under both, at other steps or for other reasons',
      '  step 2 go: A holds; B fails: not so far',
      '  step 3 go: A holds; B fails: not so far',
      '  step 4 go: A fails: the rule does not hold; B fails: not so far',
      '',
      '   valid  invalid  unknown',
      'A      2        1        0',
      'B      1        2        0',
      '',
      'A accepts and B does not, steps by requirement',
      '   3  go: not so far',
      '',
      '2 of 3 trajectories are judged differently',
      '',
    ].join('\n'),
  );
  expect(status).toBe(1);
});

it('JSON is of the published form', async () => {
  const file = folder.file('one.json', { id: 'go', steps: [{ operationId: 'go' }, { operationId: 'go' }, { operationId: 'go' }] });
  for (const args of [[], ['--max-calls', '0'], ['--trajectories', file]]) {
    for (const against of [strict, base]) {
      const { stdout } = await command('compare', base, '--against', against, '--json', ...args);
      const result: unknown = JSON.parse(stdout);
      expect(isCompare(result), JSON.stringify(isCompare.errors)).toBe(true);
    }
  }
});

describe('where a document declares no contract', () => {
  const note = { type: 'object', required: ['id', 'text'], properties: { id: { type: 'integer' }, text: { type: 'string' } } };
  const schema = { $ref: '#/components/schemas/Note' };
  const json = { content: { 'application/json': { schema } } };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
  const responses = { 200: { description: 'ok', ...json }, 404: { description: 'none' } };
  const plain = folder.file('notes.json', {
    openapi: '3.1.0',
    info: { title: 'Notes', version: '1' },
    paths: {
      '/notes': {
        post: { operationId: 'add', requestBody: { required: true, ...json }, responses: { 201: { description: 'ok', ...json } } },
      },
      '/notes/{id}': {
        parameters: [id],
        get: { operationId: 'read', responses },
        delete: { operationId: 'remove', responses },
      },
    },
    components: { schemas: { Note: note } },
  });
  const declared = folder.file('notes.overlay.json', {
    overlay: '1.0.0',
    info: { title: 'declared', version: '1' },
    actions: [
      { target: '$', update: { 'x-state': { collections: { notes: { schema, key: 'id' } } } } },
      { target: "$.paths['/notes/{id}'].get", update: { 'x-preconditions': [{ rule: 'id in notes', status: 404 }] } },
      { target: "$.paths['/notes/{id}'].delete", update: { 'x-effects': [{ delete: 'notes[id]' }] } },
    ],
  });

  it('the one that is inferred is compared with an overlay', async () => {
    const { stdout, stderr } = await command('compare', plain, '--against', declared, '--summary');
    expect(stderr).toContain('[inferred-contract]');
    // What the overlay does not say is inferred on both sides; what it says is not.
    expect(stdout).toMatch(/^other refusal {2}remove/m);
    expect(stdout).not.toMatch(/^\S.* (add|read) /m);
  });

  it('--no-infer compares what the documents say', async () => {
    const { stdout, stderr } = await command('compare', plain, '--against', declared, '--summary', '--no-infer');
    expect(stderr).not.toContain('[inferred-contract]');
    expect(stdout).toMatch(/^weaker {9}read/m);
  });
});

it('a certificate has both contracts in it, and holds', async () => {
  const at = folder.path('certificate');
  const made = await command('compare', base, '--against', strict, '--certificate', at);
  expect(made.status).toBe(1);
  const { stdout, status } = await command('recheck', at, '--json');
  expect([0, 3]).toContain(status);
  expect(JSON.parse(stdout)).toMatchObject({ command: 'compare', findings: [], entries: [{ id: 'compare', result: 'weaker 1' }] });
  const again = await command('compare', base, '--against', strict, '--certificate', at);
  expect(again.status).toBe(74);
});
