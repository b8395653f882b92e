// Decides how input files become text: size and encoding are checked, and what is wrong is a diagnostic.

import { readFileSync, statSync } from 'node:fs';
import type { Checked, Diagnostic } from '../base/diagnostic.ts';
import { DEFAULT_LIMITS } from '../base/limits.ts';

const STANDARD_INPUT = '-';

/** The UTF-8 text of a file, or of standard input for `-`. */
export function readText(path: string): Checked<string> {
  const bytes = readBytes(path);
  if (bytes.value === null) return { value: null, diagnostics: bytes.diagnostics };
  try {
    return { value: new TextDecoder('utf-8', { fatal: true }).decode(bytes.value), diagnostics: [] };
  } catch {
    return failed('not-utf8', path, `${path} is not UTF-8 text`);
  }
}

/** The bytes of a file, or of standard input for `-`. */
export function readBytes(path: string): Checked<Uint8Array> {
  try {
    if (path === STANDARD_INPUT) return { value: readFileSync(0), diagnostics: [] };
    const stats = statSync(path);
    if (stats.isDirectory()) return failed('not-a-file', path, `${path} is a directory`);
    if (stats.size > DEFAULT_LIMITS.maxFileBytes)
      return failed('file-too-large', path, `${path} has ${stats.size} bytes, more than the limit of ${DEFAULT_LIMITS.maxFileBytes}`);
    return { value: readFileSync(path), diagnostics: [] };
  } catch (error) {
    return failed('unreadable', path, `${path} cannot be read: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
  const reasons: Readonly<Record<string, string>> = { ENOENT: 'no such file', EACCES: 'permission denied', EISDIR: 'it is a directory' };
  return reasons[code] ?? code;
}

function failed(code: string, file: string, message: string): Checked<never> {
  const diagnostic: Diagnostic = { code, severity: 'error', message, source: { file, line: 1, column: 1 } };
  return { value: null, diagnostics: [diagnostic] };
}
