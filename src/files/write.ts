// Decides how results are written to files: what goes wrong is a diagnostic.

import { appendFileSync, writeFileSync } from 'node:fs';
import type { Diagnostic } from '../base/diagnostic.ts';
import { hasCode, reasonOf } from './reason.ts';

/** Writes a text file, over one that is there. No complaints if that worked. */
export function writeText(path: string, text: string): readonly Diagnostic[] {
  return attempt(path, () => writeFileSync(path, text));
}

/** Writes at the end of a text file. No complaints if that worked. */
export function appendText(path: string, text: string): readonly Diagnostic[] {
  return attempt(path, () => appendFileSync(path, text));
}

function attempt(path: string, write: () => void): readonly Diagnostic[] {
  try {
    write();
    return [];
  } catch (error) {
    const message = `the file cannot be written: ${hasCode(error, 'ENOENT') ? 'its folder does not exist' : reasonOf(error)}`;
    return [{ code: 'unwritable', severity: 'error', message, source: { file: path, line: 1, column: 1 } }];
  }
}
