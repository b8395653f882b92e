// Decides what `envfactory equivalent` does with its arguments: loads, compares, renders, and says how it went.

import { toJson } from '../base/json.ts';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import type { Layer } from '../contract/contract.ts';
import { trajectoryValue } from '../contract/print-trajectory.ts';
import type { Compared } from '../explore/equivalence/equivalence-result.ts';
import { equivalenceToJson } from '../explore/equivalence/equivalence-to-json.ts';
import { equivalent } from '../explore/equivalence/equivalent.ts';
import { certifiedOptions, recorded, refusesCertificate, writeCertificate } from './certificate-flag.ts';
import { EXIT_INPUT, EXIT_INVALID, EXIT_OK, EXIT_OUTPUT, EXIT_UNKNOWN } from './exit.ts';
import { renderEquivalence } from './render-equivalent.ts';
import { solverOf } from './solver-flag.ts';
import type { Terminal } from './terminal.ts';
import { readVerifyInput } from './verify-input.ts';

/** The flags of the command; help says what each means. */
export interface EquivalentFlags {
  readonly only?: readonly string[];
  readonly stateOnly?: boolean;
  readonly responses?: boolean;
  readonly initial?: string;
  readonly overlay?: readonly string[];
  readonly allow?: readonly string[];
  /** True unless turned off. */
  readonly infer?: boolean;
  readonly layers: readonly Layer[];
  readonly json?: boolean;
  readonly solver?: string;
  readonly certificate?: string;
  readonly rlimit: number;
  readonly timeout: number;
  readonly scope: number;
  readonly seed: number;
}

/** Runs the command; the result is the exit status. */
export async function runEquivalent(spec: string, files: readonly string[], flags: EquivalentFlags, terminal: Terminal): Promise<number> {
  const input = readVerifyInput(spec, files, flags, terminal);
  const solver = input && solverOf(flags.solver, terminal);
  if (!solver) return EXIT_INPUT;
  const [left, right, ...others] = input.trajectories;
  if (left === undefined || right === undefined || others.length > 0) {
    const message = `two trajectories are compared, and there are ${input.trajectories.length}`;
    terminal.report([{ code: 'not-two-trajectories', severity: 'error', message, hint: 'name two of them (--only)' }]);
    return EXIT_INPUT;
  }
  if (refusesCertificate(flags.certificate, terminal)) return EXIT_OUTPUT;
  const { queries, record } = recorded(flags.certificate);
  const { layers, seed, scope, rlimit, timeout } = flags;
  const compared: Compared = flags.stateOnly ? 'state' : 'responses';
  terminal.progress('comparing');
  const { value, diagnostics } = await equivalent(input.contract, left, right, {
    compared,
    verify: {
      initial: input.initial,
      layers,
      seed,
      limits: { ...DEFAULT_LIMITS, scope },
      question: { rlimit, timeoutMs: timeout },
      solver,
      record,
    },
  });
  terminal.progress('');
  if (terminal.report(diagnostics, input.contract.files) || value === null) return EXIT_INPUT;
  terminal.print(flags.json ? equivalenceToJson(value) : renderEquivalence(input.contract, value, terminal.style));
  if (flags.certificate !== undefined) {
    const options = { ...certifiedOptions(flags), compared };
    const about = [left, right].map((trajectory) => toJson(trajectoryValue(trajectory)));
    const entries = [{ id: 'equivalent', trajectories: about, result: equivalenceToJson(value), queries }];
    const certified = { command: 'equivalent' as const, spec, overlays: flags.overlay ?? [], ...input, solver, options, entries };
    if (await writeCertificate(flags.certificate, certified, terminal)) return EXIT_OUTPUT;
  }
  return { equivalent: EXIT_OK, different: EXIT_INVALID, unknown: EXIT_UNKNOWN }[value.verdict];
}
