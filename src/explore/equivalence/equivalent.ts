// Decides whether two trajectories are equivalent: they accept the same initial states, and from each of these can come to the same results.
//
// A trajectory accepts a state if from there all its steps end as claimed, whatever the server chooses. What it can come to are the last states, and the
// answers of the steps that both trajectories have, of all its runs. (So the two are equal as demonic relations; they have the same weakest
// preconditions, Dijkstra 1976.) It is proved by telling runs side by side, as one program (Barthe, Crespo, Kunz 2011), in which steps that correspond
// choose alike: each run of one has one of the other beside it, both fail or neither, and the ends are the same. It is refuted by a state and two
// runs that were made, once it is shown that no other choices of the server would make up for it.

import { type Checked, type Diagnostic, hasErrors } from '../../base/diagnostic.ts';
import { equalValues } from '../../base/equality.ts';
import type { Contract } from '../../contract/contract.ts';
import type { InitialState, Step, Trajectory } from '../../contract/trajectory.ts';
import type { QuantifierMode } from '../../symbolic/context.ts';
import { LimitReached } from '../../symbolic/limit-reached.ts';
import { emptyModel } from '../../symbolic/model.ts';
import type { QuantifierEffort, SolverBackend } from '../../symbolic/solver.ts';
import { Unsupported } from '../../symbolic/unsupported.ts';
import { NO_SOLVER } from '../../verify/assemble.ts';
import { compileClaims } from '../../verify/claims.ts';
import { clockBounds } from '../../verify/clock.ts';
import { DEFAULT_OPTIONS, type VerifyOptions } from '../../verify/options.ts';
import { concreteStart } from '../../verify/start.ts';
import type { Bound, SolverUse, UnknownReason } from '../../verify/verdict.ts';
import { type Link, linksOf } from '../check/links.ts';
import { correspondence, type Pair } from './correspond.ts';
import { type Decided, type Findings, PairProver } from './decide-pair.ts';
import type { Compared, EquivalenceResult, Finding } from './equivalence-result.ts';
import { executePair, type PairQuestion, type PairRun } from './pair-run.ts';

/** Options of a comparison. */
export interface EquivalentOptions {
  /** `responses`: the last state, and the answers of the steps that both trajectories have. `state`: the last state alone. */
  readonly compared: Compared;
  readonly verify: Partial<VerifyOptions>;
}

const DEFAULT_EQUIVALENT_OPTIONS: EquivalentOptions = { compared: 'responses', verify: {} };

/** Which steps are the same call, where it is known how one trajectory was made of the other. */
export interface KnownPairs {
  readonly pairs: readonly Pair[];
}

/**
 * Compares two trajectories from their initial state, which must be one unless the options name it. Of what they claim, only the outcomes of
 * steps count; holes with one name stand for one value, whatever it is. `value` is null if the question is wrong.
 */
export async function equivalent(
  contract: Contract,
  left: Trajectory,
  right: Trajectory,
  options: Partial<EquivalentOptions & KnownPairs> = {},
): Promise<Checked<EquivalenceResult>> {
  const { compared, verify } = { ...DEFAULT_EQUIVALENT_OPTIONS, ...options };
  const { value: question, diagnostics } = prepare(contract, left, right, compared, { ...DEFAULT_OPTIONS, ...verify });
  if (question === null) return { value: null, diagnostics };
  const { pairs } = options;
  const decided = pairs === undefined ? await decideAll(question) : await decide({ ...question, pairs: { same: pairs, alike: [] } });
  return { value: decided.value, diagnostics: [...diagnostics, ...decided.diagnostics] };
}

