// Runs one trajectory through both interpreters, and says in terms what it means that they agree.

import { toJson } from '../../src/base/json.ts';
import { DEFAULT_LIMITS } from '../../src/base/limits.ts';
import { DEFAULT_NOW, timestamp } from '../../src/base/time.ts';
import { isList, isObject, type Value } from '../../src/base/value.ts';
import type { Contract } from '../../src/contract/contract.ts';
import type { Outcome } from '../../src/contract/outcome.ts';
import type { InitialState, Trajectory } from '../../src/contract/trajectory.ts';
import { seededChooser } from '../../src/simulate/choose/seeded.ts';
import { type ReplayedStep, replay } from '../../src/simulate/replay/replay.ts';
import type { State } from '../../src/simulate/state.ts';
import { equals } from '../../src/symbolic/claims/claims.ts';
import { lookUp } from '../../src/symbolic/collection/read.ts';
import { createContext } from '../../src/symbolic/create-context.ts';
import { executeStep } from '../../src/symbolic/execute.ts';
import { createExecution, type Execution } from '../../src/symbolic/execution.ts';
import { createFactory } from '../../src/symbolic/factory.ts';
import { initialState } from '../../src/symbolic/initial/initial.ts';
import { known } from '../../src/symbolic/normal.ts';
import { holeSchemas } from '../../src/symbolic/request/holes.ts';
import { formRequest } from '../../src/symbolic/request/request.ts';
import { settle } from '../../src/symbolic/settle.ts';
import { collectionOf, type SymbolicState } from '../../src/symbolic/state.ts';
import type { Term } from '../../src/symbolic/term.ts';
import type { Case, Performed } from '../../src/symbolic/transition.ts';

/** Histories of writes at unknown places of unknown records can grow past any limit. */
const MAX_TERMS = 60_000;

export interface Played {
  readonly execution: Execution;
  readonly start: SymbolicState;
  readonly steps: readonly PlayedStep[];
}

export interface PlayedStep {
  readonly concrete: ReplayedStep;
  /** Null for an operation that the contract does not have. */
  readonly performed: Performed | null;
  readonly after: SymbolicState;
}

/** What both are given. `symbolicStart`: what the symbolic one is told of the state in which the concrete one starts. */
export interface Game {
  readonly contract: Contract;
  readonly trajectory: Trajectory;
  readonly start: State;
  readonly symbolicStart: InitialState;
  readonly holes: ReadonlyMap<string, Value>;
}

export function play(game: Game): Played {
  const { contract, trajectory, start, holes } = game;
  const { steps } = replay(contract, trajectory, { initial: start, holes, chooser: (step) => seededChooser(contract, 7, step) });
  const factory = createFactory({ ...DEFAULT_LIMITS, maxTerms: MAX_TERMS });
  const context = createContext({ factory, schemas: contract.schemas, limits: DEFAULT_LIMITS });
  const execution = createExecution(context, contract, holeSchemas(contract, trajectory));
  const initial = initialState(execution, game.symbolicStart, DEFAULT_NOW);
  if (initial.value === null) throw new Error(initial.diagnostics.map(({ message }) => message).join('; '));
  const history: Performed[] = [];
  let [state, now] = [initial.value, DEFAULT_NOW];
  const played = steps.map((concrete, index): PlayedStep => {
    now = timestamp(now.nanos + (trajectory.steps[index]?.advanceNanos ?? 0n)) ?? now;
    const request = formRequest(execution, trajectory, index, history);
    if (request === null) return { concrete, performed: null, after: state };
    const transition = executeStep(execution, state, request, { step: index, now });
    const performed: Performed = { request, transition };
    history[index] = performed;
    state = settle(context, transition, 'open');
    return { concrete, performed, after: state };
  });
  return { execution, start: initial.value, steps: played };
}

/** Whether the concrete interpreter had nothing to say: limits, or patterns that are not supported. */
export function isUndecided({ steps }: Played): boolean {
  return steps.some(({ concrete }) => concrete.result?.kind === 'undecided');
}

