// What a step does: on known states everything is known, and what is open stays open in exactly the way the contract says.

import { describe, expect, test } from 'vitest';
import { unchanged } from '../../../../src/symbolic/claims/claims.ts';
import { lookUp } from '../../../../src/symbolic/collection/read.ts';
import { deferredFacts } from '../../../../src/symbolic/execution.ts';
import { known } from '../../../../src/symbolic/normal.ts';
import { memberOf } from '../../../../src/symbolic/read.ts';
import { settle } from '../../../../src/symbolic/settle.ts';
import { collectionOf } from '../../../../src/symbolic/state.ts';
import { certainEnd, endOf, type LooseStep, only, type Ran, run } from './running.ts';
import { SHOP } from './shop.ts';

const RESET = { kind: 'reset' } as const;

describe('a known request on a known state ends in one way', () => {
  const ends: readonly (readonly [claim: string, step: LooseStep, end: string])[] = [
    ['success answers the declared status', { op: 'payOrder', params: { id: 'o1' } }, 'success 200'],
    ['a precondition that is false refuses', { op: 'payOrder', params: { id: 'o2' } }, 'refused 409 precondition payOrder/preconditions/1'],
    [
      'a precondition that is an error refuses',
      { op: 'cancelOrder', params: { id: 'o9' } },
      'refused 409 precondition cancelOrder/preconditions/0',
    ],
    ['the first precondition decides', { op: 'payOrder', params: { id: 'o9' } }, 'refused 404 precondition payOrder/preconditions/0'],
    ['a missing parameter is refused by the schema', { op: 'payOrder' }, 'refused 400 schema payOrder/schema'],
    [
      'an unknown parameter is refused by the schema',
      { op: 'payOrder', params: { id: 'o1', extra: 1 } },
      'refused 400 schema payOrder/schema',
    ],
    ['a parameter of another type is refused by the schema', { op: 'payOrder', params: { id: 7 } }, 'refused 400 schema payOrder/schema'],
    [
      'a body that is not declared is refused by the schema',
      { op: 'payOrder', params: { id: 'o1' }, body: {} },
      'refused 400 schema payOrder/schema',
    ],
    ['creating an existing key is a conflict', { op: 'nameOrder', params: { id: 'o1' } }, 'refused 409 conflict nameOrder/effects/0'],
    [
      'two writes at one place are a fault',
      { op: 'clash', params: { id: 'o1' }, body: { other: 'o1' } },
      'fault 500 effect clash/effects/1',
    ],
    [
      'a write at a missing place is a fault',
      { op: 'clash', params: { id: 'o9' }, body: { other: 'o1' } },
      'fault 500 effect clash/effects/0',
    ],
    ['breaking an invariant is a fault', { op: 'discount', params: { id: 'o1' }, body: { by: 6 } }, 'fault 500 invariant invariants/total'],
    ['a reference to nothing forms no request', { op: 'payOrder', params: { id: { $ref: [5, 'response.body'] } } }, 'unformed 0'],
  ];
  test.each(ends)('%s', (_claim, step, end) => {
    expect(certainEnd(only(run(SHOP, RESET, [step])))).toBe(end);
  });

  test('a variable outside its schema is a fault', () => {
    const ran = run(SHOP, RESET, [{ op: 'count' }, { op: 'count' }, { op: 'count' }]);
    expect(ran.steps.map(({ transition }) => certainEnd(transition))).toEqual([
      'success 200',
      'success 200',
      'fault 500 record schema/counter',
    ]);
  });
});

describe('the next step starts where the last one ended', () => {
  test('a refused step changes nothing', () => {
    const ran = run(SHOP, RESET, [{ op: 'payOrder', params: { id: 'o2' } }]);
    expect(ran.states[0]).toBe(ran.start);
  });

  test('a later step sees what an earlier one wrote', () => {
    const ran = run(SHOP, RESET, [
      { op: 'payOrder', params: { id: 'o1' } },
      { op: 'payOrder', params: { id: 'o1' } },
    ]);
    expect(ran.steps.map(({ transition }) => certainEnd(transition))).toEqual([
      'success 200',
      'refused 409 precondition payOrder/preconditions/1',
    ]);
  });

  test('a step that may or may not succeed leaves both states open', () => {
    const ran = run(SHOP, RESET, [{ op: 'payOrder', params: { id: { $hole: 'x' } } }]);
    const { context } = ran.execution;
    const [open] = ran.states;
    const transition = only(ran);
    if (open === undefined) throw new Error('there is one state');
    const statusIn = (state: typeof open): unknown =>
      memberOf(context, lookUp(context, collectionOf(state, 'orders'), known('o1')).record, 'status').value;
    expect(statusIn(settle(context, transition, 'failed'))).toEqual(known('pending'));
    expect(statusIn(open)).toMatchObject({ kind: 'scalar' });
    expect(open.holding.has('invariants/total')).toBe(true);
  });

  test('what an earlier step answered can be sent', () => {
    const ran = run(SHOP, RESET, [
      { op: 'freshOrder' },
      { op: 'payOrder', params: { id: { $ref: [0, 'response.body', 'id'] } } },
      { op: 'payOrder', params: { id: { $ref: [1, 'request.params', 'id'] } } },
    ]);
    expect(ran.steps.map(({ transition }) => certainEnd(transition))).toEqual([
      'success 200',
      'success 200',
      'refused 409 precondition payOrder/preconditions/1',
    ]);
  });
});