function prepare(
  contract: Contract,
  left: Trajectory,
  right: Trajectory,
  compared: Compared,
  options: VerifyOptions,
): Checked<PairQuestion> {
  const initial = options.initial ?? left.initial;
  const diagnostics: Diagnostic[] = [left, right].flatMap(
    (trajectory) => compileClaims(contract, callsOf(trajectory, initial)).diagnostics,
  );
  if (options.initial === null && !isSame(left.initial, right.initial)) diagnostics.push(differentStarts(right));
  const start = initial.kind === 'any' ? { value: null, diagnostics: [] } : concreteStart(contract, initial, options);
  diagnostics.push(...start.diagnostics);
  if (hasErrors(diagnostics)) return { value: null, diagnostics };
  const [a, b] = [callsOf(left, initial), callsOf(right, initial)];
  return {
    value: { contract, left: a, right: b, start: start.value, pairs: correspondence(a, b), compared, isLinked: true, options },
    diagnostics,
  };
}

/** The trajectory as far as it counts here: a recorded answer is a claim about the status. */
function callsOf(trajectory: Trajectory, initial: InitialState): Trajectory {
  const steps = trajectory.steps.map(({ expect, response, ...step }): Step => {
    const claimed = expect ?? (response === null ? null : { status: response.status, body: undefined });
    return { ...step, expect: claimed, response: null };
  });
  return { ...trajectory, initial, steps, goal: null, never: null, frame: [] };
}

function isSame(a: InitialState, b: InitialState): boolean {
  return a.kind === 'given' && b.kind === 'given' ? equalValues(a.state, b.state) : a.kind === b.kind;
}

function differentStarts({ source }: Trajectory): Diagnostic {
  const message = 'the two trajectories start in different initial states';
  return {
    code: 'different-initial-states',
    severity: 'error',
    message,
    hint: 'name one for both (--initial)',
    ...(source ? { source } : {}),
  };
}

/** One way of putting the questions. */
interface Attempt {
  readonly quantifiers: QuantifierMode;
  readonly effort: QuantifierEffort;
}

/** What is quick comes first, and what is exact: the order is that of the judgement of one trajectory. */
const ATTEMPTS: readonly Attempt[] = [
  { quantifiers: 'exact', effort: 'matching' },
  { quantifiers: 'bounded', effort: 'matching' },
  { quantifiers: 'exact', effort: 'models' },
  { quantifiers: 'bounded', effort: 'models' },
];

/** What holds from every legal state mostly holds from those in which something dangles too: then nothing is said of what is referred to. */
async function decideAll(question: PairQuestion): Promise<Checked<EquivalenceResult>> {
  const { value, diagnostics } = await decide(question);
  if (value === null || value.verdict !== 'equivalent' || value.claim.links.length === 0) return { value, diagnostics };
  const covered = new Set((value.claim.bound ?? []).map(({ what }) => what));
  for (const attempt of ATTEMPTS.slice(0, covered.size === 0 ? 1 : 2)) {
    const again = (await attemptIt({ ...question, isLinked: false }, attempt)).value;
    const isAsMuch = again?.verdict === 'equivalent' && (again.claim.bound ?? []).every(({ what }) => covered.has(what));
    if (isAsMuch) return { value: { ...value, claim: { ...value.claim, links: [] } }, diagnostics };
  }
  return { value, diagnostics };
}

async function decide(question: PairQuestion): Promise<Checked<EquivalenceResult>> {
  let bounded: EquivalenceResult | null = null;
  let first: Checked<EquivalenceResult> | null = null;
  for (const attempt of ATTEMPTS) {
    const tried = await attemptIt(question, attempt);
    if (tried.value === null) return tried;
    first ??= tried;
    if (tried.value.verdict === 'different' || (tried.value.verdict === 'equivalent' && attempt.quantifiers === 'exact')) return tried;
    if (tried.value.verdict === 'equivalent') bounded ??= tried.value;
    if (!isWorthMore(tried.value)) break;
  }
  return bounded === null ? (first ?? { value: null, diagnostics: [] }) : { value: bounded, diagnostics: first?.diagnostics ?? [] };
}

const WORTH_MORE: ReadonlySet<UnknownReason['kind']> = new Set([
  'incomplete-theory',
  'resource-limit',
  'time-limit',
  'not-realisable',
  'unsupported',
]);

