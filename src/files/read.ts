// Decides how input files become bytes and text: size and encoding are checked, and what is wrong is a diagnostic.

import { readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Checked, Diagnostic } from '../base/diagnostic.ts';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import { didYouMean } from '../base/suggest.ts';
import { decodeFile } from '../spec/tree/decode.ts';
import { hasCode, reasonOf } from './reason.ts';

/** The path that stands for standard input. */
export const STANDARD_INPUT = '-';

const STANDARD_INPUT_DESCRIPTOR = 0;
const CHUNK_BYTES = 65_536;
const WAIT_MS = 5;
/** Names of a folder that are compared with one that is missing. */
const MAX_NEIGHBOURS = 1000;

/** The UTF-8 text of a file, or of standard input for `-`, without a byte order mark. */
export function readText(path: string): Checked<string> {
  const bytes = readBytes(path);
  if (bytes.value === null) return { value: null, diagnostics: bytes.diagnostics };
  const decoded = decodeFile(path, bytes.value, DEFAULT_LIMITS);
  return { value: decoded.value?.text ?? null, diagnostics: decoded.diagnostics };
}

/** The bytes of a file, or of standard input for `-` (which has them once). */
export function readBytes(path: string): Checked<Uint8Array> {
  try {
    if (path === STANDARD_INPUT) return readStandardInput();
    const stats = statSync(path);
    if (stats.isDirectory()) return failed('not-a-file', path, 'this is a folder, not a file');
    if (stats.size > DEFAULT_LIMITS.maxFileBytes) return tooLarge(path, `the file has ${stats.size} bytes`);
    return { value: readFileSync(path), diagnostics: [] };
  } catch (error) {
    return failed('unreadable', path, `the file cannot be read: ${reasonOf(error)}`, neighbour(path));
  }
}

// In chunks, as what comes through a pipe may have no end.
function readStandardInput(): Checked<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (let total = 0; ; ) {
    const chunk = readChunk();
    if (chunk.length === 0) return { value: Buffer.concat(chunks), diagnostics: [] };
    total += chunk.length;
    if (total > DEFAULT_LIMITS.maxFileBytes) return tooLarge(STANDARD_INPUT, 'standard input goes on');
    chunks.push(chunk);
  }
}

/** The next bytes of standard input; none at its end. */
function readChunk(): Uint8Array {
  const buffer = Buffer.alloc(CHUNK_BYTES);
  for (;;) {
    try {
      return buffer.subarray(0, readSync(STANDARD_INPUT_DESCRIPTOR, buffer));
    } catch (error) {
      if (hasCode(error, 'EOF')) return buffer.subarray(0, 0);
      if (!hasCode(error, 'EAGAIN')) throw error;
      // A descriptor that somebody made non-blocking has nothing yet.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0, WAIT_MS);
    }
  }
}

function tooLarge(path: string, what: string): Checked<never> {
  return failed('file-too-large', path, `${what}: the limit is ${DEFAULT_LIMITS.maxFileBytes} bytes`);
}

/** A file of the same folder that may have been meant. */
function neighbour(path: string): { readonly hint?: string } {
  try {
    return didYouMean(basename(path), readdirSync(dirname(path)).slice(0, MAX_NEIGHBOURS));
  } catch {
    // No folder to look in: the complaint is about the file, and a hint is only a help.
    return {};
  }
}

function failed(code: string, file: string, message: string, more: { readonly hint?: string } = {}): Checked<never> {
  const diagnostic: Diagnostic = { code, severity: 'error', message, source: { file, line: 1, column: 1 }, ...more };
  return { value: null, diagnostics: [diagnostic] };
}
