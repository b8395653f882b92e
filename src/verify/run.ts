// Decides what has to be proved of a trajectory: executes it symbolically and lists one obligation after the other. Asks no solver.

import type { Diagnostic } from '../base/diagnostic.ts';
import { timestamp } from '../base/time.ts';
import type { Timestamp } from '../base/value.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import { unchanged } from '../symbolic/claims/claims.ts';
import { ruleHolds } from '../symbolic/claims/evaluate-rule.ts';
import { executeStep } from '../symbolic/execute.ts';
import type { Execution } from '../symbolic/execution.ts';
import { sightOf } from '../symbolic/frame.ts';
import { initialState } from '../symbolic/initial/initial.ts';
import { formRequest } from '../symbolic/request/request.ts';
import { type Ending, settle } from '../symbolic/settle.ts';
import type { SymbolicState } from '../symbolic/state.ts';
import type { Term } from '../symbolic/term.ts';
import type { Performed, Transition } from '../symbolic/transition.ts';
import type { Claims } from './claims.ts';
import type { About, Obligation } from './obligation.ts';
import { claimsSuccess, stepObligations } from './step-obligations.ts';

/** A trajectory executed symbolically. */
export interface Run {
  readonly execution: Execution;
  /** Null after an error in the initial state. */
  readonly start: SymbolicState | null;
  readonly obligations: readonly Obligation[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What a run depends on besides contract and trajectory. */
export interface RunOptions {
  /** Enter a step on what really happened before it, rather than on the assumption that all claims before it hold. */
  readonly keepGoing: boolean;
  /** The clock at reset. */
  readonly now: Timestamp;
}

/** Executes all steps and gathers the obligations, in the order in which they are judged. */
export function runSymbolically(execution: Execution, trajectory: Trajectory, claims: Claims, options: RunOptions): Run {
  const initial = initialState(execution, trajectory.initial, options.now);
  if (initial.value === null) return { execution, start: null, obligations: [], diagnostics: initial.diagnostics };
  const obligations: Obligation[] = [];
  const history: Performed[] = [];
  let state = initial.value;
  let { now } = options;
  obligations.push(...neverObligation(execution, claims, state, now, null));
  trajectory.steps.forEach((step, index) => {
    now = timestamp(now.nanos + step.advanceNanos) ?? now;
    const request = formRequest(execution, trajectory, index, history);
    if (request) {
      const transition = executeStep(execution, state, request, { step: index, now });
      history[index] = { request, transition };
      state = settle(execution.context, transition, endingOf(transition, claimsSuccess(step), options.keepGoing));
    }
    obligations.push(...stepObligations(execution, step, index, history));
    obligations.push(...neverObligation(execution, claims, state, now, index));
  });
  obligations.push(...finalObligations(execution, claims, initial.value, state, now));
  return { execution, start: initial.value, obligations, diagnostics: initial.diagnostics };
}

function endingOf(transition: Transition, claimsSuccess: boolean, keepGoing: boolean): Ending {
  const { success } = transition;
  if (success.kind === 'constant') return success.value === true ? 'success' : 'failed';
  if (keepGoing) return 'open';
  return claimsSuccess ? 'success' : 'failed';
}

function neverObligation(
  execution: Execution,
  claims: Claims,
  state: SymbolicState,
  now: Timestamp,
  afterStep: number | null,
): readonly Obligation[] {
  if (claims.never === null) return [];
  const holds = ruleHolds(execution, sightOf(state, now), claims.never.expression);
  return [must({ kind: 'never', text: claims.never.text, afterStep }, execution.context.factory.not(holds))];
}

function finalObligations(
  execution: Execution,
  claims: Claims,
  first: SymbolicState,
  last: SymbolicState,
  now: Timestamp,
): readonly Obligation[] {
  const frame = claims.frame.map((name) => must({ kind: 'frame', text: name }, unchanged(execution.context, name, first, last)));
  if (claims.goal === null) return frame;
  const goal = ruleHolds(execution, sightOf(last, now), claims.goal.expression);
  return [...frame, must({ kind: 'goal', text: claims.goal.text }, goal)];
}

function must(about: About, claim: Term): Obligation {
  return { quantifier: 'must', about, claim, parts: [{ term: claim, cause: null }] };
}
