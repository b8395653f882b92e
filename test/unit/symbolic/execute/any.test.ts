// What can be proved, and what not, when nothing is known of the initial state but that it fits the contract.

import { afterAll, describe, expect, test } from 'vitest';
import type { Value } from '../../../../src/base/value.ts';
import { ruleHolds } from '../../../../src/symbolic/claims/evaluate-rule.ts';
import { decode } from '../../../../src/symbolic/decode.ts';
import { deferredFacts } from '../../../../src/symbolic/execution.ts';
import { sightOf } from '../../../../src/symbolic/frame.ts';
import type { Ending } from '../../../../src/symbolic/settle.ts';
import { skolemise } from '../../../../src/symbolic/skolem.ts';
import type { Answer } from '../../../../src/symbolic/solver.ts';
import type { Term } from '../../../../src/symbolic/term.ts';
import type { Transition } from '../../../../src/symbolic/transition.ts';
import { createZ3 } from '../../../../src/symbolic/z3/create.ts';
import { all, call, coll, exists, index, lit, local, member } from './building.ts';
import { type LooseStep, NOW, type Ran, run } from './running.ts';
import { SHOP } from './shop.ts';

const backend = await createZ3();
afterAll(() => {
  backend.dispose();
});

const ANY = { kind: 'any' } as const;
const hole = (name: string): unknown => ({ $hole: name });

/** Runs the steps as if all had succeeded. */
function succeed(steps: readonly LooseStep[]): Ran {
  return run(
    SHOP,
    ANY,
    steps,
    steps.map((): Ending => 'success'),
  );
}

function at(ran: Ran, i: number): Transition {
  const step = ran.steps[i];
  if (step === undefined) throw new Error('there is no such step');
  return step.transition;
}

/** Whether the terms can hold together with all that is assumed. */
function ask(ran: Ran, terms: readonly Term[]): { readonly answer: Answer; readonly asked: readonly Term[] } {
  const { factory, facts } = ran.execution.context;
  const solver = backend.open({ rlimit: 20_000_000, timeoutMs: 20_000, sequences: false });
  try {
    const claims = [...facts, ...terms].map((term) => skolemise(factory, term));
    const asked = [...claims, ...deferredFacts(ran.execution, claims)];
    for (const term of asked) solver.assert(term);
    return { answer: solver.check(), asked };
  } finally {
    solver.dispose();
  }
}

/** Whether the claim follows from what is assumed and the conditions. */
function follows(ran: Ran, conditions: readonly Term[], claim: Term): boolean {
  const { answer } = ask(ran, [...conditions, ran.execution.context.factory.not(claim)]);
  if (answer.kind === 'unknown') throw new Error(answer.reason);
  return answer.kind === 'unsat';
}

/** When the step ends with that requirement or effect deciding. */
function endsBy(ran: Ran, i: number, id: string): Term {
  const { factory } = ran.execution.context;
  return factory.or(
    at(ran, i)
      .cases.filter((one) => one.cause?.id === id)
      .map((one) => one.condition),
  );
}

const orders = coll('orders');
const status = member(index(orders, local(0)), 'status');
const total = member(index(orders, local(0)), 'total');

