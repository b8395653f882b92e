// Decides whether what the solver proposes is a difference of two trajectories: both are run by the concrete interpreter from the state that it tells.

import type { Value } from '../../base/value.ts';
import type { Chooser } from '../../simulate/choose/chooser.ts';
import { scriptedChooser } from '../../simulate/choose/scripted.ts';
import { seededChooser } from '../../simulate/choose/seeded.ts';
import { isLegal } from '../../simulate/legality.ts';
import { type Replay, replay } from '../../simulate/replay/replay.ts';
import { type State, stateValue } from '../../simulate/state.ts';
import { decode } from '../../symbolic/decode.ts';
import type { Model } from '../../symbolic/model.ts';
import type { Term } from '../../symbolic/term.ts';
import type { ChosenValue } from '../../symbolic/transition.ts';
import { completer, completeState } from '../../verify/complete-state.ts';
import { fillHoles } from '../../verify/holes.ts';
import { verify } from '../../verify/verify.ts';
import { canEndSo } from './can-end.ts';
import { differencesOf, endOf, isForced, type RunEnd } from './compare-runs.ts';
import type { PairWitness, WitnessRun } from './equivalence-result.ts';
import type { Lane } from './lane.ts';
import type { PairQuestion, PairRun } from './pair-run.ts';

/** Of which kind a difference is. */
export type DifferenceKind = 'onlyLeft' | 'onlyRight' | 'results';

export interface Difference {
  readonly kind: DifferenceKind;
  readonly witness: PairWitness;
}

/** A difference that was shown, or why what was proposed is none. */
export type Shown = Difference | string;

/** A state and choices of the server that the solver proposes for both lanes. */
export interface Scenario {
  readonly state: State;
  /** Null: the trajectories' own. */
  readonly initial: Value | null;
  readonly holes: ReadonlyMap<string, Value>;
  readonly left: readonly ChosenValue[];
  readonly right: readonly ChosenValue[];
}

/** The model as a scenario, or what keeps it from being one. */
export function scenarioOf({ question, start, left, right, execution }: PairRun, model: Model, asked: readonly Term[]): Scenario | string {
  const { contract, options } = question;
  const complete = completer(contract, options.seed);
  const [a, b] = [left, right].map((lane) => decode({ ...lane.execution, holes: execution.holes }, start, model, complete, asked));
  if (a === undefined || b === undefined) throw new Error('there are two lanes');
  const [untold] = [...a.undecoded, ...b.undecoded];
  if (untold !== undefined) return `${untold} could not be told`;
  const found = { holes: a.holes, left: a.choices, right: b.choices };
  if (question.start !== null) return { ...found, state: question.start, initial: null };
  const completed = completeState(contract, a.initial ?? new Map(), options.seed, a.sizes);
  if ('reason' in completed) return completed.reason.message;
  const illegal = isLegal(contract, completed.state, { now: options.now, limits: options.limits });
  return illegal === null ? { ...found, state: completed.state, initial: completed.value } : 'the initial state is not legal';
}

/** Runs both from the scenario, and says in what the outcomes that are possible from its state differ, if that is certain. */
export async function differenceIn(question: PairQuestion, lanes: Pick<PairRun, 'left' | 'right'>, scenario: Scenario): Promise<Shown> {
  const proposed = proposedIn(question, lanes, scenario);
  if (typeof proposed === 'string') return proposed;
  const { difference, left, right } = proposed;
  const isCertain = proposed.isForced || (await isSettled(question, difference.kind, scenario, left, right));
  return isCertain ? difference : UNCERTAIN;
}

const UNCERTAIN = 'the server could choose so that there is none';

/** What the runs show, and whether it is certain because the server has nothing to choose where that would matter. */
export interface Proposed {
  readonly difference: Difference;
  readonly isForced: boolean;
  readonly left: WitnessRun;
  readonly right: WitnessRun;
}

