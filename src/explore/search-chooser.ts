// Decides what the server chooses in a search: the same where the same is asked, so that calls in another order lead to one state.

import type { Value } from '../base/value.ts';
import type { Contract } from '../contract/contract.ts';
import { type Chooser, isNoChoice, type NoChoice } from '../simulate/choose/chooser.ts';
import { seededChooser } from '../simulate/choose/seeded.ts';
import { recordsSize } from '../simulate/records.ts';
import type { State } from '../simulate/state.ts';
import type { Call } from './call.ts';

/** Runs of attempts to find a key that is free; each is of some dozens. */
const MAX_RUNS = 64;

/**
 * Keys depend on the operation alone, the first that is free being taken; anything else depends on how many records there are too, so that
 * two records differ in it.
 */
export function searchChooser(contract: Contract, state: State, { operation }: Call, seed: number): Chooser {
  let records: number | null = null;
  return (question) => {
    const asked = { ...question, place: `${operation.id} ${question.place}` };
    if (question.taken === null) {
      records ??= recordsIn(state);
      return seededChooser(contract, seed, records)(asked);
    }
    let answer: Value | NoChoice = null;
    for (let run = 0; run < MAX_RUNS; run += 1) {
      answer = seededChooser(contract, seed, run)(asked);
      if (!isNoChoice(answer) || answer.reason === 'unsatisfiable') return answer;
    }
    return answer;
  };
}

function recordsIn(state: State): number {
  let count = 0;
  for (const records of state.collections.values()) count += recordsSize(records) + records.retired.size;
  return count;
}
