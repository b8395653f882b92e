// Decides what `envfactory compare` does with its arguments: loads both contracts, compares, renders, and says how it went.

import type { Diagnostic } from '../base/diagnostic.ts';
import { toJson } from '../base/json.ts';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import type { Layer } from '../contract/contract.ts';
import { trajectoryValue } from '../contract/print-trajectory.ts';
import type { InitialState, Trajectory } from '../contract/trajectory.ts';
import { compare } from '../explore/compare/compare.ts';
import type { CompareResult, Inclusion } from '../explore/compare/compare-result.ts';
import { compareToJson } from '../explore/compare/compare-to-json.ts';
import { againstFiles } from '../files/against.ts';
import { loadContractFiles } from '../files/contract.ts';
import { readInitial } from '../files/initial.ts';
import { readTrajectories } from '../files/trajectories.ts';
import type { SolverSource } from '../verify/options.ts';
import type { Query } from '../verify/prover.ts';
import { type CertifiedContract, certifiedOptions, recorded, refusesCertificate, writeCertificate } from './certificate-flag.ts';
import { EXIT_INPUT, EXIT_INVALID, EXIT_OK, EXIT_OUTPUT, EXIT_UNKNOWN } from './exit.ts';
import { renderCompare } from './render-compare.ts';
import { solverOf } from './solver-flag.ts';
import type { Terminal } from './terminal.ts';

/** The flags of the command; help says what each means. */
export interface CompareFlags {
  readonly against: readonly string[];
  readonly trajectories?: readonly string[];
  readonly initial: string;
  readonly maxSteps: number;
  readonly maxCalls: number;
  readonly overlay?: readonly string[];
  readonly allow?: readonly string[];
  /** True unless turned off. */
  readonly infer?: boolean;
  readonly layers: readonly Layer[];
  readonly summary?: boolean;
  readonly json?: boolean;
  readonly solver?: string;
  readonly certificate?: string;
  readonly rlimit: number;
  readonly timeout: number;
  readonly scope: number;
  readonly seed: number;
}

/** Runs the command; the result is the exit status. */
export async function runCompare(spec: string, flags: CompareFlags, terminal: Terminal): Promise<number> {
  const input = readCompareInput(spec, flags, terminal);
  const solver = input && solverOf(flags.solver, terminal);
  if (!solver) return EXIT_INPUT;
  if (refusesCertificate(flags.certificate, terminal)) return EXIT_OUTPUT;
  const { queries, record } = recorded(flags.certificate);
  const { maxSteps, maxCalls, layers, seed, scope, rlimit, timeout } = flags;
  const { value, diagnostics } = await compare(input.a.contract, input.b.contract, {
    initial: input.initial,
    maxSteps,
    maxCalls,
    trajectories: input.trajectories,
    operations: input.trajectories === null,
    verify: { layers, seed, limits: { ...DEFAULT_LIMITS, scope }, question: { rlimit, timeoutMs: timeout }, solver, record },
    progress: terminal.progress,
  });
  terminal.progress('');
  const files = new Map([...input.b.contract.files, ...input.a.contract.files]);
  if (terminal.report(diagnostics, files) || value === null) return EXIT_INPUT;
  const rendering = { a: input.a.contract, b: input.b.contract, seed, files, summary: flags.summary ?? false, style: terminal.style };
  terminal.print(flags.json ? compareToJson(value) : renderCompare(value, rendering));
  if (flags.certificate !== undefined && (await certify(flags.certificate, flags, input, value, { queries, solver }, terminal)))
    return EXIT_OUTPUT;
  return statusOf(value);
}

/** True if the certificate cannot be written. */
function certify(
  folder: string,
  flags: CompareFlags,
  { a, b, initial, trajectories }: CompareInput,
  result: CompareResult,
  { queries, solver }: { readonly queries: readonly Query[]; readonly solver: SolverSource },
  terminal: Terminal,
): Promise<boolean> {
  const { maxSteps, maxCalls } = flags;
  const about = (trajectories ?? []).map((trajectory) => toJson(trajectoryValue(trajectory)));
  const entries = [{ id: 'compare', trajectories: about, result: compareToJson(result), queries }];
  const options = { ...certifiedOptions(flags), maxSteps, maxCalls };
  return writeCertificate(folder, { ...a, command: 'compare', against: b, initial, options, solver, entries }, terminal);
}

interface CompareInput {
  readonly a: CertifiedContract;
  readonly b: CertifiedContract;
  readonly initial: InitialState;
  readonly trajectories: readonly Trajectory[] | null;
}

/** Null after errors, all of which have been reported. */
function readCompareInput(spec: string, flags: CompareFlags, terminal: Terminal): CompareInput | null {
  const { overlay: overlays = [], allow = [], layers, against, initial: start, infer = true } = flags;
  const other = againstFiles(spec, against);
  if (terminal.report(other.diagnostics) || other.value === null) return null;
  const a = loadContractFiles({ document: spec, overlays, layers, allow, infer });
  const b = loadContractFiles({ ...other.value, layers, allow, infer });
  const initial = readInitial(start);
  const trajectories = flags.trajectories === undefined ? null : readTrajectories(flags.trajectories);
  const own = new Set(a.diagnostics.map(textOf));
  const problems = [
    ...a.diagnostics,
    ...b.diagnostics.filter((diagnostic) => !own.has(textOf(diagnostic))),
    ...initial.diagnostics,
    ...(trajectories?.diagnostics ?? []),
  ];
  if (terminal.report(problems) || !a.value || !b.value || !initial.value || trajectories?.value === null) return null;
  const { document, overlays: others = [] } = other.value;
  return {
    a: { spec, overlays, contract: a.value },
    b: { spec: document, overlays: others, contract: b.value },
    initial: initial.value,
    trajectories: trajectories?.value ?? null,
  };
}

// What both contracts are warned of in a file that they share is said once.
function textOf({ code, message, source }: Diagnostic): string {
  return JSON.stringify([code, message, source]);
}

function statusOf({ operations, onlyInA, onlyInB, states, trajectories }: CompareResult): number {
  const inclusions = operations.flatMap(({ kept, covered, alike, refusals }): readonly Inclusion[] => [kept, covered, alike, refusals]);
  const isDifferent =
    onlyInA.length + onlyInB.length + states.initial.length > 0 ||
    inclusions.some(({ kind }) => kind === 'different') ||
    operations.some(({ declared }) => declared.length > 0) ||
    (trajectories ?? []).some(({ a, b }) => a !== b && a !== 'unknown' && b !== 'unknown');
  if (isDifferent) return EXIT_INVALID;
  const isOpen =
    inclusions.some(({ kind }) => kind === 'unknown') || (trajectories ?? []).some(({ a, b }) => a === 'unknown' || b === 'unknown');
  return isOpen ? EXIT_UNKNOWN : EXIT_OK;
}
