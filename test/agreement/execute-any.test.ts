// Over an unknown initial state: every legal state satisfies all that is assumed, and in it the symbolic step ends as the concrete one does.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isList, isObject, type ObjectKey, type ObjectValue, type Value } from '../../src/base/value.ts';
import type { Contract } from '../../src/contract/contract.ts';
import type { Schema } from '../../src/contract/schema.ts';
import { scriptedChooser } from '../../src/simulate/choose/scripted.ts';
import { seededChooser } from '../../src/simulate/choose/seeded.ts';
import { isLegal } from '../../src/simulate/legality.ts';
import { stateOf } from '../../src/simulate/read-state.ts';
import { type ReplayedStep, replay } from '../../src/simulate/replay/replay.ts';
import { type State, stateValue } from '../../src/simulate/state.ts';
import { lookUp } from '../../src/symbolic/collection/read.ts';
import { decode } from '../../src/symbolic/decode.ts';
import { deferredFacts } from '../../src/symbolic/execution.ts';
import { LimitReached } from '../../src/symbolic/limit-reached.ts';
import type { Model, ModelValue } from '../../src/symbolic/model.ts';
import { known } from '../../src/symbolic/normal.ts';
import { memberOf } from '../../src/symbolic/read.ts';
import type { SymbolicState } from '../../src/symbolic/state.ts';
import type { Symbolic } from '../../src/symbolic/value.ts';
import { completeState } from '../../src/verify/complete-state.ts';
import { plain } from '../unit/symbolic/execute/building.ts';
import { endOf, given, type LooseStep, NOW, type Ran, run, trajectory } from '../unit/symbolic/execute/running.ts';
import { decide, hasQuantifier, valueOfTerm } from './decide.ts';
import { KEYS, requests, type Sent, shop, state } from './execute-shop.ts';
import { modelOfState } from './state-model.ts';

const RUNS = 40;
const MAX_TERMS = 20_000;
/** Every text that a state has as a key, and one more. */
const TEXTS = [...KEYS, 's', 'balance', 'kind'];

const scenario = shop.chain((contract) =>
  fc.record({ contract: fc.constant(contract), start: state, sent: requests(contract.operations.size) }),
);

/** The state without what refers to nothing. */
function repaired(start: unknown): ObjectValue {
  const value = plain(start);
  if (!isObject(value)) throw new Error('a state is an object');
  const ids = (name: string): ReadonlySet<Value | undefined> => new Set(recordsOf(value, name).map((record) => record.get('id')));
  const orders = recordsOf(value, 'orders').map((order) =>
    ids('users').has(order.get('user')) ? order : new Map(order).set('user', null),
  );
  const links = recordsOf(value, 'links').filter((link) => ids('users').has(link.get('a')) && ids('orders').has(link.get('b')));
  return new Map(value).set('orders', orders).set('links', links);
}

function recordsOf(value: ObjectValue, name: string): readonly ReadonlyMap<ObjectKey, Value>[] {
  const records = value.get(name);
  return records !== undefined && isList(records) ? records.filter(isObject) : [];
}

/** The state as a model, and the choices that the concrete interpreter made. */
function modelOf(contract: Contract, start: ObjectValue, ran: Ran, steps: readonly ReplayedStep[]): Model {
  const ofState = modelOfState(contract, start);
  const chosen = new Map<string, ModelValue>();
  for (const { step, place, value } of ran.execution.choices.values()) {
    const result = steps[step]?.result;
    const made = result?.kind === 'transition' ? result.choices.get(place) : undefined;
    if (value.kind === 'scalar' && value.term.kind === 'apply')
      chosen.set(value.term.name, typeof made === 'string' || typeof made === 'number' ? made : `unasked ${step} ${place}`);
  }
  return { valueOf: (name, args, ...sorts) => chosen.get(name) ?? ofState.valueOf(name, args, ...sorts) };
}

function valueOf(ran: Ran, model: Model, value: Symbolic): Value | undefined {
  const { factory } = ran.execution.context;
  if (value.kind === 'known') return value.value;
  if (value.kind === 'scalar') return valueOfTerm(factory, value.term, model, TEXTS) ?? undefined;
  if (value.kind !== 'union') return undefined;
  const one = value.alternatives.find((alternative) => decide(factory, alternative.guard, model, TEXTS) === true);
  return one === undefined ? undefined : valueOf(ran, model, one.value);
}

/** At every key, the record is there exactly if it is there in the concrete state, with the same scalar properties. */
function expectSameRecords(ran: Ran, model: Model, after: SymbolicState, concrete: Value): void {
  const { context } = ran.execution;
  if (!isObject(concrete)) throw new Error('a state is an object');
  for (const name of ['users', 'orders']) {
    const c = after.collections.get(name);
    if (c === undefined) throw new Error('the shop has these collections');
    for (const key of KEYS) {
      const { present, record } = lookUp(context, c, known(key));
      const expected = recordsOf(concrete, name).find((candidate) => candidate.get('id') === key);
      expect(decide(context.factory, present, model, TEXTS)).toBe(expected !== undefined);
      for (const [property, value] of expected ?? []) {
        if (typeof value === 'object' && value !== null) continue;
        const member = memberOf(context, record, String(property));
        expect([property, decide(context.factory, member.present, model, TEXTS), valueOf(ran, model, member.value)]).toEqual([
          property,
          true,
          value,
        ]);
      }
    }
  }
}

