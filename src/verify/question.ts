// Decides the form of a question: everything that one judgement depends on.

import type { Contract } from '../contract/contract.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import type { State } from '../simulate/state.ts';
import type { Claims } from './claims.ts';
import type { VerifyOptions } from './options.ts';

/** What is to be decided. `start` is the concrete initial state; null for `any`. */
export interface Question {
  readonly contract: Contract;
  readonly trajectory: Trajectory;
  readonly claims: Claims;
  readonly start: State | null;
  readonly options: VerifyOptions;
}
