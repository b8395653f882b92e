// Decides how offsets in an input file become places: line starts are found once, then every lookup is a binary search.

import type { Source } from '../../base/source.ts';

/** The text of one input file, as it was decoded. */
export interface SpecFile {
  readonly path: string;
  readonly text: string;
  /** Offset of the first character of each line; the first is 0. */
  readonly lineStarts: readonly number[];
}

export function specFile(path: string, text: string): SpecFile {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { path, text, lineStarts };
}

/** The place of an offset. A length is cut at the end of its line; offsets past the end are the end. */
export function sourceAt(file: SpecFile, offset: number, length?: number): Source {
  const at = Math.max(0, Math.min(offset, file.text.length));
  const line = lineOf(file.lineStarts, at);
  const start = file.lineStarts[line] ?? 0;
  const place = { file: file.path, line: line + 1, column: at - start + 1 };
  if (length === undefined) return place;
  const end = lineEnd(file, line);
  return { ...place, length: Math.max(1, Math.min(length, end - at)) };
}

function lineEnd(file: SpecFile, line: number): number {
  const next = file.lineStarts[line + 1];
  if (next === undefined) return file.text.length;
  return file.text[next - 2] === '\r' ? next - 2 : next - 1;
}

// Index of the last line that starts at or before the offset.
function lineOf(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
