// Decides how tests run other programs: what is given to them, and what came of it.

import { execFile, spawnSync } from 'node:child_process';

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program with arguments to its end, without blocking this process: it may be asking a server in it. */
export function ran(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(program, args, { ...options, env: { ...process.env, ...options.env }, timeout: 60_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      resolve({ status: typeof code === 'number' ? code : -1, stdout, stderr });
    });
  });
}

/** Whether programs of these names are installed. */
export function areInstalled(...names: readonly string[]): boolean {
  return names.every((name) => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name]).status === 0);
}
