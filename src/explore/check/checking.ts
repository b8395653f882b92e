// Decides what the parts of model checking share: the contract, where runs start, what running showed.

import type { Contract, Rule } from '../../contract/contract.ts';
import type { InitialState } from '../../contract/trajectory.ts';
import type { VerifyOptions } from '../../verify/options.ts';
import type { LinkIds } from './links.ts';
import type { Sightings } from './sightings.ts';

export interface CheckOptions {
  readonly initial: InitialState;
  /** Steps that runs may have. */
  readonly maxSteps: number;
  /** Calls that running may try. */
  readonly maxCalls: number;
  /** States in a row that induction may assume a promise in, 1 to 3; null: as many as pay where running does not decide. */
  readonly induction: number | null;
  /** Rules that are proved first and then assumed, `RULE` or `NAME: RULE`. */
  readonly lemmas: readonly string[];
  /** A rule of the states in which nothing need go on; null for none. */
  readonly final: string | null;
  readonly verify: Partial<VerifyOptions>;
  /** Told now and then what is being done. */
  readonly progress: (text: string) => void;
}

export interface Checking {
  readonly contract: Contract;
  readonly initial: InitialState;
  readonly final: Rule | null;
  readonly options: CheckOptions;
  readonly verify: VerifyOptions;
  readonly credentials: ReadonlyMap<string, string>;
  readonly sightings: Sightings;
  /** References and parents that were proved to lead to something in every state within reach: legal states are those in which they do. */
  readonly links: LinkIds;
}
