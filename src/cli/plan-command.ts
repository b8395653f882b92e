// Decides what `envfactory plan` does with its arguments: loads, plans, renders, and says how it went.

import { toJson } from '../base/json.ts';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import type { Contract, Layer } from '../contract/contract.ts';
import { trajectoryValue } from '../contract/print-trajectory.ts';
import { plan } from '../explore/plan.ts';
import type { PlanResult } from '../explore/plan-result.ts';
import { planToJson } from '../explore/plan-to-json.ts';
import { scriptOfVerdict, type TraceFormat } from '../export/trace-formats.ts';
import { writeText } from '../files/write.ts';
import { printAs, type Told } from './as-flag.ts';
import { certifiedOptions, recorded, refusesCertificate, writeCertificate } from './certificate-flag.ts';
import { readContractInput } from './contract-input.ts';
import { EXIT_INPUT, EXIT_INVALID, EXIT_OK, EXIT_OUTPUT, EXIT_UNKNOWN } from './exit.ts';
import { renderPlans } from './render-plan.ts';
import { solverOf } from './solver-flag.ts';
import type { Terminal } from './terminal.ts';

/** The flags of the command; help says what each means. */
export interface PlanFlags {
  readonly goal: string;
  readonly avoid?: string;
  readonly initial: string;
  readonly maxSteps: number;
  readonly all: number;
  readonly overlay?: readonly string[];
  readonly allow?: readonly string[];
  /** True unless turned off. */
  readonly infer?: boolean;
  readonly layers: readonly Layer[];
  readonly output?: string;
  readonly json?: boolean;
  readonly allSteps?: boolean;
  readonly as?: TraceFormat;
  readonly solver?: string;
  readonly certificate?: string;
  readonly rlimit: number;
  readonly timeout: number;
  readonly scope: number;
  readonly maxCalls: number;
  readonly seed: number;
}

/** Runs the command; the result is the exit status. */
export async function runPlan(spec: string, flags: PlanFlags, terminal: Terminal): Promise<number> {
  const input = readContractInput(spec, flags, terminal);
  const solver = input && solverOf(flags.solver, terminal);
  if (!solver) return EXIT_INPUT;
  if (refusesCertificate(flags.certificate, terminal)) return EXIT_OUTPUT;
  const { queries, record } = recorded(flags.certificate);
  const { goal, avoid = null, maxSteps, maxCalls, all, layers, seed, scope, rlimit, timeout } = flags;
  const { value, diagnostics } = await plan(
    input.contract,
    { goal, avoid, initial: input.initial },
    {
      maxSteps,
      maxCalls,
      plans: all,
      verify: { layers, seed, limits: { ...DEFAULT_LIMITS, scope }, question: { rlimit, timeoutMs: timeout }, solver, record },
      progress: terminal.progress,
    },
  );
  terminal.progress('');
  if (terminal.report(diagnostics, input.contract.files) || value === null) return EXIT_INPUT;
  if (flags.output !== undefined && terminal.report(writeText(flags.output, trajectoriesOf(value)))) return EXIT_INPUT;
  if (flags.as !== undefined) printPlans(spec, input.contract, value, { ...flags, as: flags.as }, terminal);
  else
    terminal.print(
      flags.json
        ? planToJson(value)
        : renderPlans(input.contract, value, { maxSteps, asked: all, isAll: flags.allSteps ?? false, seed, style: terminal.style }),
    );
  if (flags.certificate !== undefined) {
    const options = { ...certifiedOptions(flags), goal, avoid, plans: all, maxSteps, maxCalls };
    const entries = [{ id: 'plan', trajectories: [], result: planToJson(value), queries }];
    const certified = { command: 'plan' as const, spec, overlays: flags.overlay ?? [], ...input, solver, options, entries };
    if (await writeCertificate(flags.certificate, certified, terminal)) return EXIT_OUTPUT;
  }
  return { found: EXIT_OK, none: EXIT_INVALID, unknown: EXIT_UNKNOWN }[value.outcome];
}

/** The plans, for another tool. */
function printPlans(
  spec: string,
  contract: Contract,
  { plans, outcome, goal }: PlanResult,
  { as, layers, seed }: PlanFlags & { readonly as: TraceFormat },
  terminal: Terminal,
): void {
  if (plans.length === 0) terminal.say(`${outcome === 'none' ? 'there is no plan' : 'undecided'}: ${goal}`);
  const told = plans.map((made): Told => {
    const script = scriptOfVerdict(contract, made, { layers, seed });
    return { id: made.trajectory.id, script, why: 'it was not run' };
  });
  printAs(contract, as, told, spec, terminal);
}

function trajectoriesOf({ plans }: PlanResult): string {
  return plans.map(({ trajectory }) => `${toJson(trajectoryValue(trajectory))}\n`).join('');
}
