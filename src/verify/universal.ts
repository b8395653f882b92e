// Decides a trajectory whose unknowns are all universal: executed, its obligations judged, its refutations replayed.

import type { Checked } from '../base/diagnostic.ts';
import { hasErrors } from '../base/diagnostic.ts';
import { createContext } from '../symbolic/create-context.ts';
import { createExecution } from '../symbolic/execution.ts';
import { createFactory } from '../symbolic/factory.ts';
import { LimitReached } from '../symbolic/limit-reached.ts';
import { holeSchemas } from '../symbolic/request/holes.ts';
import type { QuantifierEffort, SolverBackend } from '../symbolic/solver.ts';
import { Unsupported } from '../symbolic/unsupported.ts';
import { claimOf, NO_SOLVER, undecidedVerdict, verdictOf } from './assemble.ts';
import { crossCheck } from './cross-check.ts';
import { judge } from './judge.ts';
import { Prover } from './prover.ts';
import type { Question } from './question.ts';
import { createRefuter } from './refute.ts';
import { type Run, runSymbolically } from './run.ts';
import { hasOpenClaims, hasOpenFacts, unavailableSolver } from './solver-need.ts';
import { hasSomeRun } from './some-run.ts';
import type { UnknownReason, Verdict } from './verdict.ts';

/** How quantifiers over unknown collections are put to the solver: as they are, or unrolled to `limits.scope`. */
type Quantifiers = 'exact' | 'bounded';

/** One way of putting a question to the solver. */
interface Attempt {
  readonly quantifiers: Quantifiers;
  readonly effort: QuantifierEffort;
}

/**
 * The verdict; exact if possible, else within a bound that it states, else unknown. What is quick comes first: most claims are proved by
 * matching, most counterexamples are small, and only what neither decides is worth a search for models of quantifiers.
 */
export async function decideUniversal(question: Question): Promise<Checked<Verdict>> {
  const quick = await attempt(question, { quantifiers: 'exact', effort: 'matching' });
  if (!isOpen(quick, ['incomplete-theory', 'resource-limit', 'time-limit', 'not-realisable', 'unsupported'])) return quick;
  const bounded = await attempt(question, { quantifiers: 'bounded', effort: 'matching' });
  if (bounded.value?.verdict === 'invalid') return bounded;
  if (isOpen(quick, ['incomplete-theory', 'not-realisable'])) {
    const thorough = await attempt(question, { quantifiers: 'exact', effort: 'models' });
    if (thorough.value?.verdict !== 'unknown') return thorough;
  }
  const last = isOpen(bounded, ['incomplete-theory']) ? await attempt(question, { quantifiers: 'bounded', effort: 'models' }) : bounded;
  return last.value === null || last.value.verdict === 'unknown' ? quick : last;
}

function isOpen({ value }: Checked<Verdict>, reasons: readonly UnknownReason['kind'][]): boolean {
  return value?.verdict === 'unknown' && value.unknown !== null && reasons.includes(value.unknown.kind);
}

async function attempt(question: Question, { quantifiers, effort }: Attempt): Promise<Checked<Verdict>> {
  return withinLimits(question, async () => {
    const { options } = question;
    const run = execute(question, quantifiers);
    if (hasErrors(run.diagnostics)) return { value: null, diagnostics: run.diagnostics };
    const isVacuityOpen = hasOpenFacts(run) && !hasSomeRun(question);
    const backend = isVacuityOpen || hasOpenClaims(run) ? await options.solver() : unavailableSolver;
    const prover = proverFor(question, run, backend, effort);
    try {
      return { value: judgeRun(question, run, prover, isVacuityOpen), diagnostics: run.diagnostics };
    } finally {
      prover.close();
    }
  });
}

/** A session about the run. */
export function proverFor(
  { options }: Question,
  { execution, obligations }: Run,
  backend: SolverBackend,
  effort: QuantifierEffort,
): Prover {
  const claims = obligations.map(({ claim }) => claim);
  return new Prover(execution, backend, { limits: options.question, effort, claims, record: options.record });
}

/** The verdict that the work comes to; unknown where symbolic evaluation gives up at a limit or a construct. */
export async function withinLimits(question: Question, work: () => Promise<Checked<Verdict>>): Promise<Checked<Verdict>> {
  const { contract, trajectory, options } = question;
  try {
    return await work();
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    return { value: undecidedVerdict(trajectory, claimOf(contract, trajectory, options, null), reason, NO_SOLVER), diagnostics: [] };
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

function judgeRun(question: Question, run: Run, prover: Prover, isVacuityOpen: boolean): Verdict {
  const { contract, trajectory, claims, start, options } = question;
  const vacuous = isVacuityOpen ? vacuity(prover) : null;
  if (vacuous) return undecidedVerdict(trajectory, claimOf(contract, trajectory, options, run.execution.context), vacuous, prover.use());
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
  return verdictOf(trajectory, claimOf(contract, trajectory, options, run.execution.context), judgements, prover.use());
}

/** A claim about all states is worth nothing if there is none. */
export function vacuity(prover: Prover): UnknownReason | null {
  const answer = prover.ask('some run', []);
  if (answer.kind === 'sat') return null;
  // That there is a run could not be shown; what is proved of all runs stays true.
  if (answer.kind === 'unknown') return null;
  return { kind: 'vacuous', message: 'no state and no request satisfy the contract, so the claim is about nothing', constructs: [] };
}
