// Decides how end-to-end tests use the package: the command in a process of its own, from the folder where it was installed.

import { spawnSync } from 'node:child_process';
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

/** Runs a module's text with `envfactory` importable by its name. */
export function runModule(text: string): Ended {
  return runNode(inject('installed').folder, ['--input-type=module', '-e', text]);
}

function runNode(cwd: string, args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', timeout: COMMAND_TIMEOUT_MS });
  return { status, stdout, stderr };
}
