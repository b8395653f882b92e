// The answers and the last state of a run are written for other programs to compare.

import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { command, temporaryFolder } from '../../support/command.ts';

const folder = temporaryFolder();
afterAll(async () => {
  folder.remove();
  await disposeDefaultSolver();
});

interface Line {
  readonly trajectory: string;
  readonly answers: readonly { readonly status?: number; readonly message?: string }[] | null;
  readonly state: { readonly products: readonly { readonly sku: string; readonly stock: number }[] } | null;
}

async function states(name: string): Promise<Line> {
  const file = folder.file('states.jsonl', 'what was there before\n');
  await command('verify', 'specs/shop/openapi.yaml', `specs/shop/trajectories/${name}.json`, '--states', file);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '');
}

describe('--states', () => {
  it.each([
    ['of steps that all succeed', 'order-and-cancel', [201, 409, 200], 5],
    ['where a step is refused and changes nothing', 'ship-then-cancel', [201, 200, 409], 5],
    ['with the values that were found for holes', 'spend-exactly', [201], 2],
  ])('has the answers and the state %s', async (_claim, name, statuses, tea) => {
    const { trajectory, answers, state } = await states(name);
    expect(trajectory).toBe(name);
    expect(answers?.map(({ status }) => status)).toEqual(statuses);
    expect(state?.products.find(({ sku }) => sku === 'tea')?.stock).toBe(tea);
  });

  it('says why a request could not be made', async () => {
    const { answers } = await states('spend-too-much');
    expect(answers).toEqual([{ message: "nothing fills the hole 'quantity'" }]);
  });

  it('has neither for all initial states at once', async () => {
    expect(await states('order-from-anywhere')).toEqual({ trajectory: 'order-from-anywhere', answers: null, state: null });
  });

  it('complains about a file that cannot be written before anything is judged', async () => {
    const { status, stdout, stderr } = await command(
      'verify',
      'specs/shop/openapi.yaml',
      'specs/shop/trajectories/spend-exactly.json',
      '--states',
      '/no/such/folder/states.jsonl',
    );
    expect([status, stdout]).toEqual([74, '']);
    expect(stderr).toContain('its folder does not exist');
  });
});
