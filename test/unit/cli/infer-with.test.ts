// What `envfactory infer --with` makes of recorded traffic: the repaired overlay accepts what was recorded, and bad files are told by their place.

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { command, temporaryFolder } from '../../support/command.ts';

const LIBRARY = 'test/fixtures/traffic/library.yaml';
const HAR = 'test/fixtures/traffic/library.har';
const RECORDED = 'test/fixtures/traffic/library.jsonl';
const folder = temporaryFolder();
afterAll(async () => {
  folder.remove();
  await disposeDefaultSolver();
});

describe('infer --with', () => {
  it.each([HAR, RECORDED])('gives a contract that accepts what was recorded and what is inferred alone refuses: %s', async (traffic) => {
    const overlay = folder.path('library.overlay.yaml');
    expect((await command('infer', LIBRARY, '--with', traffic, '-o', overlay)).status).toBe(0);
    const alone = await command('verify', LIBRARY, RECORDED, '--only', 'books', '--no-repair');
    const repaired = await command('verify', LIBRARY, '--overlay', overlay, RECORDED);
    expect(alone.stdout).toContain('step 1 getBook: expected 200, got 404');
    expect([alone.status, repaired.status]).toEqual([1, 0]);
  });

  it('says why something is left out, in the overlay and in the explanation', async () => {
    const line = 'withdrawn: removes from books: contradicted 1× (library.har #4), now 0.48';
    const printed = await command('infer', LIBRARY, '--with', HAR);
    const explained = await command('infer', LIBRARY, '--with', HAR, '--explain', 'deleteBook');
    expect(printed.stdout).toContain(`            # ${line}\n`);
    expect(explained.stdout).toContain(`    ${line}\n`);
    expect(printed.stderr).toContain(
      '1 of 12 recorded requests are of no operation of the document, and nothing is learned from them: library.har #12',
    );
    expect((await command('infer', LIBRARY, '--with', HAR)).stdout).toBe(printed.stdout);
  });

  it('gives both evidences as JSON of the published form', async () => {
    const isInference = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync('schemas/inference.schema.json', 'utf8')));
    const { stdout } = await command('infer', LIBRARY, '--with', HAR, '--json');
    const facts: unknown = JSON.parse(stdout);
    expect(isInference(facts), JSON.stringify(isInference.errors)).toBe(true);
    expect(facts).toMatchObject({
      collections: [{ name: 'books', key: 'isbn', traffic: { claims: [{ claim: 'key', confirmed: 3 }] } }, {}],
    });
  });

  const entry = (request: unknown, response: unknown): unknown => ({ log: { entries: [{ request, response }] } });
  it.each([
    ['{"log": {"entries": [', 'bad-json', /:1:22: error: not valid JSON/],
    ['{"log": []}', 'traffic-shape', /:1:2: error: 'log' must be an object, found list/],
    ['{"log": {}}', 'traffic-shape', /:1:2: error: 'entries' must be a list, found nothing/],
    [entry({ method: 'GET', url: 'http://[' }, { status: 200 }), 'traffic-shape', /: error: 'http:\/\/\[' is no URL/],
    [entry({ method: 'GET', url: '/a' }, { status: '200' }), 'traffic-shape', /: error: 'status' must be a number, found string/],
    [{ steps: 1 }, 'trajectory-shape', /:1:2: error: 'steps' must be a list/],
    [{ steps: [{ operationId: 'addBook' }] }, 'no-answers', /:1:1: warning: no step has a recorded response/],
  ])('reports %j', async (content, code, message) => {
    const file = folder.file('bad.har', typeof content === 'string' ? content : JSON.stringify(content));
    const { status, stderr } = await command('infer', LIBRARY, '--with', file);
    expect(stderr).toMatch(message);
    expect(stderr).toContain(`[${code}]`);
    expect(status).toBe(code === 'no-answers' ? 0 : 2);
  });
});
