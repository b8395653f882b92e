// Decides whether a model of the solver refutes a claim: it is decoded, completed to a real state, and replayed by the concrete interpreter.

import { canonicalJson } from '../base/json.ts';
import type { Limits } from '../base/limits.ts';
import { isObject, type ObjectKey, type Timestamp, type Value } from '../base/value.ts';
import type { Contract } from '../contract/contract.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import { scriptedChooser } from '../simulate/choose/scripted.ts';
import { seededChooser } from '../simulate/choose/seeded.ts';
import { isLegal } from '../simulate/legality.ts';
import { stateOf } from '../simulate/read-state.ts';
import { type Replay, replay } from '../simulate/replay/replay.ts';
import { conforms } from '../simulate/schema/conforms.ts';
import type { State } from '../simulate/state.ts';
import { type Decoded, decode } from '../symbolic/decode.ts';
import type { Execution } from '../symbolic/execution.ts';
import { emptyModel } from '../symbolic/model.ts';
import type { Model } from '../symbolic/solver.ts';
import type { SymbolicState } from '../symbolic/state.ts';
import type { Term } from '../symbolic/term.ts';
import type { ChosenValue } from '../symbolic/transition.ts';
import type { Claims } from './claims.ts';
import { completer, completeState } from './complete-state.ts';
import { type Confirmation, confirm } from './confirm.ts';
import { Disagreement } from './disagreement.ts';
import type { Obligation } from './obligation.ts';
import { irrelevantSteps } from './relevance.ts';
import { simplify } from './simplify.ts';
import { unsupported } from './unknown.ts';
import type { Counterexample, Failure, UnknownReason } from './verdict.ts';

/** A replayed counterexample and the failure it shows. */
export interface Refutation {
  readonly failure: Failure;
  readonly counterexample: Counterexample;
  readonly replay: Replay;
  /** The steps before the failure that the counterexample does not need; looked for when it is asked. */
  readonly irrelevant: () => ReadonlySet<number>;
}

/** What may refute: a model of what was asked, or a candidate that satisfies it but for quantifiers. */
export interface Proposal {
  readonly model: Model;
  readonly asked: readonly Term[];
  readonly isCandidate: boolean;
}

/** Turns models into refutations; knows the trajectory, so that its callers need not. */
export interface Refuter {
  refute(obligation: Obligation, proposal: Proposal): Refutation | { readonly reason: UnknownReason };
  /** Whether the proposal is a run that meets the claim. */
  shows(obligation: Obligation, proposal: Proposal): boolean;
}

/** What replaying needs to know. `initial` is the state for `reset` and given initial states; null for `any`. */
export interface RefuterInput {
  readonly contract: Contract;
  readonly trajectory: Trajectory;
  readonly claims: Claims;
  readonly execution: Execution;
  readonly start: SymbolicState | null;
  readonly initial: State | null;
  readonly holes: ReadonlyMap<string, Value>;
  readonly now: Timestamp;
  readonly seed: number;
  readonly limits: Limits;
}

/** A refuter for one executed trajectory. A replay that contradicts a complete model throws `Disagreement`: a bug in this program. */
export function createRefuter(input: RefuterInput): Refuter {
  return {
    refute: (obligation, proposal) => refute(input, obligation, proposal),
    shows: (obligation, proposal) => {
      const scenario = scenarioOf(input, proposal);
      return !('reason' in scenario) && play(input, obligation, scenario).confirmation.kind === 'denied';
    },
  };
}

function refute(input: RefuterInput, obligation: Obligation, proposal: Proposal): Refutation | { readonly reason: UnknownReason } {
  const { trajectory, execution } = input;
  const scenario = scenarioOf(input, proposal);
  if ('reason' in scenario) return scenario;
  const { run, confirmation } = play(input, obligation, scenario);
  if (confirmation.kind === 'undecided') return { reason: confirmation.reason };
  if (confirmation.kind === 'confirmed') return simplest(input, obligation, scenario, { run, failure: confirmation.failure });
  const constructs = execution.context.constructsIn([obligation.claim, ...execution.context.facts]);
  if (constructs.length > 0) return { reason: unsupported(constructs) };
  if (proposal.isCandidate || scenario.shown !== null) return { reason: notRealisable([confirmation.detail]) };
  throw new Disagreement(trajectory, obligation, confirmation.detail);
}