export function proposedIn(question: PairQuestion, lanes: Pick<PairRun, 'left' | 'right'>, scenario: Scenario): Proposed | string {
  const left = runIn(question, lanes.left, scenario, scenario.left);
  const right = runIn(question, lanes.right, scenario, scenario.right);
  if (left.end.kind === 'stuck' || right.end.kind === 'stuck') return 'a run of it does not come to an end';
  if (left.end.kind === 'failed' && right.end.kind === 'failed') return 'neither run ends as claimed';
  const witness = witnessOf(question, scenario, left, right);
  const propose = (kind: DifferenceKind, isForced: boolean): Proposed => ({
    difference: { kind, witness },
    isForced,
    left: left.run,
    right: right.run,
  });
  const [isLeftForced, isRightForced] = [isForced(left.run.replay), isForced(right.run.replay)];
  if (left.end.kind === 'failed') return propose('onlyRight', isRightForced);
  if (right.end.kind === 'failed') return propose('onlyLeft', isLeftForced);
  return witness.differences.length === 0 ? 'the runs come to the same' : propose('results', isLeftForced && isRightForced);
}

async function isSettled(
  question: PairQuestion,
  kind: DifferenceKind,
  scenario: Scenario,
  left: WitnessRun,
  right: WitnessRun,
): Promise<boolean> {
  if (kind === 'results') {
    const areAccepted = (await always(question, left, scenario)) && (await always(question, right, scenario));
    return areAccepted && (await excludes(question, scenario, left, right));
  }
  return always(question, kind === 'onlyLeft' ? left : right, scenario);
}

interface Made {
  readonly run: WitnessRun;
  readonly end: RunEnd;
}

function runIn({ contract, options }: PairQuestion, lane: Lane, scenario: Scenario, choices: readonly ChosenValue[]): Made {
  const trajectory = fillHoles(lane.trajectory, scenario.holes);
  const { seed, now, limits } = options;
  const chooser = (index: number): Chooser => {
    const number = lane.numbers[index] ?? index;
    const own = new Map(choices.filter(({ step }) => step === number).map(({ place, value }) => [place, value] as const));
    const fallback = seededChooser(contract, seed, number);
    const scripted = scriptedChooser(own, fallback);
    // What was chosen in the other run may not be new in this one.
    return (asked) => (own.has(asked.place) && asked.taken?.(own.get(asked.place) ?? null) === true ? fallback(asked) : scripted(asked));
  };
  const run: Replay = replay(contract, trajectory, { initial: scenario.state, holes: new Map(), chooser, now, limits });
  const end = endOf(contract, trajectory, run);
  const started = scenario.initial === null ? trajectory : { ...trajectory, initial: { kind: 'given', state: scenario.initial } as const };
  return { run: { trajectory: started, replay: run, failed: end.kind === 'failed' ? end.step : null }, end };
}

function witnessOf(question: PairQuestion, { initial, holes }: Scenario, left: Made, right: Made): PairWitness {
  const { contract, compared, pairs } = question;
  const both = left.end.kind === 'accepted' && right.end.kind === 'accepted';
  const differences = both ? differencesOf(contract, left.run.replay, right.run.replay, compared === 'state' ? [] : pairs.same) : [];
  return { initial, holes: new Map(holes), left: left.run, right: right.run, differences };
}

/** Whether every run of the trajectory from the state ends as claimed. */
async function always({ contract, options }: PairQuestion, { trajectory, replay: run }: WitnessRun, { state }: Scenario): Promise<boolean> {
  if (isForced(run)) return true;
  const { value } = await verify(
    contract,
    { ...trajectory, initial: { kind: 'given', state: stateValue(state) } },
    { ...options, initial: null },
  );
  return value?.verdict === 'valid';
}

/** Whether one of them has no run that comes to what the other came to. */
async function excludes(question: PairQuestion, { state }: Scenario, left: WitnessRun, right: WitnessRun): Promise<boolean> {
  if (isForced(left.replay) || isForced(right.replay)) return true;
  const { contract, compared, pairs, options } = question;
  const start = stateValue(state);
  const same = compared === 'state' ? [] : pairs.same;
  const leftAnswers = new Map(same.map((pair) => [pair.left, pair.right]));
  const rightAnswers = new Map(same.map((pair) => [pair.right, pair.left]));
  const canLeft = await canEndSo(contract, left.trajectory, { start, run: right.replay, answers: leftAnswers }, options);
  return !canLeft || !(await canEndSo(contract, right.trajectory, { start, run: left.replay, answers: rightAnswers }, options));
}
