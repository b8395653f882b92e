// Decides what has to be proved of a trajectory: executes it symbolically and lists one obligation after the other. Asks no solver.

import type { Diagnostic } from '../base/diagnostic.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import { evaluateRule, unchanged } from '../symbolic/claims.ts';
import { isTrue } from '../symbolic/compile.ts';
import { executeStep, settle, type Transition } from '../symbolic/execute.ts';
import type { Execution } from '../symbolic/execution.ts';
import { initialState } from '../symbolic/initial.ts';
import { formRequest, type Performed } from '../symbolic/request.ts';
import type { SymbolicState } from '../symbolic/state.ts';
import type { Term } from '../symbolic/term.ts';
import type { Claims } from './claims.ts';
import type { About, Obligation } from './obligation.ts';
import { claimsSuccess, stepObligations } from './step-obligations.ts';

/** A trajectory executed symbolically. */
export interface Run {
  readonly execution: Execution;
  readonly obligations: readonly Obligation[];
  /** Complaints about the initial state; with an error among them there are no obligations. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a run depends on besides contract and trajectory. */
export interface RunOptions {
  /** Enter a step on what really happened before it, rather than on the assumption that all claims before it hold. */
  readonly keepGoing: boolean;
  /** The clock at reset, in nanoseconds since 1970. */
  readonly now: bigint;
}

/** Executes all steps and gathers the obligations, in the order in which they are judged. */
export function runSymbolically(execution: Execution, trajectory: Trajectory, claims: Claims, options: RunOptions): Run {
  const initial = initialState(execution, trajectory.initial);
  if (initial.value === null) return { execution, obligations: [], diagnostics: initial.diagnostics };
  const first = initial.value;
  const obligations: Obligation[] = [];
  const history: Performed[] = [];
  let state = first;
  let now = options.now;
  obligations.push(...neverObligation(execution, claims, state, now, null));
  trajectory.steps.forEach((step, index) => {
    now += step.advanceNanos;
    const request = formRequest(execution, trajectory, index, history);
    const transition = executeStep(execution, state, request, { step: index, now });
    history.push({ request, transition });
    obligations.push(...stepObligations(execution, step, index, history));
    state = settle(execution, transition, continuation(transition, claimsSuccess(step), options.keepGoing));
    obligations.push(...neverObligation(execution, claims, state, now, index));
  });
  obligations.push(...finalObligations(execution, claims, first, state, now));
  return { execution, obligations, diagnostics: initial.diagnostics };
}

function continuation(transition: Transition, claimsSuccess: boolean, keepGoing: boolean): 'success' | 'failed' | 'open' {
  const { success } = transition;
  if (success.kind === 'constant') return success.value === true ? 'success' : 'failed';
  if (keepGoing) return 'open';
  return claimsSuccess ? 'success' : 'failed';
}

function neverObligation(execution: Execution, claims: Claims, state: SymbolicState, now: bigint, afterStep: number | null): readonly Obligation[] {
  if (claims.never === null) return [];
  const { context } = execution;
  const holds = isTrue(context, evaluateRule(execution, state, claims.never.expression, { now }));
  return [must({ kind: 'never', text: claims.never.text, afterStep }, context.factory.not(holds))];
}

function finalObligations(execution: Execution, claims: Claims, first: SymbolicState, last: SymbolicState, now: bigint): readonly Obligation[] {
  const obligations = claims.frame.map((name) => must({ kind: 'frame', text: name }, unchanged(execution, name, first, last)));
  if (claims.goal === null) return obligations;
  const goal = isTrue(execution.context, evaluateRule(execution, last, claims.goal.expression, { now }));
  return [...obligations, must({ kind: 'goal', text: claims.goal.text }, goal)];
}

function must(about: About, claim: Term): Obligation {
  return { quantifier: 'must', about, claim, parts: [{ term: claim, cause: null }] };
}
