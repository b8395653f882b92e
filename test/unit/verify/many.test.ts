// Many trajectories: each verdict is one line of JSON in its published form, and the questions that were asked can be asked again.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { verdictToJson } from '../../../src/verify/json.ts';
import type { Judged } from '../../../src/verify/judged.ts';
import { DEFAULT_OPTIONS, type VerifyOptions } from '../../../src/verify/options.ts';
import type { Query } from '../../../src/verify/prover.ts';
import { queriesToSmtLib } from '../../../src/verify/queries.ts';
import { verifyAll } from '../../../src/verify/verify-all.ts';
import { checkVerdict, shop, trajectoryOf } from '../../support/judging.ts';
import { startScriptSolver } from '../../support/smtlib-answer.ts';

afterAll(disposeDefaultSolver);

const place = (quantity: unknown, as = 'order'): Record<string, unknown> => ({
  operationId: 'placeOrder',
  body: { sku: 'tea', quantity },
  as,
});
const TRAJECTORIES = [
  { id: 'folds', steps: [place(2)] },
  { id: 'is refused', steps: [place(9)] },
  { id: 'from everywhere', initial: 'any', steps: [place(1)] },
  { id: 'two ids differ', steps: [place(1), place(1, 'next')], goal: 'orders.size() == 2' },
  { id: 'a hole', steps: [place({ $hole: 'q' })], goal: 'orders.exists(o, orders[o].total == 13.5)' },
  { id: 'a hole that cannot be filled', steps: [place({ $hole: 'q' })], goal: 'orders.exists(o, orders[o].total > 100.0)' },
  { id: 'another initial state', initial: { products: [] }, steps: [place(1)] },
].map(trajectoryOf);

async function lines(jobs: number, options: Partial<VerifyOptions> = {}): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { verdict } of verifyAll(shop(), TRAJECTORIES, { ...DEFAULT_OPTIONS, ...options }, jobs)) {
    if (verdict) found.push(verdictToJson(verdict));
  }
  return found;
}

describe('the questions', () => {
  const queries: Query[] = [];
  beforeAll(async () => {
    // Several threads are offered, and none of the questions may be lost to them.
    await lines(4, { record: (query) => queries.push(query) });
  });

  it('are recorded, with names that say whose they are', () => {
    expect(queries.length).toBeGreaterThan(5);
    expect(new Set(queries.map(({ answer }) => answer))).toEqual(new Set(['sat', 'unsat']));
    expect(queries.every(({ name }) => TRAJECTORIES.some(({ id }) => name.startsWith(`${id}: `)))).toBe(true);
  });

  it('are answered alike by another Z3 that reads them as a script', async () => {
    const answer = await startScriptSolver();
    const answers = queries.map((query) => [query.name, query.answer, answer(queriesToSmtLib([query]), 10_000_000)]);
    expect(answers).toEqual(answers.map(([name, kind]) => [name, kind, kind]));
  });

  it('are one script, which says what the answers were', async () => {
    const script = queriesToSmtLib(queries);
    expect(script.match(/^\(check-sat\)$/gm)).toHaveLength(queries.length);
    expect(script.match(/^\(set-info :status (sat|unsat)\)$/gm)).toHaveLength(queries.length);
    expect(queriesToSmtLib([])).toMatch(/^; .*no question/);
  });
});

it('every line is a verdict by the published schema, with its parts in the published order', async () => {
  const order = ['trajectory', 'verdict', 'claim', 'steps', 'claims', 'failure', 'counterexample', 'holes', 'core', 'unknown', 'solver'];
  for (const line of await lines(1, { keepGoing: true })) {
    checkVerdict(line);
    const parts = Object.keys(JSON.parse(line));
    expect(parts).toEqual(order.filter((name) => parts.includes(name)));
  }
});

describe('a mistake of this program', () => {
  const broken = async (): Promise<never> => {
    throw new Error('out of order');
  };

  it('is told of the trajectory that met it, and the others are judged', async () => {
    const found: Judged[] = [];
    for await (const judged of verifyAll(shop(), TRAJECTORIES.slice(0, 3), { solver: broken })) found.push(judged);
    expect(found.map(({ trajectory, verdict }) => [trajectory, verdict?.verdict ?? null])).toEqual([
      ['folds', 'valid'],
      ['is refused', 'invalid'],
      ['from everywhere', null],
    ]);
    expect(found.map(({ bug }) => bug?.split('\n')[0] ?? null)).toEqual([
      null,
      null,
      expect.stringMatching(/'from everywhere'.*out of order/),
    ]);
  });
});
