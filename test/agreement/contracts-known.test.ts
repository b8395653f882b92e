// On random contracts both interpreters agree about known states and requests: outcome, status, what decided, answer and next state.

import { expect, test } from 'vitest';
import { toJson } from '../../src/base/json.ts';
import { numeratorOf, ofBigInt } from '../../src/base/number.ts';
import { parseTimestamp, printTimestamp, timestamp } from '../../src/base/time.ts';
import { isNumber, type Value } from '../../src/base/value.ts';
import { stateOf } from '../../src/simulate/read-state.ts';
import type { ReplayedStep } from '../../src/simulate/replay/replay.ts';
import { stateValue } from '../../src/simulate/state.ts';
import { slots } from '../../src/symbolic/collection/slots.ts';
import type { Context } from '../../src/symbolic/context.ts';
import type { Execution } from '../../src/symbolic/execution.ts';
import { decodeSymbolic } from '../../src/symbolic/free-decode.ts';
import { interpretTerm } from '../../src/symbolic/interpret.ts';
import { LimitReached } from '../../src/symbolic/limit-reached.ts';
import { emptyModel, type Model, type ModelValue } from '../../src/symbolic/model.ts';
import type { SymbolicState } from '../../src/symbolic/state.ts';
import type { Sort, Term } from '../../src/symbolic/term.ts';
import { claimedInstant, textOfInstant } from '../../src/symbolic/time-terms.ts';
import type { Symbolic } from '../../src/symbolic/value.ts';
import { defaultSolver } from '../../src/verify/default-solver.ts';
import { Prover } from '../../src/verify/prover.ts';
import { trajectoryOf, valueOfJson } from '../support/contracts/read.ts';
import { planInitial, planSteps } from '../support/contracts/runs.ts';
import type { Json } from '../support/contracts/shapes.ts';
import { count, type Made, PATIENCE, runs, share, type Tally, tryLaw } from './made.ts';
import { isUndecided, type Played, type PlayedStep, play, sameChoices, shownCase, shownOutcome } from './playing.ts';

const RUNS = runs(300);

async function agreeOnKnown({ plan, contract, draws }: Made, tally: Tally): Promise<void> {
  const initial = planInitial(draws, plan.state);
  const steps = planSteps(draws, plan, { steps: 5, mistakes: 12, bindings: 4 });
  const given = valueOfJson(initial);
  const start = stateOf(contract, given).value;
  if (start === null) throw new Error('made states are states');
  const trajectory = trajectoryOf({ initial, steps: steps as unknown as Json });
  const played = withinLimits(() =>
    play({ contract, trajectory, start, symbolicStart: { kind: 'given', state: given }, holes: new Map() }),
  );
  if (played === null || isUndecided(played)) return count(tally, played === null ? 'limit' : 'undecided');
  const model = await modelOfChoices(played);
  if (model === null) return count(tally, 'choices not modelled');
  try {
    for (const step of played.steps) {
      expectSameStep(played, step, model);
      count(tally, endingOf(step.concrete));
    }
  } catch (error) {
    throw new Error(`${JSON.stringify({ initial, steps })}\n${String(error)}`, { cause: error });
  }
}

/** Which ending it was; whether a success wrote anything. */
function endingOf(step: ReplayedStep): string {
  if (step.result?.kind === 'transition' && step.result.outcome.kind === 'success')
    return step.result.writes.length > 0 ? 'success, writing' : 'success';
  return shownOutcome(step).split(' ').slice(0, 3).join(' ');
}

function withinLimits<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof LimitReached) return null;
    throw error;
  }
}

/** The server chooses what it chose concretely. For choices with parts the solver is asked for a model of that; null where it finds none. */
async function modelOfChoices(played: Played): Promise<Model | null> {
  const choices = sameChoices(played);
  if (choices.length === 0) return emptyModel;
  const simple = modelOfScalars(played);
  if (simple !== null) {
    const impossible = played.execution.context.facts.filter((fact) => interpretTerm(fact, simple) === false);
    if (impossible.length > 0) throw new Error('the choices that the server made are impossible, as terms');
    return simple;
  }
  if (process.env['AGREEMENT_SOLVER'] === 'no') return null;
  const prover = new Prover(played.execution, await defaultSolver(), {
    limits: { rlimit: 5_000_000, timeoutMs: 10_000 },
    effort: 'matching',
    claims: choices,
    record: null,
  });
  try {
    const answer = prover.ask('the choices', choices);
    if (answer.kind === 'unsat') throw new Error('the choices that the server made are impossible, as terms');
    const model = answer.kind === 'sat' ? answer.model : answer.candidate;
    return model === undefined ? null : withDateTimes(played.execution.context, model);
  } finally {
    prover.close();
  }
}

