// Decides whether some filling of a trajectory's holes makes it valid: candidates from the solver, each proved, each failure a lesson.
// Counterexample-guided inductive synthesis (Solar-Lezama 2006): the exists-forall question is never put to the solver as one.

import { type Checked, hasErrors } from '../base/diagnostic.ts';
import type { Value } from '../base/value.ts';
import { decode } from '../symbolic/decode.ts';
import type { Answer, Model } from '../symbolic/solver.ts';
import type { Term } from '../symbolic/term.ts';
import { claimOf, undecidedVerdict } from './assemble.ts';
import { completer } from './complete-state.ts';
import { clash } from './core.ts';
import { guesses } from './guess.ts';
import { fillHoles } from './holes.ts';
import { leap, lesson, otherThan } from './learn.ts';
import type { Prover } from './prover.ts';
import type { Question } from './question.ts';
import type { Run } from './run.ts';
import { emptiestState, hasSomeRun, someFilling } from './some-run.ts';
import { decideUniversal, execute, proverFor, vacuity, withinLimits } from './universal.ts';
import { beyondBounds, unknownAnswer } from './unknown.ts';
import type { UnknownReason, Verdict } from './verdict.ts';

const NO_REASON: UnknownReason = { kind: 'incomplete-theory', message: 'a candidate could not be decided', constructs: [] };

const UNTOLD: UnknownReason = {
  kind: 'not-realisable',
  message: 'the solver proposes a filling that cannot be told as values',
  constructs: [],
};

/** Candidates that are tried before the search gives up. */
const MAX_ROUNDS = 32;

/**
 * Valid with the filling found; invalid with a minimal core if no filling can meet all claims, for any unknowns at all; else the
 * last candidate's counterexample where every other filling was excluded, or unknown.
 */
export async function decideExists(question: Question): Promise<Checked<Verdict>> {
  const guessed = await decideByGuess(question);
  return guessed ?? decideBySolver(question);
}

/** Guesses that are proved before the solver is asked. */
const MAX_PROVED_GUESSES = 4;

/** Valid with a guessed filling; null where no guess was right. */
export async function decideByGuess(question: Question, maxReplayedSteps?: number): Promise<Checked<Verdict> | null> {
  let count = 0;
  for (const holes of guesses(question, maxReplayedSteps)) {
    const proved = await decideUniversal({ ...question, trajectory: fillHoles(question.trajectory, holes) });
    if (proved.value?.verdict === 'valid') return { ...proved, value: { ...proved.value, holes } };
    count += 1;
    if (count >= MAX_PROVED_GUESSES) return null;
  }
  return null;
}

async function decideBySolver(question: Question): Promise<Checked<Verdict>> {
  return withinLimits(question, async () => {
    const { options } = question;
    const run = execute(question, 'exact');
    if (hasErrors(run.diagnostics)) return { value: null, diagnostics: run.diagnostics };
    const prover = proverFor(question, run, await options.solver(), 'matching');
    try {
      return await search(question, run, prover);
    } finally {
      prover.close();
    }
  });
}

async function search(question: Question, run: Run, prover: Prover): Promise<Checked<Verdict>> {
  const excluded: Term[] = [];
  const tried: ReadonlyMap<string, Value>[] = [];
  let last: Verdict | null = null;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const answer = propose(run, prover, round, excluded, tried);
    if (answer.kind === 'unsat') return noneLeft(question, run, prover, excluded, last);
    // A candidate will do: each filling is judged for itself.
    if (answer.kind === 'unknown' && !answer.candidate) return undecided(question, run, prover, unknownAnswer(answer));
    const model = answer.kind === 'sat' ? answer.model : answer.candidate;
    const holes = model && fillingOf(question, run, model, prover.asked());
    if (!holes) return undecided(question, run, prover, UNTOLD);
    const proved = await decideUniversal({ ...question, trajectory: fillHoles(question.trajectory, holes) });
    if (proved.value === null) return proved;
    if (proved.value.verdict === 'valid') return { value: { ...proved.value, holes, solver: prover.use() }, diagnostics: [] };
    if (proved.value.verdict === 'unknown') return undecided(question, run, prover, proved.value.unknown ?? NO_REASON);
    last = { ...withHoles(proved.value, holes), solver: prover.use() };
    tried.push(holes);
    excluded.push(otherThan(run, holes), ...lesson(question, run, 2 * round + 1, proved.value.counterexample?.initial ?? null));
    // What fails where there is nothing fails for every filling, and more often than not that is the whole story.
    if (round === 0 && question.start === null) excluded.push(...lesson(question, run, 2, emptiestState(question)?.value ?? null));
  }
  const message = `none of the first ${MAX_ROUNDS} fillings that were tried makes the trajectory valid${question.start === null ? ' for all initial states' : ''}, whatever the server chooses`;
  const constructs = run.execution.context.constructsIn(run.obligations.map(({ claim }) => claim));
  return undecided(question, run, prover, { kind: 'rounds', message, constructs });
}

