// Decides a trajectory whose unknowns are all universal: executed, its obligations judged, its refutations replayed.

import type { Checked } from '../base/diagnostic.ts';
import { hasErrors } from '../base/diagnostic.ts';
import { createContext } from '../symbolic/create-context.ts';
import { createExecution } from '../symbolic/execution.ts';
import { createFactory } from '../symbolic/factory.ts';
import { LimitReached } from '../symbolic/limit-reached.ts';
import { holeSchemas } from '../symbolic/request/holes.ts';
import { Unsupported } from '../symbolic/unsupported.ts';
import { claimOf, NO_SOLVER, undecidedVerdict, verdictOf } from './assemble.ts';
import { crossCheck } from './cross-check.ts';
import { judge } from './judge.ts';
import { Prover } from './prover.ts';
import type { Question } from './question.ts';
import { createRefuter } from './refute.ts';
import { type Run, runSymbolically } from './run.ts';
import { needsSolver, unavailableSolver } from './solver-need.ts';
import type { UnknownReason, Verdict } from './verdict.ts';

/** How quantifiers over unknown collections are put to the solver: as they are, or unrolled to `limits.scope`. */
type Quantifiers = 'exact' | 'bounded';

/** The verdict; exact if possible, else within a bound that it states, else unknown. */
export async function decideUniversal(question: Question): Promise<Checked<Verdict>> {
  const exact = await decideWith(question, 'exact');
  if (exact.value?.verdict !== 'unknown' || !mayBeDecidedBounded(exact.value.unknown)) return exact;
  const bounded = await decideWith(question, 'bounded');
  return bounded.value === null || bounded.value.verdict === 'unknown' ? exact : bounded;
}

function mayBeDecidedBounded(reason: UnknownReason | null): boolean {
  return reason !== null && ['incomplete-theory', 'resource-limit', 'time-limit', 'not-realisable'].includes(reason.kind);
}

async function decideWith(question: Question, quantifiers: Quantifiers): Promise<Checked<Verdict>> {
  return withinLimits(question, async () => {
    const { options } = question;
    const run = execute(question, quantifiers);
    if (hasErrors(run.diagnostics)) return { value: null, diagnostics: run.diagnostics };
    const backend = needsSolver(run) ? await options.solver() : unavailableSolver;
    const claims = run.obligations.map((o) => o.claim);
    const prover = new Prover(run.execution, backend, options.question, claims, options.record);
    try {
      return { value: judgeRun(question, run, prover), diagnostics: run.diagnostics };
    } finally {
      prover.close();
    }
  });
}

/** The verdict that the work comes to; unknown where symbolic evaluation gives up at a limit or a construct. */
export async function withinLimits(question: Question, work: () => Promise<Checked<Verdict>>): Promise<Checked<Verdict>> {
  const { trajectory, options } = question;
  try {
    return await work();
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    return { value: undecidedVerdict(trajectory, claimOf(trajectory, options, null), reason, NO_SOLVER), diagnostics: [] };
  }
}

/** Why symbolic evaluation gave up; null for a mistake of this program. */
function reasonOf(error: unknown): UnknownReason | null {
  if (error instanceof LimitReached) return { kind: 'size-limit', message: error.message, constructs: [] };
  return error instanceof Unsupported ? { kind: 'unsupported', message: error.message, constructs: [error.construct] } : null;
}

/** The trajectory executed symbolically in a context of its own. */
export function execute({ contract, trajectory, claims, options }: Question, quantifiers: Quantifiers): Run {
  const factory = createFactory(options.limits);
  const context = createContext({ factory, schemas: contract.schemas, limits: options.limits, quantifiers });
  const execution = createExecution(context, contract, holeSchemas(contract, trajectory));
  return runSymbolically(execution, trajectory, claims, options);
}

function judgeRun(question: Question, run: Run, prover: Prover): Verdict {
  const { contract, trajectory, claims, start, options } = question;
  const vacuous = vacuity(run, prover);
  if (vacuous) return undecidedVerdict(trajectory, claimOf(trajectory, options, run.execution.context), vacuous, prover.use());
  const refuter = createRefuter({
    contract,
    trajectory,
    claims,
    execution: run.execution,
    start: run.start,
    initial: start,
    holes: new Map(),
    now: options.now,
    seed: options.seed,
    limits: options.limits,
  });
  const judgements = judge(run, prover, refuter, options.keepGoing);
  if (start && run.execution.holes.size === 0) crossCheck(question, run, judgements, start);
  return verdictOf(trajectory, claimOf(trajectory, options, run.execution.context), judgements, prover.use());
}

/** A claim about all states is worth nothing if there is none. */
function vacuity(run: Run, prover: Prover): UnknownReason | null {
  if (run.execution.context.facts.length === 0) return null;
  const answer = prover.ask('some run', []);
  if (answer.kind === 'sat') return null;
  // That there is a run could not be shown; what is proved of all runs stays true.
  if (answer.kind === 'unknown') return null;
  return { kind: 'vacuous', message: 'no state and no request satisfy the contract, so the claim is about nothing', constructs: [] };
}
