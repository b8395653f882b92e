// What `--as` prints of the runs that verify, plan and check find, and that statuses stay what they are.

import { afterAll, describe, expect, it } from 'vitest';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { command } from '../../support/command.ts';

afterAll(disposeDefaultSolver);

const SHOP = 'specs/shop/openapi.yaml';
const trajectory = (name: string): string => `specs/shop/trajectories/${name}.json`;

describe('--as', () => {
  it.each([
    ['http', /^# ship-then-cancel: the claim fails at step 2, 409 instead of 2xx: only a placed order can be cancelled\n/],
    ['curl', /^#!\/bin\/sh\n/],
    ['arazzo', /^\{\n {2}"arazzo": "1\.0\.1"/],
    ['itf', /^\{"#meta":\{"format":"ITF"/],
    ['vitest', /^import \{ expect, test \} from 'vitest';\n/],
  ])('%s prints the counterexample instead of the report', async (format, start) => {
    const { status, stdout, stderr } = await command('verify', SHOP, trajectory('ship-then-cancel'), '--as', format);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(start);
    expect(stdout).not.toContain('invalid  ship-then-cancel');
  });

  it('prints what is valid with the values that were found for its holes, and says of which verdicts there is no run', async () => {
    const files = [trajectory('spend-exactly'), trajectory('spend-too-much')];
    const { status, stdout } = await command('verify', SHOP, ...files, '--as', 'http');
    expect(status).toBe(1);
    expect(stdout).toContain('# spend-exactly: every step ends as claimed\n');
    expect(stdout).toContain('{"sku":"tea","quantity":3}');
  });

  it('says where a counterexample starts', async () => {
    const { stdout } = await command('verify', SHOP, trajectory('order-from-anywhere'), '--as', 'curl');
    expect(stdout).toContain('# The server starts with nothing in it.\n');
  });

  it('leaves out what is valid where one wants to be quiet', async () => {
    expect(await command('verify', SHOP, trajectory('spend-exactly'), '--as', 'http', '--quiet')).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('is not for programs that read --json', async () => {
    const { status, stderr } = await command('verify', SHOP, trajectory('spend-exactly'), '--as', 'http', '--json');
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining("'--json'") });
  });

  it('prints plans, and says where there is none', async () => {
    const goal = "orders.exists(o, orders[o].status == 'shipped')";
    const { status, stdout } = await command('plan', SHOP, '--goal', goal, '--as', 'http');
    expect(status).toBe(0);
    expect(stdout).toContain('\nPOST /orders/order#1/ship\n');
    const none = await command('plan', SHOP, '--goal', 'orders.exists(o, orders[o].total < 0.0)', '--max-steps', '1', '--as', 'http');
    expect(none).toEqual({ status: 1, stdout: '', stderr: expect.stringContaining('there is no plan') });
  });

  it('prints the runs that break a promise, whose last request an implementation must not let succeed', async () => {
    const { status, stdout } = await command('check', 'specs/classics/lease-lock.yaml', '--as', 'curl');
    expect(status).toBe(1);
    expect(stdout).toContain("send enter-4 failure POST '/section?worker=w2'");
    expect(stdout.match(/^send /gm)).toHaveLength(5);
  });
});
