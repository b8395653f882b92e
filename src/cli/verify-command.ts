// Decides what `envfactory verify` does with its arguments: loads, judges, renders, and says how it went.

import { writeFileSync } from 'node:fs';
import type { Diagnostic } from '../base/diagnostic.ts';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import { didYouMean } from '../base/suggest.ts';
import type { Contract, Layer } from '../contract/contract.ts';
import type { InitialState, Trajectory } from '../contract/trajectory.ts';
import { loadContractFiles } from '../files/contract.ts';
import { readInitial } from '../files/initial.ts';
import { readTrajectories } from '../files/trajectories.ts';
import { verdictToJson } from '../verify/json.ts';
import { DEFAULT_OPTIONS, type VerifyOptions } from '../verify/options.ts';
import type { Query } from '../verify/prover.ts';
import { queriesToSmtLib } from '../verify/queries.ts';
import type { HoleMode, Verdict } from '../verify/verdict.ts';
import { verifyAll } from '../verify/verify-all.ts';
import { EXIT_INPUT, EXIT_INVALID, EXIT_OK, EXIT_UNKNOWN } from './exit.ts';
import { renderSummary } from './render-summary.ts';
import { renderVerdict } from './render-verdict.ts';
import type { Terminal } from './terminal.ts';

/** The flags of the command, as parsed. */
export interface VerifyFlags {
  readonly overlay: readonly string[];
  readonly allow: readonly string[];
  readonly initial?: string;
  readonly holes: HoleMode;
  readonly keepGoing?: boolean;
  readonly layers: readonly Layer[];
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly summary?: boolean;
  readonly only: readonly string[];
  readonly smtlib?: string;
  readonly jobs: number;
  readonly rlimit: number;
  readonly timeout: number;
  readonly scope: number;
  readonly seed: number;
}

interface Input {
  readonly contract: Contract;
  readonly trajectories: readonly Trajectory[];
  readonly initial: InitialState | null;
}

/** Runs the command; the result is the exit status. */
export async function runVerify(spec: string, files: readonly string[], flags: VerifyFlags, terminal: Terminal): Promise<number> {
  const input = readInput(spec, files, flags, terminal);
  if (!input) return EXIT_INPUT;
  const queries: Query[] = [];
  const options = optionsOf(flags, input.initial, flags.smtlib === undefined ? null : (query) => void queries.push(query));
  const verdicts: Verdict[] = [];
  const complaints: Diagnostic[] = [];
  for await (const { verdict, diagnostics } of verifyAll(input.contract, input.trajectories, options, flags.jobs)) {
    complaints.push(...diagnostics);
    if (!verdict) continue;
    verdicts.push(verdict);
    terminal.progress('');
    show(verdict, input.contract, flags, terminal);
    terminal.progress(`${verdicts.length} of ${input.trajectories.length} trajectories judged`);
  }
  terminal.progress('');
  if (flags.smtlib !== undefined) writeFileSync(flags.smtlib, queriesToSmtLib(queries));
  if (terminal.report(distinct(complaints))) return EXIT_INPUT;
  if (!flags.json && (flags.summary || input.trajectories.length > 1)) terminal.print(renderSummary(verdicts, terminal.style));
  return statusOf(verdicts);
}

function readInput(spec: string, files: readonly string[], flags: VerifyFlags, terminal: Terminal): Input | null {
  const contract = loadContractFiles({ document: spec, overlays: flags.overlay, layers: flags.layers, allow: flags.allow });
  if (terminal.report(contract.diagnostics) || !contract.value) return null;
  const trajectories = readTrajectories(files);
  const initial = flags.initial === undefined ? null : readInitial(flags.initial);
  const failed = [trajectories.diagnostics, initial?.diagnostics ?? []].map((d) => terminal.report(d)).includes(true);
  if (failed || !trajectories.value) return null;
  const chosen = choose(trajectories.value, flags.only, terminal);
  return chosen && { contract: contract.value, trajectories: chosen, initial: initial?.value ?? null };
}

function choose(trajectories: readonly Trajectory[], only: readonly string[], terminal: Terminal): readonly Trajectory[] | null {
  if (only.length === 0) return trajectories;
  const ids = trajectories.map((t) => t.id);
  const unknown = only.filter((id) => !ids.includes(id));
  const complaints = unknown.map(
    (id): Diagnostic => ({
      code: 'unknown-trajectory',
      severity: 'error',
      message: `there is no trajectory '${id}'`,
      ...didYouMean(id, ids),
    }),
  );
  return terminal.report(complaints) ? null : trajectories.filter((t) => only.includes(t.id));
}

function optionsOf(flags: VerifyFlags, initial: InitialState | null, record: VerifyOptions['record']): VerifyOptions {
  return {
    ...DEFAULT_OPTIONS,
    holes: flags.holes,
    keepGoing: flags.keepGoing ?? false,
    initial,
    layers: flags.layers,
    question: { rlimit: flags.rlimit, timeoutMs: flags.timeout },
    limits: { ...DEFAULT_LIMITS, scope: flags.scope },
    seed: flags.seed,
    record,
  };
}

function show(verdict: Verdict, contract: Contract, flags: VerifyFlags, terminal: Terminal): void {
  if (flags.json) terminal.print(verdictToJson(verdict));
  else if (!flags.summary && (!flags.quiet || verdict.verdict !== 'valid'))
    terminal.print(renderVerdict(verdict, { files: contract.files, style: terminal.style }));
}

// One wrong initial state is a complaint of every trajectory that starts in it.
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((d) => [JSON.stringify([d.code, d.message, d.source]), d])).values()];
}

function statusOf(verdicts: readonly Verdict[]): number {
  if (verdicts.some((v) => v.verdict === 'invalid')) return EXIT_INVALID;
  return verdicts.some((v) => v.verdict === 'unknown') ? EXIT_UNKNOWN : EXIT_OK;
}
