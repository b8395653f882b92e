// Decides what `envfactory import` does: other tools' files become trajectories, one line of JSON each.

import { type Checked, hasErrors } from '../base/diagnostic.ts';
import { parseJson, toJson } from '../base/json.ts';
import type { ObjectValue, Value } from '../base/value.ts';
import type { Locate } from '../contract/reading.ts';
import { trajectoriesOfTau2 } from '../export/tau2.ts';
import { locateIn } from '../files/locate.ts';
import { readText } from '../files/read.ts';
import { writeText } from '../files/write.ts';
import { EXIT_INPUT, EXIT_OK } from './exit.ts';
import type { Terminal } from './terminal.ts';

/** The flags of the command, as parsed. */
export interface ImportFlags {
  readonly from: string;
  readonly output?: string;
}

interface ImportFormat {
  readonly description: string;
  readonly read: (content: Value, locate: Locate) => Checked<readonly ObjectValue[]>;
}

/** Formats that can be imported, by name. */
export const IMPORT_FORMATS: Readonly<Record<string, ImportFormat>> = {
  tau2: { description: 'task file of the tau2 benchmark (a list of tasks with gold actions)', read: trajectoriesOfTau2 },
};

/** Runs the command; the result is the exit status. */
export function runImport(file: string, { from, output }: ImportFlags, terminal: Terminal): number {
  const format = IMPORT_FORMATS[from];
  if (format === undefined) throw new Error(`a format that was offered cannot be read: ${from}`);
  const text = readText(file);
  if (terminal.report(text.diagnostics) || text.value === null) return EXIT_INPUT;
  const parsed = parseJson(text.value, file);
  if (hasErrors(parsed.diagnostics)) {
    terminal.report(parsed.diagnostics);
    return EXIT_INPUT;
  }
  const imported = format.read(parsed.value, locateIn(text.value, file));
  if (terminal.report(imported.diagnostics, new Map([[file, text.value]])) || imported.value === null) return EXIT_INPUT;
  const lines = imported.value.map((trajectory) => toJson(trajectory));
  if (output !== undefined) return terminal.report(writeText(output, lines.map((line) => `${line}\n`).join(''))) ? EXIT_INPUT : EXIT_OK;
  for (const line of lines) terminal.print(line);
  return EXIT_OK;
}
