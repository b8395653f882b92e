// Decides what `envfactory verify` does with its arguments: loads, judges, renders, and says how it went.

import type { Diagnostic } from '../base/diagnostic.ts';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import type { Contract } from '../contract/contract.ts';
import type { InitialState, Trajectory } from '../contract/trajectory.ts';
import { type Judgement, judgementJson, judgementOf, type LookedFor } from '../evidence/judgement.ts';
import { scriptOfVerdict, type TraceFormat } from '../export/trace-formats.ts';
import { readText, STANDARD_INPUT } from '../files/read.ts';
import { appendText, writeText } from '../files/write.ts';
import { DEFAULT_OPTIONS, type VerifyOptions } from '../verify/options.ts';
import type { Query } from '../verify/prover.ts';
import { queriesToSmtLib } from '../verify/queries.ts';
import type { Verdict } from '../verify/verdict.ts';
import { verifyAll } from '../verify/verify-all.ts';
import { printAs, type Told } from './as-flag.ts';
import { refusesCertificate } from './certificate-flag.ts';
import { type CertifiedJudgement, certifyVerdicts } from './certify-verdicts.ts';
import { counterexampleSteps, type StepsStyle } from './counterexample-steps.ts';
import { EXIT_INPUT, EXIT_INTERNAL, EXIT_INVALID, EXIT_OK, EXIT_OUTPUT, EXIT_UNKNOWN } from './exit.ts';
import { placeIn } from './place.ts';
import { renderNormalForm } from './render-normal-form.ts';
import { renderRepair } from './render-repair.ts';
import { renderSummary } from './render-summary.ts';
import { renderVerdict } from './render-verdict.ts';
import { runToJson } from './run-to-json.ts';
import { solverOf } from './solver-flag.ts';
import type { Terminal } from './terminal.ts';
import type { VerifyFlags } from './verify-flags.ts';
import { readVerifyInput, type VerifyInput } from './verify-input.ts';

/** Runs the command; the result is the exit status. */
export async function runVerify(spec: string, files: readonly string[], flags: VerifyFlags, terminal: Terminal): Promise<number> {
  const input = readVerifyInput(spec, files, flags, terminal);
  const solver = input && solverOf(flags.solver, terminal);
  // A file that cannot be written is found out before the work is done.
  if (!solver) return EXIT_INPUT;
  if (saveQueries(flags, [], terminal) || startStates(flags, terminal) || refusesCertificate(flags.certificate, terminal))
    return EXIT_OUTPUT;
  const queries: Query[] = [];
  const isRecorded = flags.smtlib !== undefined || flags.certificate !== undefined;
  const record: VerifyOptions['record'] = isRecorded ? (query) => void queries.push(query) : null;
  const options: VerifyOptions = { ...optionsOf(flags, input.initial), record, solver };
  // One trajectory alone is repaired: it takes many judgements.
  const isRepaired = flags.repair && flags.as === undefined && input.trajectories.length === 1;
  const asked = { repair: isRepaired, normalForm: flags.normalForm ?? false };
  const { judged, complaints, bugs } = await judgeAll(input, options, flags, asked, terminal, queries);
  const verdicts = judged.map(({ judgement }) => judgement.verdict);
  if (flags.as !== undefined) printRuns(spec, input, verdicts, options, { ...flags, as: flags.as }, terminal);
  if (saveQueries(flags, queries, terminal) || saveStates(input, verdicts, options, flags, terminal)) return EXIT_OUTPUT;
  const verified = { spec, flags, input, options, repair: isRepaired, judged };
  if (flags.certificate !== undefined && (await certifyVerdicts(flags.certificate, verified, terminal))) return EXIT_OUTPUT;
  const isInputWrong = terminal.report(complaints, textsOf(complaints, input.contract));
  if (!isInputWrong && !flags.json && flags.as === undefined && (flags.summary || input.trajectories.length > 1))
    terminal.print(renderSummary(verdicts, terminal.style));
  if (bugs > 0) return EXIT_INTERNAL;
  return isInputWrong ? EXIT_INPUT : statusOf(verdicts);
}

/** True if the file cannot be written. */
function saveQueries({ smtlib }: VerifyFlags, queries: readonly Query[], terminal: Terminal): boolean {
  return smtlib !== undefined && terminal.report(writeText(smtlib, queriesToSmtLib(queries)));
}

/** True if the file cannot be written. */
function startStates({ states }: VerifyFlags, terminal: Terminal): boolean {
  return states !== undefined && terminal.report(writeText(states, ''));
}

/** One line for each trajectory that was judged, with the values that were found for its holes. True if the file cannot be written. */
function saveStates(
  { contract, trajectories }: VerifyInput,
  verdicts: readonly Verdict[],
  options: VerifyOptions,
  { states }: VerifyFlags,
  terminal: Terminal,
): boolean {
  if (states === undefined) return false;
  const byId = new Map(verdicts.map((verdict) => [verdict.trajectory, verdict]));
  return trajectories.some((trajectory) => {
    const holes = byId.get(trajectory.id)?.holes ?? new Map();
    return byId.has(trajectory.id) && terminal.report(appendText(states, `${runToJson(contract, trajectory, holes, options)}\n`));
  });
}

