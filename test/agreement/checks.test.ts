// On small random contracts: what model checking proves of every legal state is so in every legal state, for every request, and what it says can
// happen happens.

import { expect, test } from 'vitest';
import { toJson } from '../../src/base/json.ts';
import { DEFAULT_LIMITS } from '../../src/base/limits.ts';
import { DEFAULT_NOW } from '../../src/base/time.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { check } from '../../src/explore/check/check.ts';
import type { CheckItem } from '../../src/explore/check/check-result.ts';
import { isTrueIn, ruleFrom } from '../../src/explore/check/lemmas.ts';
import { linksOf, withLinks } from '../../src/explore/check/links.ts';
import { seededChooser } from '../../src/simulate/choose/seeded.ts';
import { isLegal } from '../../src/simulate/legality.ts';
import { stateOf } from '../../src/simulate/read-state.ts';
import { type State, stateValue } from '../../src/simulate/state.ts';
import { step } from '../../src/simulate/step.ts';
import { DEFAULT_OPTIONS } from '../../src/verify/options.ts';
import { trajectoryOf } from '../support/contracts/read.ts';
import { planInitial } from '../support/contracts/runs.ts';
import { allRequests } from './all-requests.ts';
import { startsOf } from './brute-force.ts';
import { count, type Made, PATIENCE, runs, share, type Tally, tryLaw } from './made.ts';

const RUNS = runs(25);
const MOST_STEPS = 40_000;
const SEEDS = [1, 2];

/** All ways in which some call ends in some of the states: `OPERATION success`, `OPERATION fault CAUSE`; null where there is too much to try. */
function endingsIn(contract: Contract, states: readonly State[]): ReadonlySet<string> | null {
  const found = new Set<string>();
  let steps = 0;
  for (const operation of contract.operations.values()) {
    const requests = allRequests(contract, operation);
    if (requests === null) return null;
    for (const state of states) {
      for (const request of requests) {
        for (const seed of SEEDS) {
          steps += 1;
          if (steps > MOST_STEPS) return null;
          const result = step(contract, state, request, {
            chooser: seededChooser(contract, seed, 0),
            now: DEFAULT_NOW,
            limits: DEFAULT_LIMITS,
          });
          if (result.kind === 'undecided') continue;
          const { outcome } = result;
          found.add(
            `${operation.id} ${outcome.kind === 'success' ? 'success' : `${outcome.kind} ${outcome.cause.kind} ${outcome.cause.id}`}`,
          );
          if (outcome.kind === 'fault' && outcome.cause.kind === 'invariant') found.add(`null fault invariant ${outcome.cause.id}`);
        }
      }
    }
  }
  return found;
}

/** All states within reach of one, whatever is asked; null where they are too many. */
function statesWithin(contract: Contract, start: State): readonly State[] | null {
  const seen = new Map([[toJson(stateValue(start)), start]]);
  let steps = 0;
  for (const state of seen.values()) {
    for (const operation of contract.operations.values()) {
      for (const request of allRequests(contract, operation) ?? []) {
        steps += 1;
        if (steps > MOST_STEPS) return null;
        const result = step(contract, state, request, { chooser: seededChooser(contract, 1, 0), now: DEFAULT_NOW, limits: DEFAULT_LIMITS });
        if (result.kind !== 'undecided') seen.set(toJson(stateValue(result.state)), result.state);
      }
    }
  }
  return [...seen.values()];
}

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
