// Decides claims about small contracts by trying everything: all initial states, all values of holes, all choices of the server.

import { equalValues } from '../../src/base/equality.ts';
import { DEFAULT_LIMITS } from '../../src/base/limits.ts';
import { DEFAULT_NOW } from '../../src/base/time.ts';
import { isObject, type Value } from '../../src/base/value.ts';
import type { Contract, Rule } from '../../src/contract/contract.ts';
import type { Outcome } from '../../src/contract/outcome.ts';
import { compileStateRule } from '../../src/contract/rules/state-rule.ts';
import type { Step, Template, Trajectory } from '../../src/contract/trajectory.ts';
import type { Chooser, Question } from '../../src/simulate/choose/chooser.ts';
import { holds } from '../../src/simulate/evaluate/evaluate.ts';
import { isLegal } from '../../src/simulate/legality.ts';
import { stateOf } from '../../src/simulate/read-state.ts';
import { type ReplayedStep, replay } from '../../src/simulate/replay/replay.ts';
import { initialState, type State, stateValue } from '../../src/simulate/state.ts';
import { holeSchemas } from '../../src/symbolic/request/holes.ts';
import { assignments, statesOf, unordered, valuesOfSchema } from './enumerate.ts';

/** What trying everything found. `first`: the earliest step at which some run fails; the number of steps for a claim about the whole. */
export interface Found {
  readonly runs: number;
  readonly forall: boolean;
  readonly exists: boolean;
  readonly first: number | null;
  /** Whether in some run the server had nothing left to choose: such a step does not end, and nothing is claimed of it. */
  readonly stuck: boolean;
}

const TOO_MANY = 'too many';
const STUCK = 'stuck';

const MOST_STATES = 3_000;
const MOST_RUNS = 20_000;
const MOST_VALUES = 40;

/** Null where everything is too much. */
export function tryEverything(contract: Contract, trajectory: Trajectory): Found | null {
  const starts = startsOf(contract, trajectory);
  const domains = new Map<string, readonly Value[]>();
  for (const [name, schema] of holeSchemas(contract, trajectory)) {
    const values = valuesOfSchema(contract.schemas, schema, MOST_VALUES);
    if (values === null) return null;
    domains.set(name, values);
  }
  if (starts === null) return null;
  const claims = claimsOf(contract, trajectory);
  const fillings = assignments(domains);
  const failures = new Map(fillings.map((holes) => [holes, null as number | null]));
  const seen = new Map(fillings.map((holes) => [holes, new Set<number>()]));
  let runs = 0;
  let stuck = false;
  for (const start of starts) {
    for (const holes of fillings) {
      for (const failure of everyRun(contract, trajectory, start, holes, claims, seen.get(holes) ?? new Set())) {
        runs += 1;
        if (failure === TOO_MANY || runs > MOST_RUNS) return null;
        if (failure === STUCK) stuck = true;
        else if (failure !== null) failures.set(holes, Math.min(failure, failures.get(holes) ?? failure));
      }
    }
  }
  const recorded = trajectory.steps.flatMap(({ response }, i) => (response?.body === undefined || response.status >= 300 ? [] : [i]));
  for (const holes of runs === 0 ? [] : fillings) {
    const never = recorded.find((i) => seen.get(holes)?.has(i) !== true);
    if (never !== undefined) failures.set(holes, Math.min(never, failures.get(holes) ?? never));
  }
  const failed = [...failures.values()].filter((failure) => failure !== null);
  return {
    runs,
    forall: failed.length === 0,
    exists: failed.length < fillings.length,
    first: failed.length > 0 ? Math.min(...failed) : null,
    stuck,
  };
}

/** The legal states in which the trajectory may start; null where they are too many. */
export function startsOf(contract: Contract, { initial }: Trajectory): readonly State[] | null {
  if (initial.kind === 'reset') return legal(contract, [initialState(contract).value]);
  const values = initial.kind === 'given' ? [initial.state] : statesOf(contract, MOST_STATES);
  return (
    values &&
    legal(
      contract,
      values.map((value) => stateOf(contract, value).value),
    )
  );
}

function legal(contract: Contract, states: readonly (State | null)[]): readonly State[] {
  return states.filter((state) => state !== null).filter((state) => isLegal(contract, state, { now: DEFAULT_NOW }) === null);
}

interface Claims {
  readonly goal: Rule | null;
  readonly never: Rule | null;
}