/** Whether another way may decide what is open, or cover more. */
function isWorthMore(result: EquivalenceResult): boolean {
  const reasons = findingsOf(result).flatMap((finding) => (finding.kind === 'unknown' ? [finding.reason.kind] : []));
  return reasons.length === 0 || reasons.some((reason) => WORTH_MORE.has(reason));
}

function findingsOf({ onlyLeft, onlyRight, results }: Findings): readonly Finding[] {
  return [onlyLeft, onlyRight, results];
}

async function attemptIt(question: PairQuestion, { quantifiers, effort }: Attempt): Promise<Checked<EquivalenceResult>> {
  let use = NO_SOLVER;
  try {
    const { value: pair, diagnostics } = executePair(question, quantifiers);
    if (pair === null) return { value: null, diagnostics };
    // Mostly everything folds, and starting a solver takes longer than the rest.
    const asked = (await ask(pair, noSolver, effort)) ?? (await ask(pair, await question.options.solver(), effort));
    if (asked === null) throw new Error('a solver that is there is not missed');
    use = asked.use;
    return { value: resultOf(question, asked.findings, pair, use), diagnostics };
  } catch (error) {
    return { value: resultOf(question, everywhere(reasonOf(error)), null, use), diagnostics: [] };
  }
}

/** Null where a question arose and there is no solver. */
async function ask(pair: PairRun, backend: SolverBackend, effort: QuantifierEffort): Promise<Decided | null> {
  const prover = new PairProver(pair, backend, effort);
  try {
    const findings = await prover.decide();
    // Both accept the same states; if none is accepted by both, none is by either.
    const isVacuous = findings.onlyLeft.kind === 'none' && findings.onlyRight.kind === 'none' && prover.acceptance() === 'unsat';
    return { findings: isVacuous ? everywhere(VACUOUS) : findings, use: prover.use() };
  } catch (error) {
    if (error instanceof SolverMissed) return null;
    throw error;
  } finally {
    prover.close();
  }
}

class SolverMissed extends Error {}

/** Stands where no question may arise. */
const noSolver: SolverBackend = {
  name: 'none',
  version: '',
  emptyModel,
  isAlive: false,
  open: () => {
    throw new SolverMissed('a question arose');
  },
  dispose: () => undefined,
};

const VACUOUS: UnknownReason = {
  kind: 'vacuous',
  message: 'the two trajectories accept none of the initial states in question, so there is nothing to compare',
  constructs: [],
};

function everywhere(reason: UnknownReason): Findings {
  const finding: Finding = { kind: 'unknown', reason };
  return { onlyLeft: finding, onlyRight: finding, results: finding };
}

function reasonOf(error: unknown): UnknownReason {
  if (error instanceof LimitReached) return { kind: 'size-limit', message: error.message, constructs: [] };
  if (error instanceof Unsupported) return { kind: 'unsupported', message: error.message, constructs: [error.construct] };
  throw error;
}

function resultOf(
  { contract, left, right, compared, pairs, isLinked }: PairQuestion,
  findings: Findings,
  pair: PairRun | null,
  solver: SolverUse,
): EquivalenceResult {
  const all = findingsOf(findings);
  const bounds = new Map<string, Bound>();
  if (left.initial.kind === 'any') for (const bound of clockBounds(contract)) bounds.set(bound.what, bound);
  for (const { what, size } of pair?.execution.context.bounds ?? []) bounds.set(what, { what, size });
  const links = left.initial.kind === 'any' && isLinked ? linksOf(contract).map(linkText) : [];
  return {
    left: left.id,
    right: right.id,
    verdict: all.some(({ kind }) => kind === 'found') ? 'different' : all.every(({ kind }) => kind === 'none') ? 'equivalent' : 'unknown',
    claim: { initial: left.initial.kind, compared, pairs: pairs.same, links, bound: bounds.size > 0 ? [...bounds.values()] : null },
    ...findings,
    solver,
  };
}

function linkText({ collection, property, target }: Link): string {
  return `${collection}.${property} to ${target}`;
}
