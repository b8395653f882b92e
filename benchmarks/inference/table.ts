// Decides how a table looks in a report.

/** `words` columns from the left are words, the rest numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], words: number): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i < words ? '---' : '---:'))), ...rows.map(line)];
}
