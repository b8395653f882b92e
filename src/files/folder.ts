// Decides how a folder of results is written and read again: new or empty when written, plain files below it when read.

import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../base/diagnostic.ts';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import { reasonOf } from './reason.ts';

/** Complaints if a folder cannot be written to: it has something in it, or is none. It is made if it is not there. */
export function prepareFolder(path: string): readonly Diagnostic[] {
  try {
    mkdirSync(path, { recursive: true });
    if (readdirSync(path).length === 0) return [];
    return [complaint(path, 'folder-not-empty', 'the folder has something in it already', 'name another one, or empty it')];
  } catch (error) {
    return [complaint(path, 'unwritable', `the folder cannot be made: ${reasonOf(error)}`)];
  }
}

/** Writes files by their paths below a folder. No complaints if that worked. */
export function writeFolder(path: string, files: ReadonlyMap<string, string>): readonly Diagnostic[] {
  try {
    for (const [name, text] of files) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return [];
  } catch (error) {
    return [complaint(path, 'unwritable', `the folder cannot be written: ${reasonOf(error)}`)];
  }
}

/** The text of a plain file below a folder; null for what is missing, is or lies behind a link, or is larger than a file may be. */
export function readBelow(folder: string, path: string): string | null {
  const parts = path.split('/');
  let at = folder;
  for (const [i, part] of parts.entries()) {
    at = join(at, part);
    if (!existsSync(at)) return null;
    const stats = lstatSync(at);
    const last = i === parts.length - 1;
    if (stats.isSymbolicLink() || (last ? !stats.isFile() : !stats.isDirectory()) || stats.size > DEFAULT_LIMITS.maxFileBytes) return null;
  }
  return readFileSync(at, 'utf8');
}

function complaint(file: string, code: string, message: string, hint?: string): Diagnostic {
  return { code, severity: 'error', message, source: { file, line: 1, column: 1 }, ...(hint === undefined ? {} : { hint }) };
}
