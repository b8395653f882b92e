// Decides what the server chooses in generated sequences: by the seed, the slot and the place.

import type { Value } from '../../base/value.ts';
import type { Contract } from '../../contract/contract.ts';
import { type Chooser, isNoChoice } from '../../simulate/choose/chooser.ts';
import type { Realism } from '../../simulate/choose/realism.ts';
import { seededChooser } from '../../simulate/choose/seeded.ts';
import type { Choosers } from './sequence.ts';

const OTHER = 0x5eed;

/** The choosers of one sequence. */
export function choosersFor(contract: Contract, seed: number, realism: Realism): Choosers {
  return {
    shown: (slot) => seededChooser(contract, seed, slot, realism),
    other: (slot, isShown) => otherwise(seededChooser(contract, seed ^ OTHER, slot), isShown),
  };
}

/** Keys that differ from those of the shown run, where there are others. */
function otherwise(chooser: Chooser, isShown: (key: Value) => boolean): Chooser {
  return (question) => {
    const { taken } = question;
    if (taken === null) return chooser(question);
    const other = chooser({ ...question, taken: (value) => taken(value) || isShown(value) });
    return isNoChoice(other) ? chooser(question) : other;
  };
}
