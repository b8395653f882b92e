// Decides what `envfactory import` does: other tools' files become trajectories, one line of JSON each.

import { writeFileSync } from 'node:fs';
import { hasErrors } from '../base/diagnostic.ts';
import { parseJson, toJson } from '../base/json.ts';
import { trajectoriesOfTau2 } from '../export/tau2.ts';
import { readText } from '../files/read.ts';
import { EXIT_INPUT, EXIT_OK } from './exit.ts';
import type { Terminal } from './terminal.ts';

/** Formats that can be imported, with what they are. */
export const IMPORT_FORMATS: Readonly<Record<string, string>> = {
  tau2: 'task file of the tau2 benchmark (a list of tasks with gold actions)',
};

/** Runs the command; the result is the exit status. */
export function runImport(file: string, output: string | undefined, terminal: Terminal): number {
  const text = readText(file);
  if (terminal.report(text.diagnostics) || text.value === null) return EXIT_INPUT;
  const parsed = parseJson(text.value, file);
  if (hasErrors(parsed.diagnostics)) {
    terminal.report(parsed.diagnostics);
    return EXIT_INPUT;
  }
  const imported = trajectoriesOfTau2(parsed.value);
  if (terminal.report(imported.diagnostics) || imported.value === null) return EXIT_INPUT;
  const lines = imported.value.map((trajectory) => toJson(trajectory));
  if (output === undefined) for (const line of lines) terminal.print(line);
  else writeFileSync(output, lines.map((line) => `${line}\n`).join(''));
  return EXIT_OK;
}