function withHoles(verdict: Verdict, holes: ReadonlyMap<string, Value>): Verdict {
  const { counterexample } = verdict;
  return { ...verdict, counterexample: counterexample && { ...counterexample, holes: new Map(holes) } };
}

function propose(run: Run, prover: Prover, round: number, excluded: readonly Term[], tried: readonly ReadonlyMap<string, Value>[]): Answer {
  const asked = [...run.obligations.map(({ claim }) => claim), ...excluded];
  const far = leap(run, tried);
  const ahead = far === null ? null : prover.ask(`a filling further on, round ${round}`, [...asked, far]);
  return ahead?.kind === 'sat' ? ahead : prover.ask(`a filling, round ${round}`, asked);
}

// Beyond a bound there may be fillings that the search did not see.
async function noneLeft(
  question: Question,
  run: Run,
  prover: Prover,
  excluded: readonly Term[],
  last: Verdict | null,
): Promise<Checked<Verdict>> {
  const { bounds } = run.execution.context;
  const isLearnt =
    last !== null && !areHolesBounded(run) && prover.ask('a filling that does in the states met so far', excluded).kind === 'unsat';
  if (isLearnt) return { value: last, diagnostics: [] };
  if (bounds.length > 0) return undecided(question, run, prover, beyondBounds(bounds));
  const vacuous = last === null && !hasSomeRun(question) ? vacuity(prover) : null;
  if (vacuous) return undecided(question, run, prover, vacuous);
  return { value: last ?? (await withoutFilling(question, run, prover)), diagnostics: [] };
}

/** Whether a bound is one of the fillings, and not only of the initial states that were looked at. */
function areHolesBounded({ execution }: Run): boolean {
  const names = [...execution.holes.keys()].map((name) => `hole ${name}`);
  return execution.context.bounds.some(({ fact }) =>
    [...execution.namesIn(fact)].some((used) => names.some((name) => used.startsWith(name))),
  );
}

function undecided(question: Question, run: Run, prover: Prover, reason: UnknownReason): Checked<Verdict> {
  const claim = claimOf(question.contract, question.trajectory, question.options, run.execution.context);
  return { value: undecidedVerdict(question.trajectory, claim, reason, prover.use()), diagnostics: [] };
}

/** The values of the holes in a model; null where they could not be told. */
function fillingOf(question: Question, run: Run, model: Model, asked: readonly Term[]): ReadonlyMap<string, Value> | null {
  if (!run.start) return null;
  const { holes } = decode(run.execution, run.start, model, completer(question.contract, question.options.seed), asked);
  return [...run.execution.holes.keys()].every((name) => holes.has(name)) ? holes : null;
}

/** No filling does: the claims that clash, and how one filling fails, for a person to look at. */
async function withoutFilling(question: Question, run: Run, prover: Prover): Promise<Verdict> {
  const { trajectory, options } = question;
  const found = clash(question.contract, trajectory, run, prover);
  const at = found.step;
  const example = await exampleOf(question, at);
  const steps = trajectory.steps.slice(0, at === null ? trajectory.steps.length : at + 1).map(({ operationId }, index) => {
    const failure = index === at ? (example?.failure ?? null) : null;
    return { index, operationId, outcome: index === at ? 'fails' : 'holds', failure, unknown: null } as const;
  });
  return {
    trajectory: trajectory.id,
    verdict: 'invalid',
    claim: claimOf(question.contract, trajectory, options, run.execution.context),
    steps,
    claims: at === null ? (example?.claims ?? []) : [],
    failure: example?.failure ?? null,
    counterexample: example?.counterexample ?? null,
    holes: null,
    core: found.core,
    unknown: null,
    solver: prover.use(),
  };
}

/** How the trajectory fails at that step with values that fit for its holes; null if those found fail elsewhere. */
async function exampleOf(question: Question, step: number | null): Promise<Verdict | null> {
  const holes = someFilling(question);
  if (holes === null) return null;
  const { value } = await decideUniversal({ ...question, trajectory: fillHoles(question.trajectory, holes) });
  return value?.verdict === 'invalid' && value.failure?.step === step ? withHoles(value, holes) : null;
}
