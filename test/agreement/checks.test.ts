// On small random contracts: what model checking proves of every legal state is so in every legal state, for every request, and what it says can
// happen happens.

import { expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import { check } from '../../src/explore/check/check.ts';
import type { CheckItem } from '../../src/explore/check/check-result.ts';
import { isTrueIn, ruleFrom } from '../../src/explore/check/lemmas.ts';
import { linksOf, withLinks } from '../../src/explore/check/links.ts';
import { isLegal } from '../../src/simulate/legality.ts';
import { stateOf } from '../../src/simulate/read-state.ts';
import type { State } from '../../src/simulate/state.ts';
import { DEFAULT_OPTIONS } from '../../src/verify/options.ts';
import { trajectoryOf } from '../support/contracts/read.ts';
import { planInitial } from '../support/contracts/runs.ts';
import { startsOf } from './brute-force.ts';
import { count, type Made, PATIENCE, runs, share, type Tally, tryLaw } from './made.ts';
import { endingsIn, statesWithin } from './within-reach.ts';

const RUNS = runs(18);

/** The ending that an item is about. */
function endingOf({ claim, operationId, requirement }: CheckItem): string {
  if (claim === 'can-succeed') return `${operationId} success`;
  return `${operationId} ${claim === 'kept' ? 'fault' : 'refused'} ${requirement?.kind} ${requirement?.id}`;
}

/** `possible`: endings in legal states; `reached`: in those within reach, null where they are too many. */
function expectRight(item: CheckItem, possible: ReadonlySet<string>, reached: ReadonlySet<string> | null): void {
  const { claim, verdict } = item;
  if (claim === 'can-go-on' || claim === 'lemma' || claim === 'refers' || verdict.kind === 'unknown' || verdict.kind === 'bounded') return;
  const isPossible = possible.has(endingOf(item));
  const says = claim === 'kept' ? verdict.kind === 'violated' : verdict.kind === 'proved';
  const isAboutReach = verdict.kind === 'proved' && ((verdict.k ?? 1) > 1 || verdict.lemmas !== undefined);
  if (verdict.kind === 'proved' && (verdict.method === 'exhaustion' || isAboutReach)) {
    // What is kept within reach may be broken out of it.
    expect([endingOf(item), reached?.has(endingOf(item)) ?? false]).toEqual([endingOf(item), false]);
    return;
  }
  // States within reach are legal as far as a proof may assume: what is proved of all legal states is so in them, whatever dangles.
  if (claim === 'kept' && verdict.kind === 'proved')
    expect([endingOf(item), reached?.has(endingOf(item)) ?? false]).toEqual([endingOf(item), false]);
  if (verdict.kind === 'violated' && claim !== 'kept')
    expect([endingOf(item), reached?.has(endingOf(item)) ?? false]).toEqual([endingOf(item), false]);
  if (says && !isPossible) return;
  expect([endingOf(item), verdict.kind, isPossible]).toEqual([endingOf(item), verdict.kind, says]);
}

/** A lemma that is proved is true in every state within reach. */
function expectLemma(contract: Contract, { claim, requirement, verdict }: CheckItem, near: readonly State[] | null): void {
  if (claim !== 'lemma' || verdict.kind !== 'proved' || requirement === null) return;
  const { value } = ruleFrom(contract, requirement.rule);
  if (value === null) throw new Error(`${requirement.rule} does not compile`);
  for (const state of near ?? []) expect([requirement.rule, isTrueIn(state, value, DEFAULT_OPTIONS)]).toEqual([requirement.rule, true]);
}

/** What a reference leads to exists in every state within reach if that is proved, and not if it is violated. */
function expectReference(contract: Contract, { claim, requirement, verdict }: CheckItem, near: readonly State[] | null): void {
  const link = linksOf(contract).find(({ id }) => id === requirement?.id);
  if (claim !== 'refers' || link === undefined || near === null) return;
  const only = { ...withLinks(contract, new Set([link.id])), invariants: [] };
  const isDangling = near.some((state) => isLegal(only, state) !== null);
  // Another server may leave something dangling where this one does not: what is violated need not be so here.
  if (verdict.kind === 'proved') expect([link.id, isDangling]).toEqual([link.id, false]);
}

async function agreeOnCheck({ contract, draws, plan: made }: Made, tally: Tally): Promise<void> {
  const all = startsOf(contract, trajectoryOf({ initial: 'any', steps: [] }));
  const { initial } = trajectoryOf({ initial: planInitial(draws, made.state), steps: [] });
  const start = initial.kind === 'given' ? stateOf(contract, initial.state).value : null;
  if (all === null) return count(tally, 'too much to try');
  if (start === null || isLegal(contract, start) !== null) return count(tally, 'no legal start');
  const possible = endingsIn(contract, all);
  if (possible === null) return count(tally, 'too much to try');
  const near = statesWithin(contract, start);
  const reached = near && endingsIn(contract, near);
  const question = { rlimit: 3_000_000, timeoutMs: 4_000 };
  for (const maxCalls of [0, 2_000]) {
    const { value } = await check(contract, { initial, maxCalls, induction: maxCalls === 0 ? 3 : null, verify: { question } });
    for (const item of value?.items ?? []) {
      expectRight(item, possible, reached);
      expectLemma(contract, item, near);
      expectReference(contract, item, near);
      count(
        tally,
        `${maxCalls === 0 ? 'solver' : 'both'}: ${item.claim} ${item.verdict.kind}${item.verdict.kind === 'proved' ? ` by ${item.verdict.method}` : ''}`,
      );
    }
  }
}

test(
  'what is proved of all legal states of a small random contract is so in each, and what is possible is never said not to be',
  async () => {
    const tally = await tryLaw('tiny', RUNS, agreeOnCheck);
    console.info(Object.fromEntries([...tally].sort()));
    expect(share(tally, 'too much to try')).toBeLessThan(0.6);
  },
  PATIENCE,
);
