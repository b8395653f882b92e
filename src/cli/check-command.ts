// Decides what `envfactory check` does with its arguments: loads, checks, renders, and says how it went.

import { DEFAULT_LIMITS } from '../base/limits.ts';
import type { Contract, Layer } from '../contract/contract.ts';
import { check } from '../explore/check/check.ts';
import type { CheckItem } from '../explore/check/check-result.ts';
import { checkToJson } from '../explore/check/check-to-json.ts';
import { scriptOfRun, scriptOfVerdict, type TraceFormat } from '../export/trace-formats.ts';
import { printAs, type Told } from './as-flag.ts';
import { certifiedOptions, recorded, refusesCertificate, writeCertificate } from './certificate-flag.ts';
import { readContractInput } from './contract-input.ts';
import { EXIT_INPUT, EXIT_INVALID, EXIT_OK, EXIT_OUTPUT, EXIT_UNKNOWN } from './exit.ts';
import { isWarning, renderCheck } from './render-check.ts';
import { solverOf } from './solver-flag.ts';
import type { Terminal } from './terminal.ts';

/** The flags of the command; help says what each means. */
export interface CheckFlags {
  readonly initial: string;
  readonly maxSteps: number;
  readonly maxCalls: number;
  readonly induction?: number;
  readonly lemma?: readonly string[];
  readonly final?: string;
  readonly strict?: boolean;
  readonly overlay?: readonly string[];
  readonly allow?: readonly string[];
  /** True unless turned off. */
  readonly infer?: boolean;
  readonly layers: readonly Layer[];
  readonly json?: boolean;
  readonly as?: TraceFormat;
  readonly solver?: string;
  readonly certificate?: string;
  readonly rlimit: number;
  readonly timeout: number;
  readonly scope: number;
  readonly seed: number;
}

/** Runs the command; the result is the exit status. */
export async function runCheck(spec: string, flags: CheckFlags, terminal: Terminal): Promise<number> {
  const input = readContractInput(spec, flags, terminal);
  const solver = input && solverOf(flags.solver, terminal);
  if (!solver) return EXIT_INPUT;
  if (refusesCertificate(flags.certificate, terminal)) return EXIT_OUTPUT;
  const { queries, record } = recorded(flags.certificate);
  const { maxSteps, maxCalls, layers, seed, scope, rlimit, timeout, induction = null, lemma: lemmas = [], final = null } = flags;
  const { value, diagnostics } = await check(input.contract, {
    initial: input.initial,
    maxSteps,
    maxCalls,
    induction,
    lemmas,
    final,
    verify: { layers, seed, limits: { ...DEFAULT_LIMITS, scope }, question: { rlimit, timeoutMs: timeout }, solver, record },
    progress: terminal.progress,
  });
  terminal.progress('');
  if (terminal.report(diagnostics, input.contract.files) || value === null) return EXIT_INPUT;
  if (flags.as !== undefined) printViolations(spec, input.contract, value.items, { ...flags, as: flags.as }, terminal);
  else terminal.print(flags.json ? checkToJson(value) : renderCheck(input.contract, value, { seed, style: terminal.style }));
  if (flags.certificate !== undefined) {
    const options = { ...certifiedOptions(flags), maxSteps, maxCalls, induction, lemmas, final };
    const entries = [{ id: 'check', trajectories: [], result: checkToJson(value), queries }];
    const certified = { command: 'check' as const, spec, overlays: flags.overlay ?? [], ...input, solver, options, entries };
    if (await writeCertificate(flags.certificate, certified, terminal)) return EXIT_OUTPUT;
  }
  return statusOf(value.items, flags.strict ?? false);
}

/** The runs that break a promise or end where nothing goes on, for another tool. */
function printViolations(
  spec: string,
  contract: Contract,
  items: readonly CheckItem[],
  { as, layers, seed }: CheckFlags & { readonly as: TraceFormat },
  terminal: Terminal,
): void {
  const told = items.flatMap(({ claim, requirement, verdict }): readonly Told[] => {
    if (verdict.kind !== 'violated' || verdict.run === null) return [];
    const id = requirement?.id ?? claim;
    const trajectory = { ...verdict.run.trajectory, id };
    const refuted = verdict.run.verdict;
    const script = refuted
      ? scriptOfVerdict(contract, { trajectory, verdict: refuted }, { layers, seed })
      : scriptOfRun(contract, trajectory, seed, 'after it no call changes anything');
    return [{ id, script, why: 'it was not run' }];
  });
  if (told.length === 0) terminal.say('no run breaks a promise');
  printAs(contract, as, told, spec, terminal);
}

function statusOf(items: readonly CheckItem[], isStrict: boolean): number {
  const counted = items.filter((item) => isStrict || !isWarning(item));
  if (counted.some(({ verdict }) => verdict.kind === 'violated')) return EXIT_INVALID;
  return counted.some(({ verdict }) => verdict.kind === 'unknown') ? EXIT_UNKNOWN : EXIT_OK;
}
