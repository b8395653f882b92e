// Decides how end-to-end tests use the package: the command in a process of its own, from the folder where it was installed.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where to import `envfactory` from, and the file of its command; see scripts/test/installed.mjs. */
    installed: { readonly folder: string; readonly command: string };
  }
}

const COMMAND_TIMEOUT_MS = 120_000;

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the installed command. Paths among the arguments are relative to the root of the repository. */
export function envfactory(...args: readonly string[]): Ended {
  return runNode(process.cwd(), [inject('installed').command, ...args]);
}

/** Runs the installed command on what it reads from standard input. */
export function envfactoryReading(input: string, ...args: readonly string[]): Ended {
  return runNode(process.cwd(), [inject('installed').command, ...args], input);
}

/** Runs a line of a shell, in which `envfactory` is the installed command. */
export function shell(line: string): Ended {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `envfactory() { "$NODE" "$COMMAND" "$@"; }; ${line}`], {
    encoding: 'utf8',
    timeout: COMMAND_TIMEOUT_MS,
    env: { ...process.env, NODE: process.execPath, COMMAND: inject('installed').command },
  });
  return { status, stdout, stderr };
}

/** Starts the installed command and leaves it running. */
export function startEnvfactory(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [inject('installed').command, ...args], { stdio: 'pipe' });
}

/** Runs a module's text with `envfactory` importable by its name. */
export function runModule(text: string): Ended {
  return runNode(inject('installed').folder, ['--input-type=module', '-e', text]);
}

function runNode(cwd: string, args: readonly string[], input = ''): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', timeout: COMMAND_TIMEOUT_MS, input });
  return { status, stdout, stderr };
}
