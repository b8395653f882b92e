// How the steps of a counterexample read: what each sent and changed, those that do not matter in the background.

import { afterAll, describe, expect, it } from 'vitest';
import { counterexampleSteps } from '../../../src/cli/counterexample-steps.ts';
import { renderRun, renderSteps } from '../../../src/cli/render-steps.ts';
import { styleFor } from '../../../src/cli/style.ts';
import { runOf } from '../../../src/simulate/replay/run.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { command, temporaryFolder } from '../../support/command.ts';
import { judged, shop, trajectoryOf } from '../../support/judging.ts';
import { contractOf } from '../../support/language.ts';

const folder = temporaryFolder();
afterAll(async () => {
  folder.remove();
  await disposeDefaultSolver();
});

const SHOP = 'specs/shop/openapi.yaml';
const put = (sku: string) => ({ operationId: 'putProduct', params: { sku }, body: { price: 1, stock: 1 } });
const FAILS = {
  id: 'fails',
  steps: [
    put('a'),
    put('b'),
    { operationId: 'placeOrder', body: { sku: 'tea', quantity: 3 } },
    put('c'),
    { operationId: 'placeOrder', body: { sku: 'tea', quantity: 3 } },
  ],
};

describe('the steps of a counterexample', () => {
  it('are shown with the fields that they changed, and counted where they do not matter', async () => {
    const { stdout } = await command('verify', SHOP, folder.file('fails.json', FAILS), '--no-repair');
    expect(stdout.slice(stdout.indexOf('  counterexample'))).toMatch(
      new RegExp(
        [
          '^ {2}counterexample',
          ' {4}the server chooses at step 2, fresh#0: "\\w+"',
          ' {8}… 2 steps that do not matter \\(--all-steps\\)',
          ' {5}2 {2}placeOrder {2}POST /orders \\{"sku":"tea","quantity":3\\} {2}→ 201',
          " {10}orders\\['\\w+'\\]: \\{.*\\} \\(new\\)",
          " {10}products\\['tea'\\]\\.stock: 5 → 2",
          ' {8}… 1 step that does not matter \\(--all-steps\\)',
          ' {5}4 {2}placeOrder {2}POST /orders \\{"sku":"tea","quantity":3\\} {2}→ 409\n$',
        ].join('\n'),
      ),
    );
  });

  it('are all shown where one asks for it', async () => {
    const { stdout } = await command('verify', SHOP, folder.file('fails.json', FAILS), '--no-repair', '--all-steps');
    expect(stdout).toContain('0  putProduct  PUT /products/a {"price":1,"stock":1}  → 200  (does not matter)\n');
    expect(stdout).not.toContain('--all-steps');
  });

  it('are dim on a terminal with colours where they do not matter, and none is left out', async () => {
    const verdict = await judged(shop(), FAILS);
    const lines = counterexampleSteps(shop(), trajectoryOf(FAILS), verdict, {}, { style: styleFor(true), isAll: false });
    const dim = lines.filter((line) => line.startsWith('\u001b[2m'));
    expect(dim.filter((line) => line.includes('PUT /products/'))).toHaveLength(3);
    expect(lines.filter((line) => line.includes('POST /orders') && !line.startsWith('\u001b[2m'))).toHaveLength(2);
  });

  it('are the last ones of a long run', () => {
    const steps = Array.from({ length: 60 }, (_, i) => put(`p${i}`));
    const run = runOf(shop(), trajectoryOf({ steps })).value;
    if (run === null) throw new Error('it starts at reset');
    const lines = renderRun(shop(), run, styleFor(false), { last: null, irrelevant: new Set(), isAll: false, most: 24 });
    expect(lines[0]).toBe('      … 36 earlier steps (--all-steps)');
    expect(lines[1]).toContain('36  putProduct');
    expect(lines.at(-2)).toContain('59  putProduct');
  });
});

describe('a failed rule', () => {
  it('is broken down to the part that decides, and the element that breaks it', async () => {
    const plain = {
      id: 'all',
      steps: [put('a'), put('b')],
      never: "products.size() > 2 && products.exists(p, p != 'tea' && products[p].stock == 1)",
    };
    const { stdout } = await command('verify', SHOP, folder.file('all.json', plain), '--no-repair');
    expect(stdout).toMatch(/\n {4}never \(trajectory\): products\.size\(\) > 2 && /);
    const whole = { id: 'goal', steps: [put('a')], goal: 'products.size() > 2 && products.all(p, products[p].stock > 1)' };
    const goal = await command('verify', SHOP, folder.file('goal.json', whole), '--no-repair');
    expect(goal.stdout).toContain('\n    decided by products[p].stock > 1\n      for p = "pot"\n    values\n      products[p].stock = 1\n');
    const json = await command('verify', SHOP, folder.file('goal.json', whole), '--no-repair', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ failure: { deciding: { rule: 'products[p].stock > 1', bindings: { p: 'pot' } } } });
  });
});

describe('the same call again and again', () => {
  const clock = contractOf({
    variables: { n: { schema: { type: 'integer' }, initial: 0 } },
    operations: { tick: { 'x-effects': [{ assign: 'n', value: 'n + 1' }] } },
  });

  it.each([
    ['is told once, with what all of it changed', 6, false, ['0'], ['steps 1–5: the same call, 5 times', 'n: 1 → 6']],
    ['is shown each time where it is only twice', 2, false, ['0', '1'], []],
    ['is shown each time where one asks for it', 6, true, ['0', '1', '2', '3', '4', '5'], []],
  ] as const)('%s', (_, times, isAll, shown, folded) => {
    const steps = Array.from({ length: times }, () => ({ operationId: 'tick' }));
    const lines = renderSteps(clock, trajectoryOf({ steps }), 1, styleFor(false), isAll);
    expect(lines.flatMap((line) => /^ +(\d+) {2}tick/.exec(line)?.[1] ?? [])).toEqual(shown);
    const from = lines.findIndex((line) => line.includes('the same call'));
    expect(from < 0 ? [] : lines.slice(from).map((line) => line.trim())).toEqual(folded);
  });
});