/** What a proposal says, as far as that is a state of the contract and values that holes may have. */
function scenarioOf(input: RefuterInput, { model, asked }: Proposal): Scenario | { readonly reason: UnknownReason } {
  const { contract, execution } = input;
  if (!input.start) return { reason: notRealisable(['there is no initial state']) };
  const decoded = decode(execution, input.start, model, completer(contract, input.seed), asked);
  if (decoded.undecoded.length > 0) return { reason: notRealisable(decoded.undecoded.map((place) => `${place} could not be told`)) };
  // A model that leaves everything open proposes no choices: any will do, and seeded ones read better.
  const choices = model === emptyModel ? [] : decoded.choices;
  const start = startingState(input, decoded);
  if ('reason' in start) return start;
  const scenario: Scenario = { ...start, holes: decoded.holes, choices };
  return withHoles(input, scenario, decoded.holes) ?? { reason: notRealisable(['a hole is outside its schema']) };
}

/** Everything that was open, decided. `shown` describes the initial state where it was open. */
interface Scenario {
  readonly state: State;
  readonly shown: Value | null;
  readonly holes: ReadonlyMap<string, Value>;
  readonly choices: readonly ChosenValue[];
}

function play(
  input: RefuterInput,
  { about }: Obligation,
  scenario: Scenario,
): { readonly run: Replay; readonly confirmation: Confirmation } {
  const { contract, trajectory } = input;
  const holes = new Map([...input.holes, ...scenario.holes]);
  const run = replay(contract, trajectory, {
    initial: scenario.state,
    holes,
    chooser: (step) => scriptedChooser(choicesAt(scenario.choices, step), seededChooser(contract, input.seed, step)),
    now: input.now,
    limits: input.limits,
  });
  return { run, confirmation: confirm({ ...input, holes }, run, about) };
}

/** Replays that making a counterexample simpler may take. */
const MAX_SIMPLIFYING_REPLAYS = 400;

/** The refutation by the simplest scenario found that fails in the same way. */
function simplest(
  input: RefuterInput,
  obligation: Obligation,
  first: Scenario,
  found: { readonly run: Replay; readonly failure: Failure },
): Refutation {
  let best = { scenario: first, ...found };
  const passes = (scenario: Scenario | null): boolean => {
    if (scenario === null) return false;
    const { run, confirmation } = play(input, obligation, scenario);
    if (confirmation.kind !== 'confirmed' || !isSameFailure(confirmation.failure, found.failure)) return false;
    if (!isSameBefore(input, found.run, run, found.failure.step)) return false;
    best = { scenario, run, failure: confirmation.failure };
    return true;
  };
  if (first.shown !== null) simplify(first.shown, (shown) => passes(withInitial(input, best.scenario, shown)), MAX_SIMPLIFYING_REPLAYS);
  const holes = new Map(first.holes);
  if (holes.size > 0)
    simplify(
      holes,
      (simpler) => simpler !== null && isObject(simpler) && passes(withHoles(input, best.scenario, simpler)),
      MAX_SIMPLIFYING_REPLAYS,
    );
  const { scenario, run, failure } = best;
  const all = new Map([...input.holes, ...scenario.holes]);
  const irrelevant = (): ReadonlySet<number> =>
    irrelevantSteps({ ...input, holes: all }, { about: obligation.about, failure, run, state: scenario.state, choices: scenario.choices });
  return { failure, counterexample: counterexampleOf(run, failure, scenario.shown, all), replay: run, irrelevant };
}

function isSameFailure(a: Failure, b: Failure): boolean {
  return a.step === b.step && a.actual === b.actual && a.requirement.kind === b.requirement.kind && a.requirement.id === b.requirement.id;
}

