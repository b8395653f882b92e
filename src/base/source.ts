// Decides how a place in a file is named and shown: file, line, column, and a code frame.

/** A place in a source file. Lines and columns start at 1; columns count UTF-16 units. */
export interface Source {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many units from the column on belong to the place; at least 1. */
  readonly length?: number;
}

/** `file:line:column`, the form that editors and terminals make clickable. */
export function showSource(source: Source): string {
  return `${source.file}:${source.line}:${source.column}`;
}

const CONTEXT_LINES = 2;
const MAX_FRAME_WIDTH = 160;

/** The offending line with two lines around it, line numbers, and a marker under the place. */
export function codeFrame(text: string, source: Source): string {
  const lines = text.split(/\r?\n/);
  const first = Math.max(1, source.line - CONTEXT_LINES);
  const last = Math.min(lines.length, source.line + CONTEXT_LINES);
  const width = String(last).length;
  const out: string[] = [];
  for (let n = first; n <= last; n += 1) {
    const line = lines[n - 1] ?? '';
    // A minified document has one enormous line: show a window of it around the column.
    const start = n === source.line && source.column > MAX_FRAME_WIDTH ? source.column - MAX_FRAME_WIDTH / 2 : 0;
    const shown = line.slice(start, start + MAX_FRAME_WIDTH).replaceAll('\t', ' ');
    out.push(`${n === source.line ? '>' : ' '} ${String(n).padStart(width)} | ${shown}`.trimEnd());
    if (n === source.line) {
      const length = Math.max(1, Math.min(source.length ?? 1, shown.length - (source.column - 1 - start)));
      out.push(`  ${' '.repeat(width)} | ${' '.repeat(source.column - 1 - start)}${'^'.repeat(length)}`);
    }
  }
  return out.join('\n');
}
