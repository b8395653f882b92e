// Decides by trying every request in every state what a small contract does: which states are within reach, and how calls end in them.

import { toJson } from '../../src/base/json.ts';
import { DEFAULT_LIMITS } from '../../src/base/limits.ts';
import { DEFAULT_NOW } from '../../src/base/time.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { seededChooser } from '../../src/simulate/choose/seeded.ts';
import { type State, stateValue } from '../../src/simulate/state.ts';
import { step } from '../../src/simulate/step.ts';
import { allRequests } from './all-requests.ts';

const MOST_STEPS = 40_000;
const SEEDS = [1, 2];

/** All ways in which some call ends in some of the states: `OPERATION success`, `OPERATION fault CAUSE`; null where there is too much to try. */
export function endingsIn(contract: Contract, states: readonly State[]): ReadonlySet<string> | null {
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
export function statesWithin(contract: Contract, start: State): readonly State[] | null {
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
