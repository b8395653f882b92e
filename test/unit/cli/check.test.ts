// What `envfactory check` prints, and with which status it ends.

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { command, temporaryFolder } from '../../support/command.ts';

const SHOP = 'specs/shop/openapi.yaml';
const folder = temporaryFolder();
afterAll(async () => {
  folder.remove();
  await disposeDefaultSolver();
});

const isCheck = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync('schemas/check.schema.json', 'utf8')));

/** A counter from 0 that goes up by one or by what the rule says. */
function counter(invariant: string, precondition = 'n < 4'): string {
  const go = {
    operationId: 'go',
    responses: { 200: { description: 'ok' } },
    'x-preconditions': [precondition],
    'x-effects': [{ assign: 'n', value: 'n + 1' }],
  };
  return folder.file('counter.json', {
    openapi: '3.1.0',
    info: { title: 'Counter', version: '1' },
    paths: { '/go': { post: go } },
    'x-state': { variables: { n: { schema: { type: 'integer' }, initial: 0 } } },
    'x-invariants': [invariant],
  });
}

describe('the verdict and the exit status', () => {
  it.each<[string, string, string, number, RegExp]>([
    ['proved', 'n <= 4', 'n < 4', 0, /^proved {4}invariant n <= 4 {2}by induction \(k = 1\), from every legal state/m],
    ['violated, by the shortest run', 'n <= 2', 'n < 4', 1, /^violated {2}invariant n <= 2 {2}after 3 steps[\s\S]*n: 1 → 2[\s\S]*n = 3/m],
    ['proved within reach alone', 'n != 7', 'n < 4 || n > 5', 0, /^proved {4}invariant n != 7 {2}in every state within reach/m],
  ])('%s', async (_, invariant, precondition, status, text) => {
    const result = await command('check', counter(invariant, precondition));
    expect(result.stdout).toMatch(text);
    expect(result.status).toBe(status);
  });

  it('bounded is not proved', async () => {
    const { stdout } = await command('check', counter('n != 99', 'n >= 0'), '--max-steps', '5');
    expect(stdout).toMatch(
      /^bounded {3}invariant n != 99 {2}holds in every state within 5 steps; not proved beyond\n[\s\S]*n: 97\n {4}then go \n {4}by go \n {2}leads to\n {4}n: 99/m,
    );
  });

  it('a warning counts with --strict alone', async () => {
    const file = counter('n <= 4');
    expect((await command('check', file)).stdout).toMatch(/^warning {3}a state from which no call changes anything {2}after 4 steps/m);
    expect((await command('check', file, '--strict')).status).toBe(1);
  });
});

it('JSON is of the published form', async () => {
  for (const file of [SHOP, counter('n <= 2')]) {
    const { stdout } = await command('check', file, '--json', '--max-calls', '500');
    const result: unknown = JSON.parse(stdout);
    expect(isCheck(result), JSON.stringify(isCheck.errors)).toBe(true);
  }
});