describe('what the server chooses is open', () => {
  test('a generated key is no existing one, and so the create succeeds', () => {
    const ran = run(SHOP, RESET, [{ op: 'placeOrder', body: { total: 3 } }]);
    expect(certainEnd(only(ran))).toBe('success 200');
    expect([...ran.execution.choices.keys()]).toEqual(['0 create#0.key']);
  });

  test('that it differs from every existing key is only said where it matters', () => {
    const ran = run(SHOP, RESET, [{ op: 'placeOrder', body: { total: 3 } }]);
    const { context, choices } = ran.execution;
    const key = choices.get('0 create#0.key')?.value;
    if (key?.kind !== 'scalar') throw new Error('a key of a string schema is a scalar');
    expect(context.facts).toEqual([]);
    expect(deferredFacts(ran.execution, [context.factory.equal(key.term, context.factory.text('o1'))])).toHaveLength(2);
    expect(deferredFacts(ran.execution, [context.factory.apply('other', 'bool', [])])).toEqual([]);
  });

  test('two generated keys differ, so the second create succeeds too and a record is found by its own key', () => {
    const ran = run(SHOP, RESET, [
      { op: 'freshOrder' },
      { op: 'freshOrder' },
      { op: 'payOrder', params: { id: { $ref: [0, 'response.body', 'id'] } } },
    ]);
    expect(ran.steps.map(({ transition }) => certainEnd(transition))).toEqual(['success 200', 'success 200', 'success 200']);
  });

  test('a key that a later request names may be the generated one', () => {
    const ran = run(SHOP, RESET, [
      { op: 'placeOrder', body: { total: 3 } },
      { op: 'nameOrder', params: { id: { $hole: 'x' } } },
    ]);
    expect(ran.steps[1]?.transition.cases.map(endOf)).toEqual(['refused 409 conflict nameOrder/effects/0', 'success 200']);
  });
});

describe('a frame', () => {
  test.each([
    ['is kept by a step that writes elsewhere', { op: 'count' }, true],
    ['is kept by a refused step', { op: 'payOrder', params: { id: 'o2' } }, true],
    ['is broken by a write', { op: 'payOrder', params: { id: 'o1' } }, false],
    ['is kept by a write of what is there', { op: 'discount', params: { id: 'o1' }, body: { by: 0 } }, true],
    ['is broken by a removal', { op: 'cancelOrder', params: { id: 'o1' } }, false],
  ] as const)('%s', (_claim, step, kept) => {
    const ran = run(SHOP, RESET, [step]);
    const { context } = ran.execution;
    expect(unchanged(context, 'orders', ran.start, ran.states[0] ?? ran.start)).toBe(context.factory.bool(kept));
  });
});

describe('work grows with the number of steps, not with its square', () => {
  const pay = (n: number): readonly LooseStep[] =>
    Array.from({ length: n }, (_, i) =>
      i % 2 === 0 ? { op: 'nameOrder', params: { id: `k${i}` } } : { op: 'payOrder', params: { id: `k${i - 1}` } },
    );
  const termsOf = (ran: Ran): number => ran.execution.context.factory.size;

  test('known keys on a known state need no terms but the count', () => {
    expect(termsOf(run(SHOP, RESET, pay(200)))).toBeLessThan(200);
  });

  test('known keys on an unknown state need a constant number of terms per step', () => {
    const any = { kind: 'any' } as const;
    const succeeded = (n: number): number =>
      termsOf(
        run(
          SHOP,
          any,
          pay(n),
          Array.from({ length: n }, () => 'success'),
        ),
      );
    const [once, twice] = [succeeded(100), succeeded(200)];
    expect(twice).toBeLessThan(2.1 * once);
  });
});
