// The two interpreters agree on every step: outcome, status, what decided, answer and next state, whether the request is known or not.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toJson } from '../../src/base/json.ts';
import type { Value } from '../../src/base/value.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { scriptedChooser } from '../../src/simulate/choose/scripted.ts';
import { seededChooser } from '../../src/simulate/choose/seeded.ts';
import { stateOf } from '../../src/simulate/read-state.ts';
import { type ReplayedStep, replay } from '../../src/simulate/replay/replay.ts';
import { type State, stateValue } from '../../src/simulate/state.ts';
import { slots } from '../../src/symbolic/collection/slots.ts';
import { decodeSymbolic } from '../../src/symbolic/free-decode.ts';
import { interpretTerm } from '../../src/symbolic/interpret.ts';
import { LimitReached } from '../../src/symbolic/limit-reached.ts';
import type { Model, ModelValue } from '../../src/symbolic/solver.ts';
import type { SymbolicState } from '../../src/symbolic/state.ts';
import type { Performed } from '../../src/symbolic/transition.ts';
import type { Symbolic } from '../../src/symbolic/value.ts';
import { plain } from '../unit/symbolic/execute/building.ts';
import { endOf, given, type LooseStep, NOW, type Ran, run, trajectory } from '../unit/symbolic/execute/running.ts';
import { requests, type Sent, shop, state } from './execute-shop.ts';

const RUNS = 60;
/** Histories of writes at unknown places of unknown records can grow past any limit; these few are left out, and counted. */
const MAX_TERMS = 20_000;

interface Played {
  readonly ran: Ran;
  readonly model: Model;
  readonly steps: readonly ReplayedStep[];
}

/** Both interpreters on the same steps; `open`: the symbolic one does not know the requests. */
function play(contract: Contract, start: unknown, sent: readonly Sent[], open: boolean): Played {
  const initial = stateOf(contract, plain(start)).value;
  if (initial === null) throw new Error('the state is one');
  const known = sent.map(({ op, p, q, n }): LooseStep => ({ op, params: { p, q }, body: { n } }));
  const holes = sent.map(
    ({ op }, i): LooseStep => ({ op, params: { p: { $hole: `p${i}` }, q: { $hole: `q${i}` } }, body: { n: { $hole: `n${i}` } } }),
  );
  const values = new Map<string, Value>(
    sent.flatMap(
      ({ p, q, n }, i) =>
        [
          [`p${i}`, p],
          [`q${i}`, q],
          [`n${i}`, n],
        ] as const,
    ),
  );
  const ran = run(contract, given(start), open ? holes : known, [], MAX_TERMS);
  const path = trajectory(given(start), known);
  const replayed = replay(contract, path, {
    initial: initial as State,
    holes: values,
    now: NOW,
    chooser: (step) => scriptedChooser(new Map(), seededChooser(contract, 7, step)),
  });
  return { ran, steps: replayed.steps, model: modelOf(ran, values, replayed.steps) };
}

/** The values of the unknowns: of the holes as sent, of the choices as made. */
function modelOf(ran: Ran, holes: ReadonlyMap<string, Value>, steps: readonly ReplayedStep[]): Model {
  const values = new Map<string, ModelValue>();
  const note = (unknown: Symbolic | undefined, value: Value | undefined): void => {
    if (unknown?.kind !== 'scalar' || unknown.term.kind !== 'apply' || value === undefined) return;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') values.set(unknown.term.name, value);
  };
  for (const [name, value] of holes) note(ran.execution.holes.get(name), value);
  for (const { step, place, value } of ran.execution.choices.values()) {
    const result = steps[step]?.result;
    note(value, result?.kind === 'transition' ? result.choices.get(place) : undefined);
  }
  return { valueOf: (name, _args, sort) => values.get(name) ?? (sort === 'bool' ? false : sort === 'string' ? '' : 0) };
}

function expectAgreement(step: ReplayedStep, performed: Performed, after: SymbolicState, { ran, model }: Played): void {
  if (step.result?.kind !== 'transition') throw new Error('every request here is decided');
  const { outcome } = step.result;
  const { cases, response } = performed.transition;
  const applying = cases.filter((one) => interpretTerm(one.condition, model) === true);
  expect(applying.map(endOf).map((end) => end.replace('?', String(outcome.status)))).toEqual([
    outcome.kind === 'success'
      ? `success ${outcome.status}`
      : `${outcome.kind} ${outcome.status} ${outcome.cause.kind} ${outcome.cause.id}`,
  ]);
  if (outcome.kind === 'success') {
    const body = response.body === null ? undefined : valueUnder(ran, model, response.body);
    expect(body === undefined ? null : toJson(body)).toBe(outcome.body === undefined ? null : toJson(outcome.body));
  }
  expect(toJson(stateUnder(ran, model, after))).toBe(toJson(stateValue(step.state)));
}

function valueUnder({ execution }: Ran, model: Model, value: Symbolic): Value | undefined {
  return decodeSymbolic(execution.context, model, value, () => undefined);
}

function stateUnder(ran: Ran, model: Model, symbolic: SymbolicState): Value {
  const collections = [...symbolic.collections.values()].map((c) => {
    const present = slots(ran.execution.context, c).slots.filter((slot) => interpretTerm(slot.present, model) === true);
    return [c.collection.name, present.map((slot) => valueUnder(ran, model, slot.record) ?? null)] as const;
  });
  const variables = [...symbolic.variables].map(([name, value]) => [name, valueUnder(ran, model, value) ?? null] as const);
  return new Map<string, Value>([...collections, ...variables]);
}

const scenario = shop.chain((contract) =>
  fc.record({ contract: fc.constant(contract), start: state, sent: requests(contract.operations.size) }),
);

test('on known states and requests every step has one case, and it is the concrete outcome', () => {
  fc.assert(
    fc.property(scenario, ({ contract, start, sent }) => {
      const played = play(contract, start, sent, false);
      played.steps.forEach((step, i) => {
        const performed = played.ran.steps[i];
        const after = played.ran.states[i];
        if (performed === undefined || after === undefined) throw new Error('both ran every step');
        expectAgreement(step, performed, after, played);
      });
    }),
    { numRuns: RUNS },
  );
});

test('on unknown requests the case that applies is the concrete outcome, whatever the request turns out to be', () => {
  let tooLarge = 0;
  fc.assert(
    fc.property(scenario, ({ contract, start, sent }) => {
      const played = playWithinLimit(contract, start, sent);
      if (played === null) {
        tooLarge += 1;
        return;
      }
      played.steps.forEach((step, i) => {
        const performed = played.ran.steps[i];
        const after = played.ran.states[i];
        if (performed === undefined || after === undefined) throw new Error('both ran every step');
        expectAgreement(step, performed, after, played);
      });
    }),
    { numRuns: RUNS },
  );
  expect(tooLarge).toBeLessThan(RUNS / 6);
});

function playWithinLimit(contract: Contract, start: unknown, sent: readonly Sent[]): Played | null {
  try {
    return play(contract, start, sent, true);
  } catch (error) {
    if (error instanceof LimitReached) return null;
    throw error;
  }
}