/** The rules of the trajectory about states. */
export function claimsOf(contract: Contract, { goal, never }: Trajectory): Claims {
  const compiled = (text: string | null): Rule | null => {
    if (text === null) return null;
    const { rule, diagnostics } = compileStateRule(text, contract, { file: 'claim', line: 1, column: 1 });
    if (rule === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
    return rule;
  };
  return { goal: compiled(goal), never: compiled(never) };
}

/** The step at which each possible run fails, null where it does not, or that it does not end: one run for every way in which the server can choose. */
function* everyRun(
  contract: Contract,
  trajectory: Trajectory,
  start: State,
  holes: ReadonlyMap<string, Value>,
  claims: Claims,
  recorded: Set<number>,
): Generator<number | null | typeof TOO_MANY | typeof STUCK> {
  let decisions: number[] = [];
  do {
    const made: { at: number; of: number }[] = [];
    let stuck = false;
    const chooser: Chooser = (question) => {
      const options = optionsOf(contract, question);
      if (options === null) throw new TooMany();
      const at = decisions[made.length] ?? 0;
      made.push({ at, of: options.length });
      const chosen = options[at];
      if (chosen !== undefined) return chosen;
      stuck = true;
      return { kind: 'no-choice', reason: 'unsatisfiable', message: 'nothing is left' };
    };
    try {
      const run = replay(contract, trajectory, { initial: start, holes, chooser: () => chooser });
      const first = firstFailure(contract, trajectory, start, run.steps, claims, recorded);
      // A run in which the server has nothing to choose from does not get further; what failed before, failed.
      const stop = run.steps.findIndex(({ result }) => result?.kind === 'undecided');
      if (stop >= 0 && !stuck) throw new TooMany();
      yield stop >= 0 && (first === null || first >= stop) ? STUCK : first;
    } catch (error) {
      if (!(error instanceof TooMany)) throw error;
      yield TOO_MANY;
      return;
    }
    while (made.length > 0 && (made.at(-1)?.at ?? 0) + 1 >= (made.at(-1)?.of ?? 0)) made.pop();
    decisions = made.map(({ at }, i) => (i === made.length - 1 ? at + 1 : at));
  } while (decisions.length > 0);
}

class TooMany extends Error {}

function optionsOf(contract: Contract, { schema, taken }: Question): readonly Value[] | null {
  const values = valuesOfSchema(contract.schemas, schema, MOST_VALUES);
  return values?.filter((value) => taken?.(value) !== true) ?? null;
}

/**
 * The step whose claim fails first; the number of steps if only a claim about the whole does. A run that answers otherwise than was recorded
 * is not the one that was recorded: it says nothing from there on.
 */
export function firstFailure(
  contract: Contract,
  trajectory: Trajectory,
  start: State,
  steps: readonly ReplayedStep[],
  { goal, never }: Claims,
  recorded: Set<number>,
): number | null {
  if (never !== null && isTrue(never, start)) return -1;
  for (const [index, step] of trajectory.steps.entries()) {
    const replayed = steps[index];
    if (replayed === undefined || !isAsClaimed(contract, step, replayed)) return index;
    if (answersAsRecorded(step, replayed)) recorded.add(index);
    else return null;
    if (never !== null && isTrue(never, replayed.state)) return index;
  }
  const last = steps.at(-1)?.state ?? start;
  const framed = trajectory.frame.every((name) => content(contract, start, name) === content(contract, last, name));
  return framed && (goal === null || isTrue(goal, last)) ? null : trajectory.steps.length;
}

/** Also where no answer was recorded. */
function answersAsRecorded({ response }: Step, { result }: ReplayedStep): boolean {
  if (response?.body === undefined || result?.kind !== 'transition' || result.outcome.kind !== 'success') return true;
  return result.outcome.body !== undefined && equalValues(result.outcome.body, response.body);
}

function isAsClaimed(contract: Contract, { operationId, expect, response }: Step, { result }: ReplayedStep): boolean {
  const status = expect?.status ?? response?.status ?? null;
  if (!contract.operations.has(operationId)) return status === 404;
  if (result === null || result.kind === 'undecided' || result.outcome.kind === 'fault') return false;
  if (expect?.body !== undefined && !answers(result.outcome, expect.body)) return false;
  if (status !== null) return result.outcome.status === status;
  return result.outcome.kind === 'success' && result.outcome.status >= 200 && result.outcome.status < 300;
}

/** Made expectations have no holes in bodies. */
function answers(outcome: Outcome, expected: Template): boolean {
  if (expected.kind !== 'value') throw new Error('only values are expected of bodies');
  return outcome.kind === 'success' && outcome.body !== undefined && equalValues(outcome.body, expected.value);
}

export function isTrue(rule: Rule, state: State): boolean {
  const environment = { state, before: null, request: null, response: null, now: DEFAULT_NOW, fresh: null, limits: DEFAULT_LIMITS };
  return holds(rule.expression, environment) === true;
}

function content(contract: Contract, state: State, name: string): string {
  const value = stateValue(state);
  return unordered(isObject(value) ? value.get(name) : undefined, contract.collections.get(name)?.key ?? []);
}
