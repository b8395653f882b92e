// Decides whether the bytes of a file are text: UTF-8 with or without a byte order mark, nothing else.

import type { Checked, Diagnostic } from '../../base/diagnostic.ts';
import type { Limits } from '../../base/limits.ts';
import { type SpecFile, sourceAt, specFile } from './file.ts';

/** The decoded file. Too large a file, another encoding and malformed UTF-8 are errors; the latter with the place of the first bad byte. */
export function decodeFile(path: string, bytes: Uint8Array, limits: Limits): Checked<SpecFile> {
  if (bytes.length > limits.maxFileBytes) {
    return refuse(path, 'file-too-large', `the file has ${bytes.length} bytes, more than the limit of ${limits.maxFileBytes}`);
  }
  const encoding = otherEncoding(bytes);
  if (encoding !== null) {
    const found = refuse(path, 'file-encoding', `the file is encoded in ${encoding}, not in UTF-8`);
    return { value: null, diagnostics: found.diagnostics.map((d) => ({ ...d, hint: 'save it as UTF-8' })) };
  }
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const bad = malformedAt(bytes, start);
  if (bad !== null) return malformed(path, bytes, start, bad);
  return { value: specFile(path, new TextDecoder('utf-8').decode(bytes)), diagnostics: [] };
}

function refuse(path: string, code: string, message: string): Checked<SpecFile> {
  return { value: null, diagnostics: [{ code, severity: 'error', message, source: { file: path, line: 1, column: 1 } }] };
}

function malformed(path: string, bytes: Uint8Array, start: number, bad: number): Checked<SpecFile> {
  // What comes before the bad byte is well-formed, so it tells the line and column.
  const before = specFile(path, new TextDecoder('utf-8').decode(bytes.subarray(start, bad)));
  const byte = (bytes[bad] ?? 0).toString(16).padStart(2, '0');
  const diagnostic: Diagnostic = {
    code: 'file-encoding',
    severity: 'error',
    message: `the file is not UTF-8: malformed at byte offset ${bad} (0x${byte})`,
    source: sourceAt(before, before.text.length),
  };
  return { value: null, diagnostics: [diagnostic] };
}

// JSON and YAML begin with an ASCII character, so a zero among the first bytes betrays UTF-16 or UTF-32 without a mark.
function otherEncoding(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32' : 'UTF-16';
  if (a === 0xfe && b === 0xff) return 'UTF-16';
  if (a === 0 && b === 0) return 'UTF-32';
  if ((a === 0 && b !== undefined) || (b === 0 && a !== undefined)) return 'UTF-16';
  return null;
}

/** Offset of the first byte that begins no well-formed sequence (Unicode 15, table 3-7), or null. */
function malformedAt(bytes: Uint8Array, start: number): number | null {
  let at = start;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return null;
}

function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const second = bytes[at + 1] ?? 0;
  if (lead >= 0xc2 && lead <= 0xdf) return isTail(second) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    const low = lead === 0xe0 ? 0xa0 : 0x80;
    const high = lead === 0xed ? 0x9f : 0xbf;
    return second >= low && second <= high && isTail(bytes[at + 2]) ? 3 : 0;
  }
  if (lead < 0xf0 || lead > 0xf4) return 0;
  const low = lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xf4 ? 0x8f : 0xbf;
  return second >= low && second <= high && isTail(bytes[at + 2]) && isTail(bytes[at + 3]) ? 4 : 0;
}

function isTail(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte <= 0xbf;
}
