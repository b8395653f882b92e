// What `envfactory equivalent` prints, and with which status it ends.

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

const isResult = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync('schemas/equivalent.schema.json', 'utf8')));

const put = { operationId: 'putProduct', params: { sku: 'tea' }, body: { price: 2, stock: 5 } };
const order = { operationId: 'placeOrder', body: { sku: 'tea', quantity: 2 } };
const other = { operationId: 'placeOrder', body: { sku: 'pot', quantity: 1 } };
const first = folder.file('first.json', { id: 'first', steps: [put, order, other] });
const swapped = folder.file('swapped.json', { id: 'swapped', steps: [put, other, order] });
const late = folder.file('late.json', { id: 'late', steps: [order, put, other] });
const empty = folder.file('empty.json', { id: 'empty', initial: 'any', steps: [order] });

describe('the command equivalent', () => {
  it('says what was proved, and ends with 0', async () => {
    const { status, stdout } = await command('equivalent', SHOP, first, swapped);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout:
        'equivalent  first and swapped  the last state and the answers, from the state at reset\n' +
        '  proved whatever the server chooses; records by key, in whatever order; answers of 3 calls that both make\n',
    });
  });

  it('shows where two trajectories differ, with both runs, and ends with 1', async () => {
    const { status, stdout } = await command('equivalent', SHOP, first, late, '--initial', 'any');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^different {3}first and late /);
    expect(stdout).toContain('accepted by the first alone');
    expect(stdout).toMatch(/second: step 0 placeOrder was to answer 2xx and answers 404: there is no such product/);
    expect(stdout).toContain('accepted by both, and they come to different results');
    expect(stdout).toMatch(/products\['tea'\]\.stock: 3 \| 5/);
  });

  it.each([
    ['equivalent', [first, swapped]],
    ['different', [first, late, '--initial', 'any']],
    ['different', [first, late, '--initial', 'any', '--state-only']],
    ['unknown', [empty, empty, '--only', 'empty', '--initial', folder.file('none.json', { products: [] })]],
  ])('prints %s as JSON of the published form', async (verdict, args) => {
    const files =
      args[0] === args[1]
        ? [folder.file('both.jsonl', [JSON.parse(readFileSync(empty, 'utf8')), JSON.parse(readFileSync(empty, 'utf8'))]), ...args.slice(2)]
        : args;
    const { stdout } = await command('equivalent', SHOP, ...files, '--json');
    const result: unknown = JSON.parse(stdout);
    expect(isResult(result), JSON.stringify(isResult.errors)).toBe(true);
    expect(result).toMatchObject({ verdict });
  });

  it('ends with 3 where neither is accepted', async () => {
    const refused = folder.file('refused.json', { id: 'refused', steps: [{ ...order, body: { sku: 'tea', quantity: 99 } }] });
    const { status, stdout } = await command(
      'equivalent',
      SHOP,
      refused,
      folder.file('copy.json', JSON.parse(readFileSync(refused, 'utf8'))),
    );
    expect(status).toBe(3);
    expect(stdout).toContain('accept none of the initial states in question');
  });

  it.each([
    ['one trajectory', [first], 'two trajectories are compared, and there are 1'],
    ['three', [first, swapped, late], 'two trajectories are compared, and there are 3'],
    ['two that start in different states', [first, empty], 'the two trajectories start in different initial states'],
  ])('refuses %s', async (_, files, message) => {
    const { status, stderr } = await command('equivalent', SHOP, ...files);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
