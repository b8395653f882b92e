// `--solver` is a flag of every command that asks questions: what it names answers, and what is no solver is wrong input.

import { describe, expect, test } from 'vitest';
import { command } from '../support/command.ts';
import { NATIVE_NAMES, nativePath } from '../support/native-solver.ts';

const SPEC = 'specs/shop/openapi.yaml';
const ANY = 'specs/shop/trajectories/restock-from-anywhere.json';

describe.each(NATIVE_NAMES)('--solver with %s', (name) => {
  test('verify', async () => {
    const { status, stdout } = await command('verify', SPEC, ANY, '--json', '--solver', nativePath(name));
    const { verdict, solver } = JSON.parse(stdout);
    expect([status, verdict]).toEqual([0, 'valid']);
    expect(solver).toMatchObject({ backend: `${name}-native`, version: expect.stringMatching(new RegExp(`^${name} \\d`)) });
    expect(solver.queries).toBeGreaterThan(0);
    expect(solver.rlimit).toBeGreaterThan(0);
  });

  test('plan', async () => {
    const goal = "products['tea'].stock == 0";
    const args = [SPEC, '--goal', goal, '--json', '--max-calls', '1'];
    const [built, native] = [await command('plan', ...args), await command('plan', ...args, '--solver', nativePath(name))];
    expect(native.status).toBe(built.status);
    expect(JSON.parse(native.stdout).solver.backend).toBe(`${name}-native`);
    expect(JSON.parse(native.stdout).plans).toHaveLength(JSON.parse(built.stdout).plans.length);
  });
});

test.each(['verify', 'plan', 'check'])('%s: what is no solver is said', async (name) => {
  const more = { verify: [ANY], plan: ['--goal', 'true'], check: [] }[name] ?? [];
  const { status, stdout, stderr } = await command(name, SPEC, ...more, '--solver', 'no/such/solver');
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^error: the solver no\/such\/solver cannot be started: .*ENOENT \[solver-not-started\]\n {2}hint: /);
});
