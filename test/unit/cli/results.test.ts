// What the command prints about verdicts, which flags change that, and with which status it ends.

import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { command, temporaryFolder } from '../../support/command.ts';
import { checkVerdict } from '../../support/judging.ts';

const SHOP = 'specs/shop/openapi.yaml';
const folder = temporaryFolder();
afterAll(async () => {
  folder.remove();
  await disposeDefaultSolver();
});

const place = (quantity: unknown): Record<string, unknown> => ({ operationId: 'placeOrder', body: { sku: 'tea', quantity } });
const VALID = { id: 'good', steps: [place(1)] };
const INVALID = { id: 'bad', steps: [place(9), { operationId: 'shipOrder', params: { orderId: 'x' } }, place(1)] };
const OPEN = { id: 'open', initial: 'any', steps: [place(1)] };
const lines = (...trajectories: readonly unknown[]): string =>
  folder.file('t.jsonl', trajectories.map((t) => `${JSON.stringify(t)}\n`).join(''));

describe('the exit status', () => {
  it.each<[string, readonly unknown[], readonly string[], number]>([
    ['0: all valid', [VALID], [], 0],
    ['1: something is invalid', [VALID, INVALID], [], 1],
    ['3: something is undecided', [VALID, OPEN], ['--rlimit', '1'], 3],
    ['1: something is invalid and something else undecided', [INVALID, OPEN], ['--rlimit', '1'], 1],
    ['2: something is not even a claim, whatever the rest', [INVALID, { id: 'odd', steps: [], goal: 'nothing' }], [], 2],
  ])('%s', async (_, trajectories, flags, status) => {
    expect((await command('verify', SHOP, lines(...trajectories), ...flags)).status).toBe(status);
    expect((await command('verify', SHOP, lines(...trajectories), '--json', ...flags)).status).toBe(status);
  });
});

describe('--json', () => {
  it('prints one verdict per line by the published schema, in order, and nothing else', async () => {
    const { stdout, stderr } = await command('verify', SHOP, lines(VALID, INVALID, VALID), '--json', '--keep-going');
    const printed = stdout.split('\n');
    expect(printed.pop()).toBe('');
    printed.forEach(checkVerdict);
    expect(printed.map((line) => JSON.parse(line).trajectory)).toEqual(['good', 'bad', 'good']);
    expect(stderr).toContain('duplicate-id');
  });

  it('has for a refutation what the format says', async () => {
    const { stdout } = await command('verify', SHOP, 'specs/shop/trajectories/ship-then-cancel.json', '--json');
    const id = expect.any(String);
    expect(JSON.parse(stdout)).toMatchObject({
      trajectory: 'ship-then-cancel',
      verdict: 'invalid',
      claim: { initial: 'reset', holes: 'exists', layers: ['schema', 'declared', 'inferred'], bound: null },
      steps: [
        { index: 0, outcome: 'holds' },
        { index: 1, outcome: 'holds' },
        { index: 2, outcome: 'fails' },
      ],
      failure: {
        step: 2,
        operationId: 'cancelOrder',
        expected: '2xx',
        actual: 409,
        requirement: {
          rule: "orders[orderId].status == 'placed'",
          layer: 'declared',
          source: { file: SHOP, line: 93, column: 17 },
          message: 'only a placed order can be cancelled',
        },
        values: { 'orders[request.path.orderId].status': 'shipped' },
        because: [
          { step: 1, effect: 'update: orders[orderId]', place: expect.stringMatching(/^orders\['.*'\]\.status$/), value: 'shipped' },
        ],
      },
      counterexample: { holes: {}, responses: [{ status: 201, body: { id } }, { status: 200, body: { id } }, { status: 409 }] },
      solver: { backend: expect.any(String), queries: expect.any(Number), ms: expect.any(Number), rlimit: expect.any(Number) },
    });
  });

  it('is the same text every time', async () => {
    const once = await command('verify', SHOP, lines(VALID, INVALID), '--json');
    expect(await command('verify', SHOP, lines(VALID, INVALID), '--json')).toEqual(once);
  });
});

describe('for people', () => {
  it('one valid trajectory is one line', async () => {
    expect((await command('verify', SHOP, lines(VALID))).stdout).toBe('valid    good  1 of 1 steps hold\n');
  });

  it('--quiet leaves the valid ones out', async () => {
    const { stdout } = await command('verify', SHOP, lines(VALID, INVALID), '--quiet');
    expect(stdout).not.toContain('valid    good');
    expect(stdout).toContain('invalid  bad');
  });

  it('--only judges those that are named', async () => {
    const { stdout, status } = await command('verify', SHOP, lines(VALID, INVALID), '--only', 'good');
    expect({ stdout, status }).toEqual({ stdout: 'valid    good  1 of 1 steps hold\n', status: 0 });
  });

  it('--summary counts, with every step judged under --keep-going', async () => {
    const { stdout } = await command('verify', SHOP, lines(VALID, INVALID), '--summary', '--keep-going');
    expect(stdout).toBe(`
              valid  invalid  unknown  total
trajectories      1        1        0      2
steps             2        2        0      4

failed requirements
  1  placeOrder  there is not enough in stock
  1  shipOrder   order not found

every step folded to a constant and was replayed by the concrete interpreter; no question was left for the solver
`);
  });

  it('a limit that is reached is named', async () => {
    const { stdout } = await command('verify', SHOP, lines(OPEN), '--rlimit', '1');
    expect(stdout).toMatch(/^unknown {2}open .*\n {2}step 0 placeOrder: undecided, resource limit: .*; try a larger --rlimit/);
  });

  it('where a state is the counterexample, it is shown', async () => {
    expect((await command('verify', SHOP, lines(OPEN))).stdout).toMatch(/ {2}counterexample\n {4}initial state/);
  });
});

describe('--smtlib', () => {
  it('writes the questions', async () => {
    const path = folder.path('q.smt2');
    const hole = { id: 'hole', initial: 'any', steps: [place({ $hole: 'q' })] };
    expect((await command('verify', SHOP, lines(hole, hole), '--smtlib', path, '--jobs', '2')).stderr).toContain('duplicate-id');
    expect(readFileSync(path, 'utf8')).toMatch(/\(check-sat\)/);
  });

  it('says so where there were none', async () => {
    const path = folder.path('q.smt2');
    await command('verify', SHOP, lines(VALID), '--smtlib', path);
    expect(readFileSync(path, 'utf8')).toMatch(/^; .*no question/);
  });
});

describe('--initial', () => {
  it.each<[string, string, number]>([
    ['reset', 'reset', 0],
    ['any', 'any', 1],
  ])('%s', async (_, initial, status) => {
    expect((await command('verify', SHOP, lines(VALID), '--initial', initial)).status).toBe(status);
  });

  it('a file', async () => {
    const state = folder.file('s.json', { products: [{ sku: 'tea', price: 1, stock: 99 }] });
    expect((await command('verify', SHOP, lines({ id: 'many', steps: [place(99)] }), '--initial', state)).status).toBe(0);
  });
});
