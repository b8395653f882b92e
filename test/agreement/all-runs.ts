// All runs of a trajectory from a state: one for every way in which the server can choose.

import type { Value } from '../../src/base/value.ts';
import type { Contract } from '../../src/contract/contract.ts';
import type { Trajectory } from '../../src/contract/trajectory.ts';
import type { Chooser, Question } from '../../src/simulate/choose/chooser.ts';
import { type Replay, replay } from '../../src/simulate/replay/replay.ts';
import type { State } from '../../src/simulate/state.ts';
import { valuesOfSchema } from './enumerate.ts';

const MOST_VALUES = 40;

/** A run, and whether the server had nothing left to choose from in it. */
export interface OneRun {
  readonly run: Replay;
  readonly stuck: boolean;
}

/** The runs one after the other; null, and no more, where the server can choose among too many values. */
export function* everyRun(
  contract: Contract,
  trajectory: Trajectory,
  start: State,
  holes: ReadonlyMap<string, Value>,
): Generator<OneRun | null> {
  let decisions: number[] = [];
  do {
    const made: { at: number; of: number }[] = [];
    let stuck = false;
    const chooser: Chooser = (question) => {
      const options = optionsOf(contract, question);
      if (options === null) throw new TooMany();
      const at = decisions[made.length] ?? 0;
      made.push({ at, of: options.length });
      const chosen = options[at];
      if (chosen !== undefined) return chosen;
      stuck = true;
      return { kind: 'no-choice', reason: 'unsatisfiable', message: 'nothing is left' };
    };
    try {
      const run = replay(contract, trajectory, { initial: start, holes, chooser: () => chooser });
      if (!stuck && run.steps.some(({ result }) => result?.kind === 'undecided')) throw new TooMany();
      yield { run, stuck };
    } catch (error) {
      if (!(error instanceof TooMany)) throw error;
      yield null;
      return;
    }
    while (made.length > 0 && (made.at(-1)?.at ?? 0) + 1 >= (made.at(-1)?.of ?? 0)) made.pop();
    decisions = made.map(({ at }, i) => (i === made.length - 1 ? at + 1 : at));
  } while (decisions.length > 0);
}

class TooMany extends Error {}

function optionsOf(contract: Contract, { schema, taken }: Question): readonly Value[] | null {
  const values = valuesOfSchema(contract.schemas, schema, MOST_VALUES);
  return values?.filter((value) => taken?.(value) !== true) ?? null;
}