export function shownOutcome({ result }: ReplayedStep): string {
  if (result === null) return 'not formed';
  return result.kind === 'undecided' ? `undecided: ${result.message}` : shownEnd(result.outcome);
}

function shownEnd(outcome: Outcome): string {
  return outcome.kind === 'success'
    ? `success ${outcome.status}`
    : `${outcome.kind} ${outcome.status} ${outcome.cause.kind} ${outcome.cause.id}`;
}

/** The case of a symbolic step, as the concrete outcome is shown; the status of success stands for itself. */
export function shownCase({ kind, status, cause }: Case): string {
  if (kind === 'unformed') return 'not formed';
  if (cause === null) return kind;
  return `${kind} ${status.kind === 'constant' ? String(status.value) : '?'} ${cause.kind} ${cause.id}`;
}

/** That the server chose what it chose concretely. */
export function sameChoices({ execution, steps }: Played): readonly Term[] {
  return [...execution.choices.values()].flatMap(({ step, place, value }) => {
    const result = steps[step]?.concrete.result;
    const made = result?.kind === 'transition' ? result.choices.get(place) : undefined;
    return made === undefined ? [] : [equals(execution.context, value, made)];
  });
}

export function sameHoles({ execution }: Played, holes: ReadonlyMap<string, Value>): readonly Term[] {
  return [...execution.holes].map(([name, hole]) => equals(execution.context, hole, holes.get(name)));
}

/** That collections (at the given keys) and variables are as in a concrete state. */
export function sameState(
  execution: Execution,
  symbolic: SymbolicState,
  state: Value,
  universe: ReadonlyMap<string, readonly Value[]>,
): Term {
  const { context, contract } = execution;
  const { factory } = context;
  if (!isObject(state)) throw new Error('a state is an object');
  const claims = [...contract.collections.values()].flatMap((collection): readonly Term[] => {
    const records = new Map(recordsIn(state, collection.name).map((record) => [toJson(keyIn(record, collection.key)), record]));
    const keys = new Map([
      ...(universe.get(collection.name) ?? []).map((key) => [toJson(key), key] as const),
      ...[...records].map(([text, record]) => [text, keyIn(record, collection.key)] as const),
    ]);
    return [...keys].map(([text, key]) => {
      const { present, record } = lookUp(context, collectionOf(symbolic, collection.name), known(key));
      const expected = records.get(text);
      return expected === undefined ? factory.not(present) : factory.and([present, equals(context, record, expected)]);
    });
  });
  const variables = [...symbolic.variables].map(([name, value]) => equals(context, value, state.get(name)));
  return factory.and([...claims, ...variables]);
}

export function recordsIn(state: Value, name: string): readonly Value[] {
  const records = isObject(state) ? state.get(name) : undefined;
  return records !== undefined && isList(records) ? records : [];
}

export function keyIn(record: Value, key: readonly string[]): Value {
  const parts = key.map((property) => (isObject(record) ? (record.get(property) ?? null) : null));
  return parts.length === 1 ? (parts[0] ?? null) : parts;
}

/** That a symbolic step ends as the concrete one did: outcome, status, what decided, and the answer. */
export function sameOutcome({ execution }: Played, { concrete, performed }: PlayedStep): Term {
  const { factory } = execution.context;
  if (performed === null || concrete.result?.kind === 'undecided') throw new Error('both sides have to say something');
  const { cases, response } = performed.transition;
  const outcome = concrete.result?.outcome ?? null;
  const shown = outcome?.kind === 'success' ? 'success' : shownOutcome(concrete);
  // One effect can go wrong in several ways.
  const same = cases.filter((one) => shownCase(one) === shown).map(({ condition }) => condition);
  const others = cases.filter((one) => shownCase(one) !== shown).map(({ condition }) => factory.not(condition));
  const named = [factory.or(same), ...others];
  if (outcome?.kind !== 'success') return factory.and(named);
  const body = equals(execution.context, response.body, outcome.body);
  return factory.and([...named, factory.equal(response.status, factory.int(outcome.status)), body]);
}
