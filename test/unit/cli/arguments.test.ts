// What the command says to arguments: help on standard output, mistakes with a way out on standard error and status 2.

import { describe, expect, it } from 'vitest';
import { command } from '../../support/command.ts';

const SHOP = 'specs/shop/openapi.yaml';
const TRAJECTORY = 'specs/shop/trajectories/order-and-cancel.json';

describe('help goes to standard output, with status 0', () => {
  it.each([
    [['--help'], ['verify', 'import', '--version']],
    [
      ['verify', '--help'],
      ['<spec>', '--overlay', '--initial', '--holes', '--keep-going', '--json', '--seed', '3 undecided', 'Examples:'],
    ],
    [
      ['import', '--help'],
      ['<file>', 'tau2', '--json', '--seed', 'Example:'],
    ],
    [
      ['help', 'verify'],
      ['<spec>', '--smtlib'],
    ],
  ])('%j', async (args, told) => {
    const { status, stdout, stderr } = await command(...args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const text of told) expect(stdout).toContain(text);
  });

  it('and shows no value of a default that says nothing', async () => {
    const { stdout } = await command('verify', '--help');
    expect(stdout).not.toMatch(/default: (\[|"")/);
  });
});

describe('a mistake in the arguments is told on standard error, with status 2', () => {
  it.each<[string, string[], string[]]>([
    ['a command that does not exist', ['verfy', 'x'], ["unknown command 'verfy'", 'Did you mean verify?', 'envfactory --help']],
    ['a command of a later release', ['generate', SHOP], ["unknown command 'generate'", 'envfactory --help']],
    ['no command', [], ['Usage: envfactory', 'verify']],
    ['help about what does not exist', ['help', 'verfy'], ['Usage: envfactory']],
    [
      'a flag that does not exist',
      ['verify', SHOP, TRAJECTORY, '--overlai', 'x'],
      ["'--overlai'", 'Did you mean --overlay?', 'verify --help'],
    ],
    ['a flag of the program that does not exist', ['--verison'], ["'--verison'", 'Did you mean --version?']],
    ['no trajectory', ['verify', SHOP], ["missing required argument 'trajectory'"]],
    ['no document', ['verify'], ["missing required argument 'spec'"]],
    ['a flag without its value', ['verify', SHOP, TRAJECTORY, '--overlay'], ["'--overlay <file>' argument missing"]],
    ['another word for what holes stand for', ['verify', SHOP, TRAJECTORY, '--holes', 'all'], ["'all' is invalid", 'exists, forall']],
    [
      'a layer that does not exist',
      ['verify', SHOP, TRAJECTORY, '--layers', 'schema,decl'],
      ["'decl' is no layer", 'schema, declared, inferred'],
    ],
    ['a number in words', ['verify', SHOP, TRAJECTORY, '--seed', 'one'], ["'one' is invalid", 'whole number']],
    ['a negative number', ['verify', SHOP, TRAJECTORY, '--timeout', '-1'], ["'-1' is invalid", 'whole number']],
    ['a number beyond all use', ['verify', SHOP, TRAJECTORY, '--rlimit', '1'.repeat(13)], ['at most 12 digits']],
    ['no threads', ['verify', SHOP, TRAJECTORY, '--jobs', '0'], ['from 1 to 256']],
    ['too many threads', ['verify', SHOP, TRAJECTORY, '--jobs', '257'], ['from 1 to 256']],
    ['a format that does not exist', ['import', 'x', '--from', 'tau3'], ["'tau3' is invalid", 'tau2']],
    ['no format', ['import', 'x'], ["'--from <format>' not specified"]],
    ['two files to import', ['import', 'x', 'y', '--from', 'tau2'], ['too many arguments', 'but got 2']],
    [
      'a trajectory that is not among them',
      ['verify', SHOP, TRAJECTORY, '--only', 'order-and-cancle'],
      ["'order-and-cancle'", "did you mean 'order-and-cancel'?"],
    ],
    ['standard input for two files', ['verify', '-', '-'], ['standard input (-)', 'one file']],
  ])('%s', async (_, args, told) => {
    const { status, stdout, stderr } = await command(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    for (const text of told) expect(stderr).toContain(text);
  });
});

it('the version is on standard output', async () => {
  expect(await command('--version')).toEqual({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
});