/** Choices that are terms have the values chosen; null if others were made. */
function modelOfScalars({ execution, steps }: Played): Model | null {
  const values = new Map<string, ModelValue>();
  for (const { step, place, value } of execution.choices.values()) {
    const result = steps[step]?.concrete.result;
    const made = result?.kind === 'transition' ? result.choices.get(place) : undefined;
    if (made === undefined) continue;
    if (value.kind !== 'scalar' || value.term.kind !== 'apply' || made === null || (typeof made === 'object' && !isNumber(made)))
      return null;
    values.set(value.term.name, made);
  }
  const unasked = (sort: Sort): ModelValue => (sort === 'bool' ? false : sort === 'string' ? 'unasked' : 0);
  return withDateTimes(execution.context, { valueOf: (name, _args, sort) => values.get(name) ?? unasked(sort) });
}

/** The solver knows no RFC 3339: what it says of date-times is replaced by what is so. */
function withDateTimes(context: Context, model: Model): Model {
  const nameOf = (term: Term): string | null => (term.kind === 'apply' ? term.name : null);
  const { isDateTime, nanos } = claimedInstant(context, context.factory.text('k'));
  const [isText, instantOf] = [nameOf(isDateTime), nameOf(nanos)];
  const textOf = nameOf(textOfInstant(context, context.factory.apply('some instant', 'int', [])));
  return {
    valueOf: (name, args, ...sorts) => {
      const [arg] = args;
      if (name === isText) return parseTimestamp(String(arg)) !== null;
      if (name === instantOf) return ofBigInt(parseTimestamp(String(arg))?.nanos ?? 0n);
      const instant =
        name === textOf && arg !== undefined && typeof arg !== 'boolean' && isNumber(arg) ? timestamp(numeratorOf(arg)) : null;
      return instant === null ? model.valueOf(name, args, ...sorts) : printTimestamp(instant);
    },
  };
}

function expectSameStep({ execution }: Played, { concrete, performed, after }: PlayedStep, model: Model): void {
  if (performed === null) {
    expect(shownOutcome(concrete)).toBe('not formed');
  } else {
    const { cases, response } = performed.transition;
    const applying = cases.filter((one) => interpretTerm(one.condition, model) === true).map(shownCase);
    const { result } = concrete;
    const outcome = result?.kind === 'transition' ? result.outcome : null;
    expect(applying).toEqual([outcome?.kind === 'success' ? 'success' : shownOutcome(concrete)]);
    if (outcome?.kind === 'success') {
      expect(interpretTerm(response.status, model)).toBe(outcome.status);
      const body = response.body === null ? undefined : decoded(execution, model, response.body);
      expect(body === undefined ? null : toJson(body)).toBe(outcome.body === undefined ? null : toJson(outcome.body));
    }
  }
  expect(toJson(stateUnder(execution, model, after))).toBe(toJson(stateValue(concrete.state)));
}

function decoded({ context }: Execution, model: Model, value: Symbolic): Value | undefined {
  return decodeSymbolic(context, model, value, () => undefined);
}

function stateUnder(execution: Execution, model: Model, symbolic: SymbolicState): Value {
  const collections = [...symbolic.collections.values()].map((c) => {
    const present = slots(execution.context, c).slots.filter((slot) => interpretTerm(slot.present, model) === true);
    return [c.collection.name, present.map((slot) => decoded(execution, model, slot.record) ?? null)] as const;
  });
  const variables = [...symbolic.variables].map(([name, value]) => [name, decoded(execution, model, value) ?? null] as const);
  return new Map<string, Value>([...collections, ...variables]);
}

const ENDINGS = [
  'success, writing',
  'success',
  'not formed',
  ...['schema', 'precondition', 'conflict', 'reference'].map((cause) => `refused 409 ${cause}`.replace('409 schema', '400 schema')),
  ...['effect', 'response', 'record', 'postcondition', 'invariant'].map((cause) => `fault 500 ${cause}`),
];

test(
  'on known states every step of a random contract ends, answers and writes alike in both interpreters',
  async () => {
    const tally = await tryLaw('rich', RUNS, agreeOnKnown);
    console.info(Object.fromEntries([...tally].sort()));
    // Of what is tried, something must come: every kind of ending is met.
    expect(share(tally, 'refused by the loader')).toBeLessThan(0.15);
    expect(share(tally, 'limit')).toBeLessThan(0.05);
    expect(share(tally, 'choices not modelled')).toBeLessThan(process.env['AGREEMENT_SOLVER'] === 'no' ? 1 : 0.05);
    for (const ending of RUNS < 300 ? [] : ENDINGS) {
      expect([ending, tally.get(ending) ?? 0]).not.toEqual([ending, 0]);
    }
  },
  PATIENCE,
);
