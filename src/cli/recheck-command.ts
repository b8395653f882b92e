// Decides what `envfactory recheck` does with its arguments: reads a certificate, checks it, and says how it went.

import { readManifest } from '../evidence/read-manifest.ts';
import { type Rechecked, recheck } from '../evidence/recheck.ts';
import { recheckToJson } from '../evidence/recheck-to-json.ts';
import { readBelow } from '../files/folder.ts';
import { type ScriptSolver, scriptSolver } from '../verify/script-solver.ts';
import { EXIT_INPUT, EXIT_INVALID, EXIT_OK, EXIT_UNKNOWN } from './exit.ts';
import { renderRecheck } from './render-recheck.ts';
import type { Terminal } from './terminal.ts';

/** The flags of the command, as parsed. */
export interface RecheckFlags {
  readonly solver?: string;
  readonly timeout: number;
  readonly questions?: boolean;
  readonly json?: boolean;
}

/** Solvers that are looked for where none is named; one that is not the Z3 that is built in comes first. */
const LOOKED_FOR = ['cvc5', 'z3'];

/** Runs the command; the result is the exit status. */
export async function runRecheck(folder: string, flags: RecheckFlags, terminal: Terminal): Promise<number> {
  const text = readBelow(folder, 'certificate.json');
  const source = { file: folder, line: 1, column: 1 };
  if (text === null) {
    terminal.report([{ code: 'no-certificate', severity: 'error', message: "the folder has no 'certificate.json'", source }]);
    return EXIT_INPUT;
  }
  const manifest = readManifest(text, `${folder}/certificate.json`);
  if (terminal.report(manifest.diagnostics) || manifest.value === null) return EXIT_INPUT;
  const second = secondSolver(flags, terminal);
  if (second === undefined) return EXIT_INPUT;
  const result = await recheck(manifest.value, {
    read: (path) => readBelow(folder, path),
    ask: second === null ? null : (script) => second.ask(script),
    progress: terminal.progress,
  });
  terminal.progress('');
  terminal.report(result.diagnostics);
  const solver = second?.version ?? null;
  const rendering = { solver, questions: flags.questions ?? false, style: terminal.style };
  terminal.print(flags.json ? recheckToJson(manifest.value, result, solver) : renderRecheck(manifest.value, result, rendering));
  return statusOf(result, second !== null);
}

/** The second solver; null if there is none, undefined if the one that was named cannot be used. */
function secondSolver({ solver, timeout }: RecheckFlags, terminal: Terminal): ScriptSolver | null | undefined {
  if (solver !== undefined) {
    const named = scriptSolver(solver, timeout);
    return terminal.report(named.diagnostics) || named.value === null ? undefined : named.value;
  }
  return LOOKED_FOR.map((name) => scriptSolver(name, timeout).value).find((found) => found !== null) ?? null;
}

function statusOf({ findings, entries }: Rechecked, hasSecond: boolean): number {
  if (findings.some(({ kind }) => kind !== 'unconfirmed')) return EXIT_INVALID;
  const asked = entries.some(({ queries, open }) => queries > open);
  return findings.length > 0 || (asked && !hasSecond) ? EXIT_UNKNOWN : EXIT_OK;
}
