// With a native solver the verdicts are those of the one in WebAssembly, on one thread and on several, and say whose they are.

import { describe, expect, it, test } from 'vitest';
import { readTrajectories } from '../../src/files/trajectories.ts';
import { nativeSolver } from '../../src/verify/native-solver.ts';
import type { VerifyOptions } from '../../src/verify/options.ts';
import type { Verdict } from '../../src/verify/verdict.ts';
import { verifyAll } from '../../src/verify/verify-all.ts';
import { contractOf } from '../support/contract-builder.ts';
import { judged, shop, told } from '../support/judging.ts';
import { NATIVE_NAMES, nativePath } from '../support/native-solver.ts';
import { CLASHES, TILL } from '../support/till.ts';
import { type Row, VERDICT_TABLES } from '../support/verdict-tables.ts';

const FILES = [
  'order-and-cancel',
  'order-from-anywhere',
  'restock-from-anywhere',
  'ship-then-cancel',
  'spend-exactly',
  'spend-too-much',
].map((name) => `specs/shop/trajectories/${name}.json`);

function solverOf(path: string): VerifyOptions['solver'] {
  const { value, diagnostics } = nativeSolver(path);
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value;
}

async function allVerdicts(options: Partial<VerifyOptions>, jobs: number): Promise<readonly Verdict[]> {
  const { value, diagnostics } = readTrajectories(FILES);
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  const verdicts: Verdict[] = [];
  for await (const { verdict, bug } of verifyAll(shop(), value, options, jobs)) {
    if (verdict === null) throw new Error(bug ?? 'no verdict');
    verdicts.push(verdict);
  }
  return verdicts;
}

/** What our own solver says of the trajectories of the shop, once asked. */
let ours: readonly Verdict[] | null = null;

describe.each(NATIVE_NAMES)('%s', (name) => {
  const solver = solverOf(nativePath(name));
  const contract = shop();

  describe.each(VERDICT_TABLES)('$name', ({ rows }) => {
    it.each<Row>([...rows])('%s', async (_claim, trajectory, verdict, options) => {
      const found = await judged(contract, trajectory, { ...options, solver });
      expect(verdict === 'invalid' ? found.verdict : told(found)).toBe(verdict);
    });
  });

  it.each(CLASHES)('names what clashes: %s', async (_, claim, named) => {
    const verdict = await judged(contractOf(TILL), { ...claim }, { solver });
    const core = (verdict.core ?? []).map(({ step, rule }) => (step === null ? rule : `${step} ${rule}`));
    expect([told(verdict), core]).toEqual(['invalid: no filling', named]);
  });

  // Each thread loads the sources anew.
  test.each([1, 2])('the trajectories of the shop with %i jobs', { timeout: 240_000 }, async (jobs) => {
    const found = await allVerdicts({ solver }, jobs);
    ours ??= await allVerdicts({}, 1);
    expect(found.map(told)).toEqual(ours.map(told));
    const asked = found.filter((verdict) => verdict.solver.queries > 0);
    expect(asked.length).toBeGreaterThan(0);
    expect(new Set(asked.map(({ solver: use }) => use.backend))).toEqual(new Set([`${name}-native`]));
    expect(new Set(asked.map(({ solver: use }) => use.version))).toEqual(new Set([(await solver()).version]));
  });
});
