// Colours and progress are for people at a terminal; a pipe gets the plain lines of the result, and nothing else.

import { afterAll, describe, expect, it } from 'vitest';
import { printable } from '../../../src/cli/printable.ts';
import { runProgram } from '../../../src/cli/program.ts';
import { createTerminal } from '../../../src/cli/terminal.ts';
import { temporaryFolder } from '../../support/command.ts';

const SHOP = 'specs/shop/openapi.yaml';
const TRAJECTORY = 'specs/shop/trajectories/ship-then-cancel.json';
const ESCAPE = '\u001b';
const folder = temporaryFolder();
afterAll(() => folder.remove());

interface Setting {
  readonly outIsTerminal?: boolean;
  readonly errorsAreTerminal?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

async function printed(
  { outIsTerminal = false, errorsAreTerminal = false, env = {} }: Setting,
  ...args: readonly string[]
): Promise<{ out: string; errors: string }> {
  const written = { out: '', errors: '' };
  const terminal = createTerminal({
    stdout: { isTTY: outIsTerminal, write: (text) => (written.out += text) },
    stderr: { isTTY: errorsAreTerminal, write: (text) => (written.errors += text) },
    env,
  });
  await runProgram(args.length > 0 ? args : ['verify', SHOP, TRAJECTORY], terminal);
  return written;
}

describe('in a pipe', () => {
  it('there are no colours and no progress', async () => {
    const { out, errors } = await printed({});
    expect(out).not.toContain(ESCAPE);
    expect(errors).toBe('');
  });
});

describe('on a terminal', () => {
  const both = { outIsTerminal: true, errorsAreTerminal: true };

  it('progress is on standard error, and is taken away', async () => {
    const { errors } = await printed({ errorsAreTerminal: true });
    expect(errors).toContain('0 of 1 trajectories judged');
    expect(errors.endsWith(`\r${ESCAPE}[2K`)).toBe(true);
  });

  it('the result has colours', async () => {
    const { out } = await printed(both);
    expect(out).toContain(`${ESCAPE}[31minvalid${ESCAPE}[39m`);
  });

  it.each<[string, Record<string, string>]>([
    ['NO_COLOR is set', { NO_COLOR: '1' }],
    ['the terminal knows none', { TERM: 'dumb' }],
  ])('it has none where %s', async (_, env) => {
    expect((await printed({ ...both, env })).out).not.toContain(ESCAPE);
  });

  it('an empty NO_COLOR is none', async () => {
    expect((await printed({ ...both, env: { NO_COLOR: '' } })).out).toContain(ESCAPE);
  });

  it('JSON has no colours even there', async () => {
    expect((await printed(both, 'verify', SHOP, TRAJECTORY, '--json')).out).not.toContain(ESCAPE);
  });

  it('the colours are those of the stream: a result in a file is plain', async () => {
    const { out, errors } = await printed({ errorsAreTerminal: true }, 'verify', SHOP, 'none.json');
    expect(out).toBe('');
    expect(errors).toContain(`${ESCAPE}[31merror:${ESCAPE}[39m`);
  });
});

describe('untrusted text', () => {
  it.each([
    ['moves no cursor', 'a\u001b[2Jb', 'a\\u001b[2Jb'],
    ['paints nothing in a pipe', '\u001b[31mred', '\\u001b[31mred'],
    ['does not turn its direction', 'a\u202eb', 'a\\u202eb'],
    ['keeps tabs, lines and every other letter', 'é\t→\nжש', 'é\t→\nжש'],
  ])('%s', (_, text, shown) => {
    expect(printable(text, false)).toBe(shown);
  });

  it('keeps our colours where there are colours', () => {
    expect(printable(`${ESCAPE}[31mred${ESCAPE}[39m${ESCAPE}]0;title\u0007`, true)).toBe(
      `${ESCAPE}[31mred${ESCAPE}[39m\\u001b]0;title\\u0007`,
    );
  });

  it('in the name of a trajectory is shown as JSON would', async () => {
    const file = folder.file('odd.json', JSON.stringify({ id: 'x\u001b[2J', steps: [] }));
    expect((await printed({}, 'verify', SHOP, file)).out).toContain('x\\u001b[2J');
  });
});
