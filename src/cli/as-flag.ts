// Decides the flag `--as`: which formats it takes, and what is printed where a run cannot be told.

import { Option } from 'commander';
import type { Contract } from '../contract/contract.ts';
import type { Script } from '../export/script/script.ts';
import { printScripts, TRACE_FORMATS, type TraceFormat } from '../export/trace-formats.ts';
import type { Terminal } from './terminal.ts';

/** The flag, to be added to a command; not with `--json`. */
export function asFlag(what: string): Option {
  const formats = Object.entries(TRACE_FORMATS);
  return new Option(
    '--as <format>',
    `print ${what} for another tool instead: ${formats.map(([name, text]) => `${name}: ${text}`).join('; ')}`,
  )
    .choices(formats.map(([name]) => name))
    .conflicts('json');
}

/** A run to print, or why there is none. */
export interface Told {
  readonly id: string;
  readonly script: Script | null;
  /** Said where there is no script. */
  readonly why: string;
}

/** Prints the runs in the format, and says which have none. Nothing is printed where no run has. */
export function printAs(contract: Contract, format: TraceFormat, told: readonly Told[], document: string, terminal: Terminal): void {
  for (const { id, script, why } of told) if (script === null) terminal.say(`${id}: ${why}`);
  const scripts = told.flatMap(({ script }) => script ?? []);
  if (scripts.length > 0) terminal.print(printScripts(contract, format, scripts, document).trimEnd());
}