describe('over every initial state', () => {
  test('an order need not be there', () => {
    const ran = succeed([{ op: 'payOrder', params: { id: 'a' } }]);
    expect(follows(ran, [], at(ran, 0).success)).toBe(false);
  });

  test('nothing is assumed that excludes every state', () => {
    const ran = succeed([
      { op: 'payOrder', params: { id: hole('x') } },
      { op: 'freshOrder' },
      { op: 'nameOrder', params: { id: hole('y') } },
    ]);
    expect(
      ask(
        ran,
        ran.steps.map((step) => step.transition.success),
      ).answer.kind,
    ).toBe('sat');
  });

  test('a paid order cannot be paid again', () => {
    const ran = succeed([
      { op: 'payOrder', params: { id: hole('x') } },
      { op: 'payOrder', params: { id: hole('x') } },
    ]);
    expect(follows(ran, [at(ran, 0).success], endsBy(ran, 1, 'payOrder/preconditions/1'))).toBe(true);
  });

  test('an order made by the way can be paid, whatever its name', () => {
    const ran = succeed([
      { op: 'nameOrder', params: { id: hole('x') } },
      { op: 'payOrder', params: { id: hole('x') } },
    ]);
    expect(follows(ran, [at(ran, 0).success], at(ran, 1).success)).toBe(true);
  });

  test('two orders that were both paid are two', () => {
    const ran = succeed([
      { op: 'payOrder', params: { id: hole('x') } },
      { op: 'payOrder', params: { id: hole('y') } },
    ]);
    const { factory } = ran.execution.context;
    const [x, y] = [ran.execution.holes.get('x'), ran.execution.holes.get('y')];
    if (x?.kind !== 'scalar' || y?.kind !== 'scalar') throw new Error('both holes are texts');
    expect(follows(ran, [at(ran, 0).success, at(ran, 1).success], factory.not(factory.equal(x.term, y.term)))).toBe(true);
  });

  test('a generated key is none that an earlier step named, but may be one that a later step names', () => {
    const ran = succeed([
      { op: 'payOrder', params: { id: hole('x') } },
      { op: 'freshOrder' },
      { op: 'nameOrder', params: { id: hole('y') } },
    ]);
    const { factory } = ran.execution.context;
    const [x, y, key] = [ran.execution.holes.get('x'), ran.execution.holes.get('y'), ran.execution.choices.get('1 fresh#0')?.value];
    if (x?.kind !== 'scalar' || y?.kind !== 'scalar' || key?.kind !== 'scalar') throw new Error('keys are texts');
    expect(follows(ran, [at(ran, 0).success, factory.equal(x.term, key.term)], factory.false)).toBe(true);
    expect(ask(ran, [factory.equal(y.term, key.term)]).answer.kind).toBe('sat');
  });

  test('an invariant holds at the start, also of records that no step names', () => {
    const ran = succeed([]);
    const rule = all(orders, 0, call('greaterOrEqual', total, lit(0)));
    expect(follows(ran, [], ruleHolds(ran.execution, sightOf(ran.start, NOW), rule))).toBe(true);
  });

  test('an invariant is only broken by a step that can break it', () => {
    const ran = succeed([
      { op: 'payOrder', params: { id: hole('x') } },
      { op: 'discount', params: { id: hole('x') }, body: { by: 1 } },
    ]);
    expect(at(ran, 0).cases.map((one) => one.cause?.kind)).not.toContain('invariant');
    expect(follows(ran, [at(ran, 0).success], at(ran, 1).success)).toBe(false);
    const { answer } = ask(ran, [at(ran, 0).success, endsBy(ran, 1, 'invariants/total')]);
    expect(answer.kind).toBe('sat');
  });

  test('that one order is paid does not make all orders paid, and the model names one that is not', () => {
    const ran = succeed([{ op: 'payOrder', params: { id: 'a' } }]);
    const { factory } = ran.execution.context;
    const [after] = ran.states;
    if (after === undefined) throw new Error('there was one step');
    const allPaid = ruleHolds(ran.execution, sightOf(after, NOW), all(orders, 0, call('equal', status, lit('paid'))));
    const { answer, asked } = ask(ran, [at(ran, 0).success, factory.not(allPaid)]);
    if (answer.kind !== 'sat') throw new Error('it can be so');
    const { initial, undecoded } = decode(ran.execution, ran.start, answer.model, () => 1, asked);
    expect(undecoded).toEqual([]);
    const records = initial?.get('orders');
    expect(Array.isArray(records) ? records.map((record) => (record instanceof Map ? record.get('status') : null)) : null).toEqual([
      'pending',
      'pending',
    ]);
  });

  test('that an order is paid is seen by a goal', () => {
    const ran = succeed([{ op: 'payOrder', params: { id: 'a' } }]);
    const [after] = ran.states;
    if (after === undefined) throw new Error('there was one step');
    const goal = ruleHolds(ran.execution, sightOf(after, NOW), exists(orders, 0, call('equal', status, lit('paid'))));
    expect(follows(ran, [at(ran, 0).success], goal)).toBe(true);
  });
});

test('a model is decoded to the records that were looked at, with what was seen of them', () => {
  const ran = succeed([{ op: 'payOrder', params: { id: hole('x') } }]);
  const { answer, asked } = ask(ran, [endsBy(ran, 0, 'payOrder/preconditions/1')]);
  if (answer.kind !== 'sat') throw new Error('an order can be paid already');
  const decoded = decode(ran.execution, ran.start, answer.model, () => 'open', asked);
  const id = decoded.holes.get('x') ?? null;
  expect(typeof id).toBe('string');
  // The invariant looks at the total; nothing looks at the note, which is optional.
  const [record] = [...((decoded.initial?.get('orders') ?? []) as readonly Value[])];
  if (!(record instanceof Map)) throw new Error('a record is an object');
  expect([record.get('id'), record.get('status'), [...record.keys()].sort()]).toEqual([id, 'paid', ['id', 'status', 'total']]);
  expect(record.get('total')).toBeGreaterThanOrEqual(0);
});
