// What is valid, what is not and why: claims about the small shop, each beside its opposite.

import { afterAll, describe, expect, it } from 'vitest';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { judged, shop, told } from '../../support/judging.ts';
import { hole, ofOrder, placing, type Row, VERDICT_TABLES } from '../../support/verdict-tables.ts';

afterAll(disposeDefaultSolver);

const contract = shop();

describe.each(VERDICT_TABLES)('$name', ({ rows }) => {
  it.each<Row>([...rows])('%s', async (_claim, trajectory, verdict, options) => {
    const found = await judged(contract, trajectory, options ?? {});
    expect(verdict === 'invalid' ? found.verdict : told(found)).toBe(verdict);
  });
});

// There are infinitely many texts to try, and none is right whatever the server chooses.
it('a hole cannot stand for what the server will choose', async () => {
  const { verdict } = await judged(contract, { steps: [placing(1), ofOrder('shipOrder', {}, hole('id'))] });
  expect(verdict).not.toBe('valid');
});
