// Decides what `envfactory equivalent` does with its arguments: loads, compares, renders, and says how it went.

import { DEFAULT_LIMITS } from '../base/limits.ts';
import type { Layer } from '../contract/contract.ts';
import { equivalenceToJson } from '../explore/equivalence/equivalence-to-json.ts';
import { equivalent } from '../explore/equivalence/equivalent.ts';
import { EXIT_INPUT, EXIT_INVALID, EXIT_OK, EXIT_UNKNOWN } from './exit.ts';
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
  const { layers, seed, scope, rlimit, timeout } = flags;
  terminal.progress('comparing');
  const { value, diagnostics } = await equivalent(input.contract, left, right, {
    compared: flags.stateOnly ? 'state' : 'responses',
    verify: {
      initial: input.initial,
      layers,
      seed,
      limits: { ...DEFAULT_LIMITS, scope },
      question: { rlimit, timeoutMs: timeout },
      solver,
    },
  });
  terminal.progress('');
  if (terminal.report(diagnostics, input.contract.files) || value === null) return EXIT_INPUT;
  terminal.print(flags.json ? equivalenceToJson(value) : renderEquivalence(input.contract, value, terminal.style));
  return { equivalent: EXIT_OK, different: EXIT_INVALID, unknown: EXIT_UNKNOWN }[value.verdict];
}