/** Whether the steps before the failing one end as they did; where an answer was recorded, with the same one. */
function isSameBefore({ trajectory }: RefuterInput, a: Replay, b: Replay, failing: number | null): boolean {
  return trajectory.steps.slice(0, failing ?? undefined).every(({ response, expect }, index) => {
    const [before, after] = [outcomeAt(a, index), outcomeAt(b, index)];
    if (before?.kind !== after?.kind || before?.status !== after?.status) return false;
    const isCompared = response?.body !== undefined || expect?.body !== undefined;
    return !isCompared || canonicalBody(before) === canonicalBody(after);
  });
}

function outcomeAt(run: Replay, index: number): Outcome | null {
  const result = run.steps[index]?.result;
  return result?.kind === 'transition' ? result.outcome : null;
}

function canonicalBody(outcome: Outcome | null): string | null {
  return outcome?.kind === 'success' && outcome.body !== undefined ? canonicalJson(outcome.body) : null;
}

function withInitial({ contract, now, limits }: RefuterInput, scenario: Scenario, shown: Value): Scenario | null {
  // A variable that is left out has its initial value, but a reader would not know.
  if (shown === null || !isObject(shown) || [...contract.variables.keys()].some((name) => !shown.has(name))) return null;
  const { value: state } = stateOf(contract, shown);
  return state !== null && isLegal(contract, state, { now, limits }) === null ? { ...scenario, state, shown } : null;
}

/** The scenario with these values for its holes; null if one is outside its schema. */
function withHoles({ contract, execution }: RefuterInput, scenario: Scenario, holes: ReadonlyMap<ObjectKey, Value>): Scenario | null {
  const filled = [...scenario.holes.keys()].map((name) => [name, holes.get(name)] as const);
  const fitting = filled.flatMap(([name, value]) => {
    const schema = execution.holeSchemas.get(name) ?? {};
    return value !== undefined && conforms(contract.schemas, schema, value, 'request') === null ? [[name, value] as const] : [];
  });
  return fitting.length === filled.length ? { ...scenario, holes: new Map(fitting) } : null;
}

function startingState(
  input: RefuterInput,
  { initial, sizes }: Pick<Decoded, 'initial' | 'sizes'>,
): { readonly state: State; readonly shown: Value | null } | { readonly reason: UnknownReason } {
  if (input.initial) return { state: input.initial, shown: null };
  const completed = completeState(input.contract, initial ?? new Map(), input.seed, sizes);
  if ('reason' in completed) return completed;
  const illegal = isLegal(input.contract, completed.state, { now: input.now, limits: input.limits });
  if (illegal === null) return { state: completed.state, shown: completed.value };
  const why = illegal.kind === 'illegal' ? illegal.cause.message : illegal.message;
  return { reason: notRealisable([`the initial state found by the solver is not one of the contract's: ${why}`]) };
}

function notRealisable(details: readonly string[]): UnknownReason {
  const message = 'a model refutes the claim, but no run of the contract could be made from it';
  return { kind: 'not-realisable', message: details.length > 0 ? `${message}: ${details.join('; ')}` : message, constructs: [] };
}

function choicesAt(choices: readonly ChosenValue[], step: number): ReadonlyMap<string, Value> {
  return new Map(choices.filter((choice) => choice.step === step).map(({ place, value }) => [place, value] as const));
}

function counterexampleOf(run: Replay, failure: Failure, initial: Value | null, holes: ReadonlyMap<string, Value>): Counterexample {
  const upTo = failure.step === null ? run.steps.length : failure.step + 1;
  const steps = run.steps.slice(0, upTo);
  return {
    initial,
    holes: new Map(holes),
    responses: steps.flatMap((s) => (s.result?.kind === 'transition' ? [s.result.outcome] : [])),
    choices: steps.flatMap((s) =>
      s.result?.kind === 'transition' ? [...s.result.choices].map(([place, value]) => [s.index, place, value] as const) : [],
    ),
  };
}
