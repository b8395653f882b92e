// On small random contracts and variants of them: what is proved of two contracts is so in every state that is legal for both and for every request.

import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/base/limits.ts';
import { DEFAULT_NOW } from '../../src/base/time.ts';
import type { Contract, Operation, Requirement } from '../../src/contract/contract.ts';
import { compare } from '../../src/explore/compare/compare.ts';
import type { Inclusion, OperationComparison } from '../../src/explore/compare/compare-result.ts';
import { replayBoth } from '../../src/explore/compare/replay-both.ts';
import { scriptedChooser } from '../../src/simulate/choose/scripted.ts';
import { seededChooser } from '../../src/simulate/choose/seeded.ts';
import { isLegal } from '../../src/simulate/legality.ts';
import { type State, stateValue } from '../../src/simulate/state.ts';
import type { Draws } from '../support/contracts/draws.ts';
import { trajectoryOf } from '../support/contracts/read.ts';
import { allRequests } from './all-requests.ts';
import { startsOf } from './brute-force.ts';
import { count, type Made, PATIENCE, runs, share, type Tally, tryLaw } from './made.ts';

const RUNS = runs(30);
const MOST_STEPS = 40_000;
const SEEDS = [1, 2];

/** The same contract with requirements, effects or an invariant left out, or requirements in another order. */
function variantOf(contract: Contract, draws: Draws): Contract {
  const operations = [...contract.operations].map(([id, operation]) => [id, changed(operation, draws)] as const);
  const left = contract.invariants.length > 0 && draws.chance(25) ? draws.below(contract.invariants.length) : -1;
  return { ...contract, operations: new Map(operations), invariants: contract.invariants.filter((_, i) => i !== left) };
}

function changed(operation: Operation, draws: Draws): Operation {
  const { preconditions, effects } = operation;
  const without = <T>(items: readonly T[]): readonly T[] => {
    const at = draws.below(Math.max(1, items.length));
    return items.filter((_, i) => i !== at);
  };
  const change = draws.pick(['nothing', 'requirement', 'opposite', 'order', 'effect', 'requirement', 'opposite', 'status']);
  if (change === 'requirement') return { ...operation, preconditions: without(preconditions) };
  if (change === 'opposite') return { ...operation, preconditions: preconditions.map((one, i) => (i === 0 ? opposite(one) : one)) };
  if (change === 'order') return { ...operation, preconditions: preconditions.toReversed() };
  if (change === 'effect') return { ...operation, effects: without(effects) };
  if (change === 'status') return { ...operation, response: { ...operation.response, status: 207 } };
  return operation;
}

function opposite(requirement: Requirement): Requirement {
  const { rule } = requirement;
  const { type, offset } = rule.expression;
  return {
    ...requirement,
    rule: { ...rule, text: `!(${rule.text})`, expression: { kind: 'call', operator: 'not', args: [rule.expression], type, offset } },
  };
}

type About = 'kept' | 'covered' | 'alike' | 'refusals';

/** What trying everything shows: `OPERATION kept` where some request is accepted by A alone, and so on; null where there is too much to try. */
function differencesIn(a: Contract, b: Contract, states: readonly State[]): ReadonlySet<string> | null {
  const found = new Set<string>();
  let steps = 0;
  for (const operation of a.operations.values()) {
    const requests = allRequests(a, operation);
    if (requests === null) return null;
    for (const state of states) {
      for (const request of requests) {
        for (const seed of SEEDS) {
          steps += 1;
          if (steps > MOST_STEPS) return null;
          const fallback = seededChooser(b, seed, 0);
          const both = replayBoth(
            request,
            { contract: a, operationId: operation.id, state, chooserAfter: () => seededChooser(a, seed, 0) },
            { contract: b, operationId: operation.id, state, chooserAfter: (choices) => scriptedChooser(choices, fallback) },
            { now: DEFAULT_NOW, limits: DEFAULT_LIMITS, names: new Map() },
          );
          if (typeof both === 'string') continue;
          const [accepts, covers] = [both.first.outcome.kind === 'success', both.second.outcome.kind === 'success'];
          if (accepts && !covers) found.add(`${operation.id} kept`);
          if (covers && !accepts) found.add(`${operation.id} covered`);
          if (!accepts && !covers && both.first.outcome.status !== both.second.outcome.status) found.add(`${operation.id} refusals`);
          if (both.differs.length > 0) found.add(`${operation.id} alike`);
        }
      }
    }
  }
  return found;
}

function expectRight(one: OperationComparison, about: About, inclusion: Inclusion, possible: ReadonlySet<string>): void {
  const name = `${one.operationId} ${about}`;
  // What the solver finds may need a choice of the server that was not tried, so only proofs can be wrong here; differences were replayed.
  if (inclusion.kind === 'proved') expect([name, possible.has(name)]).toEqual([name, false]);
}

async function agreeOnComparison({ contract, draws }: Made, tally: Tally): Promise<void> {
  const made = variantOf(contract, draws);
  const [a, b] = draws.chance(50) ? [contract, made] : [made, contract];
  const all = startsOf(a, trajectoryOf({ initial: 'any', steps: [] }));
  if (all === null) return count(tally, 'too much to try');
  const states = all.filter((state) => isLegal(b, state, { now: DEFAULT_NOW }) === null);
  const possible = differencesIn(a, b, states);
  if (possible === null) return count(tally, 'too much to try');
  const [start] = states;
  if (start === undefined) return count(tally, 'no legal state');
  const question = { rlimit: 3_000_000, timeoutMs: 4_000 };
  for (const maxCalls of [0, 300]) {
    const { value } = await compare(a, b, { initial: { kind: 'given', state: stateValue(start) }, maxCalls, verify: { question } });
    for (const one of value?.operations ?? []) {
      for (const about of ['kept', 'covered', 'alike', 'refusals'] as const) {
        const inclusion = one[about];
        expectRight(one, about, inclusion, possible);
        const isFound = possible.has(`${one.operationId} ${about}`);
        count(tally, `${maxCalls === 0 ? 'solver' : 'both'}: ${about} ${inclusion.kind}${isFound ? ', as enumeration finds' : ''}`);
      }
    }
  }
}

test(
  'what is proved of two contracts is so in each state that is legal for both, for each request',
  async () => {
    const tally = await tryLaw('tiny', RUNS, agreeOnComparison);
    console.info(Object.fromEntries([...tally].sort()));
    expect(share(tally, 'too much to try')).toBeLessThan(0.6);
    const found = [...tally].filter(([what]) => what.includes('different, as enumeration finds')).length;
    expect(found).toBeGreaterThan(0);
  },
  PATIENCE,
);
