// Decides how tests run the command inside their own process: arguments in, exit status and what was printed out.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../../src/cli/program.ts';
import { createTerminal } from '../../src/cli/terminal.ts';

export interface Printed {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command; its output goes to no terminal. */
export async function command(...args: readonly string[]): Promise<Printed> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr'): { write(text: string): void } => ({
    write: (text) => {
      written[name] += text;
    },
  });
  const status = await runProgram(args, createTerminal({ stdout: stream('stdout'), stderr: stream('stderr'), env: {} }));
  return { status, ...written };
}

/** A folder for the files of one test file. */
export interface Folder {
  /** Writes a file and gives its path. Anything but text and bytes is written as JSON. */
  file(name: string, content: unknown): string;
  path(name: string): string;
  /** The text with the folder's path as `FOLDER`. */
  hidden(text: string): string;
  remove(): void;
}

export function temporaryFolder(): Folder {
  const folder = mkdtempSync(join(tmpdir(), 'envfactory-'));
  return {
    path: (name) => join(folder, name),
    file: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content));
      return path;
    },
    hidden: (text) => text.replaceAll(folder, 'FOLDER'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