test('what is assumed of an unknown state holds in every legal one, and every step ends as it does concretely', () => {
  let tooLarge = 0;
  fc.assert(
    fc.property(scenario, ({ contract, start, sent }) => {
      const value = repaired(start);
      const initial = stateOf(contract, value).value;
      if (initial === null) throw new Error('the state is one');
      fc.pre(isLegal(contract, initial, { now: NOW }) === null);
      try {
        play(contract, value, initial, sent);
      } catch (error) {
        if (!(error instanceof LimitReached)) throw error;
        tooLarge += 1;
      }
    }),
    { numRuns: RUNS },
  );
  expect(tooLarge).toBeLessThan(RUNS / 10);
});

/** What is decoded of the model is a state in which the same happens, however little of it was looked at. */
function expectDecodedReplays(
  contract: Contract,
  ran: Ran,
  model: Model,
  replayed: readonly ReplayedStep[],
  steps: readonly LooseStep[],
): void {
  const decoded = decode(ran.execution, ran.start, model, anyOf);
  if (decoded.initial === null) throw new Error('the initial state is unknown');
  expect(decoded.undecoded).toEqual([]);
  const { initial } = decoded;
  // Where the size of a collection matters, records that nobody looked at have to be added.
  const asked = new Set(ran.steps.flatMap((step) => step.transition.cases.flatMap((one) => [...ran.execution.namesIn(one.condition)])));
  // A record that only a quantifier reaches has no name in this model.
  if (ran.steps.some((step) => step.transition.cases.some((one) => hasQuantifier(one.condition)))) return;
  if ([...decoded.sizes].some(([name, size]) => asked.has(`size(${name})`) && recordsOf(initial, name).length !== size)) return;
  // Elements of which nobody looked at every part lack what their schema requires: that is filled in first, as in a verification.
  const completed = completeState(contract, initial, 7);
  if ('reason' in completed) throw new Error(completed.reason.message);
  const { state: start, value: whole } = completed;
  const choices = (step: number): ReadonlyMap<string, Value> =>
    new Map(decoded.choices.filter((one) => one.step === step).map(({ place, value }) => [place, value]));
  const again = replay(contract, trajectory(given(whole), steps), {
    initial: start,
    holes: new Map(),
    now: NOW,
    chooser: (step) => scriptedChooser(choices(step), seededChooser(contract, 7, step)),
  });
  expect(again.steps.map(shownEnd)).toEqual(replayed.map(shownEnd));
}

function shownEnd({ result }: ReplayedStep): string {
  if (result?.kind !== 'transition') return result?.kind ?? 'not formed';
  const { outcome } = result;
  return outcome.kind === 'success'
    ? `success ${outcome.status}`
    : `${outcome.kind} ${outcome.status} ${outcome.cause.kind} ${outcome.cause.id}`;
}

function anyOf({ types }: Schema): Value {
  switch (types?.[0]) {
    case 'object':
      return new Map();
    case 'array':
      return [];
    case 'string':
      return 's';
    default:
      return 0;
  }
}

function play(contract: Contract, value: ObjectValue, initial: State, sent: readonly Sent[]): void {
  const steps = sent.map(({ op, p, q, n }): LooseStep => ({ op, params: { p, q }, body: { n } }));
  const replayed = replay(contract, trajectory(given(value), steps), {
    initial,
    holes: new Map(),
    now: NOW,
    chooser: (step) => scriptedChooser(new Map(), seededChooser(contract, 7, step)),
  });
  const ran = run(contract, { kind: 'any' }, steps, [], MAX_TERMS);
  const model = modelOf(contract, value, ran, replayed.steps);
  replayed.steps.forEach((step, i) => {
    const transition = ran.steps[i]?.transition;
    const after = ran.states[i];
    if (step.result?.kind !== 'transition' || transition === undefined || after === undefined) throw new Error('both ran every step');
    const { outcome } = step.result;
    const applying = transition.cases
      .filter((one) => decide(ran.execution.context.factory, one.condition, model, TEXTS) === true)
      .map(endOf);
    expect(applying).toEqual([
      outcome.kind === 'success'
        ? `success ${outcome.status}`
        : `${outcome.kind} ${outcome.status} ${outcome.cause.kind} ${outcome.cause.id}`,
    ]);
    expectSameRecords(ran, model, after, stateValue(step.state));
  });
  expectDecodedReplays(contract, ran, model, replayed.steps, steps);
  const { facts } = ran.execution.context;
  for (const fact of [
    ...facts,
    ...deferredFacts(ran.execution, [...facts, ...ran.steps.flatMap((step) => step.transition.cases.map((one) => one.condition))]),
  ]) {
    expect(decide(ran.execution.context.factory, fact, model, TEXTS)).not.toBe(false);
  }
}