/** The runs of all verdicts, for another tool. */
function printRuns(
  spec: string,
  { contract, trajectories }: VerifyInput,
  verdicts: readonly Verdict[],
  options: VerifyOptions,
  { as, quiet = false }: VerifyFlags & { readonly as: TraceFormat },
  terminal: Terminal,
): void {
  const byId = new Map(trajectories.map((trajectory) => [trajectory.id, trajectory]));
  const told = verdicts
    .filter(({ verdict }) => !quiet || verdict !== 'valid')
    .map((verdict): Told => {
      const { trajectory: id } = verdict;
      const trajectory = byId.get(id);
      const script = trajectory ? scriptOfVerdict(contract, { trajectory, verdict }, options) : null;
      return { id, script, why: `${verdict.verdict}, and no run shows it` };
    });
  printAs(contract, as, told, spec, terminal);
}

interface Judgements {
  readonly judged: readonly CertifiedJudgement[];
  readonly complaints: readonly Diagnostic[];
  /** Trajectories at which this program failed. Each has been said. */
  readonly bugs: number;
}

/** `queries` are those that were recorded so far. */
async function judgeAll(
  input: VerifyInput,
  options: VerifyOptions,
  flags: VerifyFlags,
  asked: LookedFor,
  terminal: Terminal,
  queries: readonly Query[],
): Promise<Judgements> {
  const judged: CertifiedJudgement[] = [];
  const complaints: Diagnostic[] = [];
  const total = input.trajectories.length;
  let [bugs, index, from] = [0, 0, 0];
  terminal.progress(`0 of ${total} trajectories judged`);
  for await (const { verdict, diagnostics, bug } of verifyAll(input.contract, input.trajectories, options, flags.jobs)) {
    // What is judged comes in the order of the trajectories, one for each.
    const trajectory = input.trajectories[index];
    if (trajectory === undefined) throw new Error('more is judged than there is');
    index += 1;
    complaints.push(...diagnostics.map((d) => placeIn(trajectory, input.start, d)));
    if (bug !== null) {
      bugs += 1;
      terminal.progress('');
      terminal.say(bug);
    }
    if (!verdict) {
      from = queries.length;
      continue;
    }
    terminal.progress('');
    const judgement = await judgementOf(input.contract, trajectory, verdict, asked, options, terminal.progress);
    judged.push({ trajectory, judgement, queries: queries.slice(from) });
    if (flags.as === undefined) show(trajectory, judgement, input.contract, options, flags, terminal);
    terminal.progress(`${judged.length} of ${total} trajectories judged`);
    from = queries.length;
  }
  terminal.progress('');
  return { judged, complaints: distinct(complaints), bugs };
}

function optionsOf(flags: VerifyFlags, initial: InitialState | null): VerifyOptions {
  return {
    ...DEFAULT_OPTIONS,
    holes: flags.holes,
    keepGoing: flags.keepGoing ?? false,
    initial,
    layers: flags.layers,
    question: { rlimit: flags.rlimit, timeoutMs: flags.timeout },
    limits: { ...DEFAULT_LIMITS, scope: flags.scope },
    seed: flags.seed,
  };
}

/** Texts of the files that complaints point into. (Standard input is gone.) */
function textsOf(complaints: readonly Diagnostic[], contract: Contract): ReadonlyMap<string, string> {
  const texts = new Map(contract.files);
  for (const file of new Set(complaints.flatMap(({ source }) => source?.file ?? []))) {
    if (file === STANDARD_INPUT || texts.has(file)) continue;
    const text = readText(file).value;
    if (text !== null) texts.set(file, text);
  }
  return texts;
}

function show(
  trajectory: Trajectory,
  judgement: Judgement,
  contract: Contract,
  options: VerifyOptions,
  flags: VerifyFlags,
  terminal: Terminal,
): void {
  const { verdict, repaired, normal } = judgement;
  const style: StepsStyle = { style: terminal.style, isAll: flags.allSteps ?? false };
  if (flags.json) terminal.print(judgementJson(judgement));
  else if (!flags.summary && (!flags.quiet || verdict.verdict !== 'valid')) {
    const steps = counterexampleSteps(contract, trajectory, verdict, options, style);
    terminal.print(renderVerdict(verdict, { files: contract.files, style: terminal.style, steps }));
    const text = repaired && renderRepair(trajectory, repaired);
    if (text) terminal.print(text);
    if (normal) terminal.print(renderNormalForm(trajectory, normal, terminal.style));
  }
}

// One wrong initial state is a complaint of every trajectory that starts in it.
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((d) => [JSON.stringify([d.code, d.message, d.source]), d])).values()];
}

function statusOf(verdicts: readonly Verdict[]): number {
  if (verdicts.some((v) => v.verdict === 'invalid')) return EXIT_INVALID;
  return verdicts.some((v) => v.verdict === 'unknown') ? EXIT_UNKNOWN : EXIT_OK;
}
