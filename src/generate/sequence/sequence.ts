// Decides the form of a generated sequence: calls, each with what came of it, from a known state.

import type { Timestamp, Value } from '../../base/value.ts';
import type { InitialState, Step } from '../../contract/trajectory.ts';
import type { Chooser } from '../../simulate/choose/chooser.ts';
import type { State } from '../../simulate/state.ts';
import type { DrawnCall, Wanted } from '../draw/drawing.ts';

/** Where sequences start. */
export interface Start {
  /** As trajectories say it. */
  readonly initial: InitialState;
  readonly state: State;
  readonly now: Timestamp;
}

export interface GeneratedStep {
  readonly kind: 'step';
  /** The step of the trajectory; its references are to steps by their index. */
  readonly claim: Step;
  readonly drawn: DrawnCall;
  readonly wanted: Wanted;
  /** Numbers what the server chooses, and stays with the step when others are left out. */
  readonly slot: number;
}

/** A sequence of calls, each with the outcome that was wanted of it. */
export interface Sequence {
  readonly start: Start;
  readonly steps: readonly GeneratedStep[];
  /** After the last step. */
  readonly state: State;
}

/** What the server chooses at a slot, in the run that is shown and in another one. */
export interface Choosers {
  readonly shown: (slot: number) => Chooser;
  /** Chooses otherwise, keys above all (`isShown` of those of the shown run): an outcome that differs in this run is left to the server, and claimed of none. */
  readonly other: (slot: number, isShown: (key: Value) => boolean) => Chooser;
}
