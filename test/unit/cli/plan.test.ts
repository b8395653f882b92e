// What `envfactory plan` prints, and with which status it ends.

import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { command, temporaryFolder } from '../../support/command.ts';

const JUGS = 'specs/classics/water-jugs.yaml';
const SHOP = 'specs/shop/openapi.yaml';
const SHIPPED = "orders.exists(o, orders[o].status == 'shipped')";
/** A key that was deleted is not issued again, and there are two. */
const FEW_KEYS = `
openapi: 3.1.0
info: {title: Tickets, version: '1'}
paths:
  /tickets:
    post:
      operationId: issue
      responses: {'201': {description: ok}}
      x-preconditions: ['tickets.size() < 2']
      x-effects: [{create: tickets, value: '{}'}, {assign: issued, value: 'min([issued + 1, 3])'}]
  /tickets/{id}:
    delete:
      operationId: drop
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: ok}}
      x-preconditions: ['id in tickets']
      x-effects: [{delete: 'tickets[id]'}]
x-state:
  variables: {issued: {schema: {type: integer}, initial: 0}}
  collections: {tickets: {schema: {type: object, required: [id], properties: {id: {enum: [t1, t2]}}}, key: id}}
`;
const folder = temporaryFolder();
afterAll(async () => {
  folder.remove();
  await disposeDefaultSolver();
});

const isPlan = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync('schemas/plan.schema.json', 'utf8')));

describe('a plan', () => {
  it('is shown as what is sent, what comes back and what it changes', async () => {
    const { stdout, status } = await command('plan', SHOP, '--goal', SHIPPED);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^found .* 2 steps, proved shortest\n {3}0 {2}placeOrder {2}POST \/orders \{"sku":"tea","quantity":1\} {2}→ 201\n/,
    );
    expect(stdout).toContain("products['tea'].stock: 5 → 4");
    expect(stdout).toMatch(/1 {2}shipOrder {2}POST \/orders\/\w+\/ship {2}→ 200\n {8}orders\['\w+'\]\.status: "placed" → "shipped"/);
  });

  it('is a trajectory that verify proves, with what the server chose referred to', async () => {
    const file = folder.path('plans.jsonl');
    await command('plan', SHOP, '--goal', SHIPPED, '--output', file);
    const plans = readFileSync(file, 'utf8').trim().split('\n');
    expect(plans).toHaveLength(1);
    expect(plans[0]).toContain('"orderId":"$steps.placeOrder-0.response.body#/id"');
    const { stdout, status } = await command('verify', SHOP, file);
    expect({ status, valid: stdout.match(/^valid /gm)?.length }).toEqual({ status: 0, valid: 1 });
  });

  it('is JSON of the published form', async () => {
    const { stdout } = await command('plan', SHOP, '--goal', SHIPPED, '--json');
    const result: unknown = JSON.parse(stdout);
    expect(isPlan(result), JSON.stringify(isPlan.errors)).toBe(true);
    expect(result).toMatchObject({ outcome: 'found', shortest: true, excluded: { steps: 1, method: 'solver' } });
  });

  it('differs from the next in operations that it needs, and that there are no more is said', async () => {
    const { stdout } = await command(
      'plan',
      SHOP,
      '--goal',
      'products.exists(p, products[p].stock == 0)',
      '--all',
      '3',
      '--max-calls',
      '2000',
    );
    expect(stdout.match(/^plan \d: 1 step$/gm)).toHaveLength(2);
    expect([stdout.includes('placeOrder'), stdout.includes('putProduct')]).toEqual([true, true]);
    expect(stdout).toContain('no more were found that do not have all the operations of one of these');
  });
});

describe('where there is none', () => {
  it('up to so many steps, that is said, and the status is 1', async () => {
    const { stdout, status } = await command('plan', JUGS, '--goal', "jugs['large'].litres == 4", '--max-steps', '2');
    expect(status).toBe(1);
    expect(stdout).toContain('no sequence of up to 2 calls gets there');
  });

  it('at all, by induction, that is said with the method', async () => {
    const goal = ['--goal', 'orders.exists(o, orders[o].total < 0.0)'];
    const { stdout, status } = await command('plan', SHOP, ...goal);
    expect(status).toBe(1);
    expect(stdout).toMatch(/no sequence of calls gets there, however long\n {2}excluded by induction \(k = 1\)/);
    const result: unknown = JSON.parse((await command('plan', SHOP, ...goal, '--json')).stdout);
    expect(isPlan(result), JSON.stringify(isPlan.errors)).toBe(true);
    expect(result).toMatchObject({ outcome: 'none', excluded: { steps: null, method: 'induction', induction: { k: 1 } } });
  });

  it('because what is to be avoided is in the way, it is longer or not there', async () => {
    const avoiding = ['--avoid', "products['pot'].stock == 0"];
    const goal = "orders.exists(o, orders[o].sku == 'pot' && orders[o].status == 'shipped')";
    const direct = JSON.parse((await command('plan', SHOP, '--goal', goal, '--json')).stdout);
    const around = JSON.parse((await command('plan', SHOP, '--goal', goal, '--json', ...avoiding)).stdout);
    expect([direct.plans[0].trajectory.steps.length, around.plans[0].trajectory.steps.length]).toEqual([2, 3]);
  });
});

describe('where it is not known', () => {
  it('is said how many calls are excluded, from where it is not known, why, and what may help', async () => {
    const file = folder.path('few-keys.yaml');
    writeFileSync(file, FEW_KEYS);
    const { stdout, status } = await command('plan', file, '--goal', 'issued == 3');
    expect(status).toBe(3);
    expect(stdout).toMatch(/^unknown .* no plan was found; none has 3 steps or fewer\n {2}that much is excluded by the solver/);
    expect(stdout).toMatch(/\n {2}undecided from 4 steps on: .* whatever the server chooses\n {2}what may help: .*--max-calls/);
  });
});

describe('what is wrong with the task', () => {
  it.each<[string, readonly string[], RegExp]>([
    ['a goal that is no rule', ['--goal', 'orders.size( > 1'], /the command:1:/],
    ['a goal with an unknown name', ['--goal', 'order.size() > 1'], /did you mean 'orders'/],
    ['no goal', [], /required option '--goal <rule>'/],
    ['no single initial state', ['--goal', 'true', '--initial', 'any'], /'any' stands for all of them/],
  ])('%s', async (_, flags, message) => {
    const { stderr, status } = await command('plan', SHOP, ...flags);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });
});
