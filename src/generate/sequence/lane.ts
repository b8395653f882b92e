// Decides what comes of the same steps where the server chooses otherwise: what is claimed must come of them there too.

import type { Value } from '../../base/value.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Step, Trajectory } from '../../contract/trajectory.ts';
import type { Chooser } from '../../simulate/choose/chooser.ts';
import { formRequest } from '../../simulate/replay/form-request.ts';
import { isUnformed } from '../../simulate/replay/template.ts';
import type { State } from '../../simulate/state.ts';
import { step as decide, type Transition } from '../../simulate/step.ts';
import type { Drawing } from '../draw/drawing.ts';
import type { Start } from './sequence.ts';

/** A run of steps. */
export class Lane {
  private readonly contract: Contract;
  private readonly drawing: Drawing;
  private readonly now: Start['now'];
  private readonly answers: (Value | undefined)[] = [];
  state: State;

  constructor(drawing: Drawing, { state, now }: Pick<Start, 'state' | 'now'>) {
    this.drawing = drawing;
    this.contract = drawing.contract;
    this.state = state;
    this.now = now;
  }

  /** A run of its own from here on. */
  copy(): Lane {
    const copy = new Lane(this.drawing, { state: this.state, now: this.now });
    copy.answers.push(...this.answers);
    return copy;
  }

  /** What would come of the step; null if its request cannot be made, or what comes of it cannot be told. */
  look(claim: Step, chooser: Chooser): Transition | null {
    const formed = formRequest(this.contract, NO_CLAIMS, claim, {
      holes: new Map(),
      part: (index, from) => (from === 'response.body' ? this.answers[index] : undefined),
    });
    if (isUnformed(formed)) return null;
    const { limits } = this.drawing;
    const result = decide(this.contract, this.state, formed.request, { chooser, now: this.now, invariantsHold: true, limits });
    return result.kind === 'transition' ? result : null;
  }

  /** Goes on after it. */
  take({ outcome, state }: Transition): void {
    this.answers.push(outcome.kind === 'success' ? outcome.body : undefined);
    this.state = state;
  }
}

/** Steps bring their own credentials. */
const NO_CLAIMS: Trajectory = {
  id: '',
  initial: { kind: 'reset' },
  steps: [],
  goal: null,
  never: null,
  frame: [],
  credentials: new Map(),
  source: null,
  claimSources: { goal: null, never: null, frame: null },
};
