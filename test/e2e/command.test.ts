// The command as a process: what the rest of a system sees of it are statuses, streams and signals.

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { envfactory, envfactoryReading, shell, startEnvfactory } from '../support/installed.ts';

const SHOP = 'specs/shop/openapi.yaml';
const shop = (name: string): string => `specs/shop/trajectories/${name}.json`;
const read = (name: string): string => readFileSync(shop(name), 'utf8');

describe('the exit status of the process', () => {
  it.each<[string, readonly string[], number]>([
    ['0 where all is valid', ['verify', SHOP, shop('order-and-cancel')], 0],
    ['1 where something is invalid', ['verify', SHOP, shop('ship-then-cancel'), '--json'], 1],
    ['2 where the input is wrong', ['verify', SHOP, 'none.json'], 2],
    ['2 where an argument is wrong', ['verify', SHOP], 2],
    ['2 where there is no argument', [], 2],
    ['2 for a command that does not exist', ['generate', SHOP, '-n', '3'], 2],
    ['3 where something is undecided', ['verify', SHOP, shop('order-from-anywhere'), '--rlimit', '1'], 3],
  ])('is %s', (_, args, status) => {
    const ended = envfactory(...args);
    expect({ status: ended.status, isInternal: ended.stderr.includes('internal error') }).toEqual({ status, isInternal: false });
    if (status === 2) expect(ended.stdout).toBe('');
    else expect(ended.stderr).toBe('');
  });
});

describe('standard input', () => {
  it('is the trajectories for -', () => {
    const ended = envfactoryReading(read('order-and-cancel'), 'verify', SHOP, '-');
    expect(ended).toEqual({ status: 0, stdout: 'valid    order-and-cancel  3 of 3 steps hold, goal holds\n', stderr: '' });
  });

  it('is the document for -', () => {
    const ended = envfactoryReading(readFileSync(SHOP, 'utf8'), 'verify', '-', shop('order-and-cancel'));
    expect(ended).toMatchObject({ status: 0, stderr: '' });
  });

  it('is what is imported for -, and goes on to the next command', () => {
    const ended = shell(
      'envfactory import specs/tau2-retail/data/tasks.json --from tau2 | head -2 | envfactory verify specs/tau2-retail/openapi.yaml - --overlay constraints/tau2-retail.overlay.yaml --initial specs/tau2-retail/data/db.json',
    );
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^valid {4}0 .*\nvalid {4}1 /);
  });

  it('that is empty is complained about', () => {
    const ended = envfactoryReading('', 'verify', SHOP, '-');
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toContain('-:1:1: error: the file is empty');
  });
});

describe('standard output', () => {
  it('that nobody reads any more ends the command without a word', () => {
    const ended = shell('envfactory import specs/tau2-retail/data/tasks.json --from tau2 | head -1; echo $PIPESTATUS');
    expect(ended.stderr).toBe('');
    const [first, status] = ended.stdout.trimEnd().split('\n');
    expect(JSON.parse(first ?? '')).toMatchObject({ id: '0' });
    // It may have been faster than its reader.
    expect(['0', '141']).toContain(status);
  });

  it('that was closed before the first line does so too', () => {
    const ended = shell(`envfactory verify ${SHOP} ${shop('order-and-cancel')} | true; echo $PIPESTATUS`);
    expect(ended).toEqual({ status: 0, stdout: '141\n', stderr: '' });
  });

  it.each(['/dev/full'].filter(existsSync))('that is full, as %s is, is said, with a status of its own', (full) => {
    const ended = shell(`envfactory verify ${SHOP} ${shop('order-and-cancel')} > ${full}`);
    expect(ended).toEqual({ status: 74, stdout: '', stderr: 'error: the output cannot be written: ENOSPC\n' });
  });
});

describe('a signal', () => {
  it('ends the command at once, also while it waits', async () => {
    const child = startEnvfactory('verify', SHOP, '-');
    setTimeout(() => child.kill('SIGINT'), 1500);
    const ended = await new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    expect(ended).toEqual({ code: null, signal: 'SIGINT' });
  });
});

describe('--jobs', () => {
  const trajectories = ['ship-then-cancel', 'spend-too-much', 'order-from-anywhere'].map(shop);
  const judged = (...flags: readonly string[]): string =>
    envfactory('verify', SHOP, ...trajectories, '--json', ...flags).stdout.replace(/"ms":\d+/g, '"ms":0');

  it('changes nothing but the time', () => {
    const alone = judged();
    expect(alone.split('\n')).toHaveLength(trajectories.length + 1);
    for (const jobs of ['2', '4']) expect(judged('--jobs', jobs)).toBe(alone);
  });

  it('passes on what is wrong with a trajectory, and still judges the others', () => {
    const input = `${JSON.stringify({ id: 'odd', steps: [], goal: 'nothing' })}\n${JSON.stringify({ id: 'good', steps: [] })}\n`;
    const ended = envfactoryReading(input, 'verify', SHOP, '-', '--jobs', '2', '--json');
    expect(ended.status).toBe(2);
    expect(JSON.parse(ended.stdout)).toMatchObject({ trajectory: 'good', verdict: 'valid' });
    expect(ended.stderr).toContain("goal of trajectory odd: there is no 'nothing' here");
  });
});
