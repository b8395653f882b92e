// Decides a request by the solver, where trying found none: one step from a known state, of which only what is wanted is known. What the solver proposes is run before it is believed.

import type { Value } from '../../base/value.ts';
import type { Contract, Operation } from '../../contract/contract.ts';
import { type Call, requestOf } from '../../explore/call.ts';
import { callIn } from '../../explore/check/lead.ts';
import { formsOf } from '../../explore/forms.ts';
import { type State, stateValue } from '../../simulate/state.ts';
import { step } from '../../simulate/step.ts';
import { createContext } from '../../symbolic/create-context.ts';
import { createExecution, type Execution } from '../../symbolic/execution.ts';
import { createFactory } from '../../symbolic/factory.ts';
import { type CallForm, type FreeCall, freeStep } from '../../symbolic/free-step/free-step.ts';
import { initialState } from '../../symbolic/initial/initial.ts';
import { LimitReached } from '../../symbolic/limit-reached.ts';
import type { Model } from '../../symbolic/model.ts';
import type { SolverBackend } from '../../symbolic/solver.ts';
import type { Term } from '../../symbolic/term.ts';
import { Unsupported } from '../../symbolic/unsupported.ts';
import { completer } from '../../verify/complete-state.ts';
import { Prover } from '../../verify/prover.ts';
import { type Drawing, type DrawnCall, isWanted, type NotDrawn, type Situation, type Wanted } from './drawing.ts';

/** Resource units of one question: most are answered in a hundredth of it. */
const RLIMIT = 2_000_000;
const TIMEOUT_MS = 5_000;
/** Of one question: a larger one takes longer to ask than all else that may be tried. */
const MAX_TERMS = 60_000;
const SEED = 1;

/** A call of the operation of which what is wanted comes; `impossible` only if the solver proved that there is none. */
export function solve(
  drawing: Drawing,
  backend: SolverBackend,
  situation: Situation,
  operation: Operation,
  wanted: Wanted,
): DrawnCall | NotDrawn {
  try {
    return ask(drawing, backend, situation, operation, wanted);
  } catch (error) {
    // Too large or not expressible: then the solver has nothing to say, and what was tried stands.
    if (error instanceof LimitReached || error instanceof Unsupported) return { kind: 'not-drawn', operation, reason: 'not-found' };
    throw error;
  }
}

function ask(drawing: Drawing, backend: SolverBackend, situation: Situation, operation: Operation, wanted: Wanted): DrawnCall | NotDrawn {
  const { contract, credentials } = drawing;
  const limits = { ...drawing.limits, maxTerms: Math.min(drawing.limits.maxTerms, MAX_TERMS) };
  const context = createContext({ factory: createFactory(limits), schemas: contract.schemas, limits, quantifiers: 'bounded' });
  const execution = createExecution(context, contract, new Map());
  const start = initialState(execution, { kind: 'given', state: valueOf(situation.state) }, situation.now);
  const notFound: NotDrawn = { kind: 'not-drawn', operation, reason: 'not-found' };
  if (start.value === null) return notFound;
  const forms = formsFor(contract, operation);
  const { calls } = freeStep(execution, start.value, forms.own, { index: 0, now: situation.now, credentials });
  const condition = context.factory.or(calls.flatMap((call) => conditionsOf(execution, call, wanted)));
  if (condition === context.factory.false) return forms.isAll ? { ...notFound, reason: 'impossible' } : notFound;
  const prover = new Prover(execution, backend, {
    limits: { rlimit: RLIMIT, timeoutMs: TIMEOUT_MS },
    effort: 'matching',
    claims: [condition],
    record: null,
  });
  try {
    const answer = prover.ask('a request', [condition]);
    if (answer.kind === 'unsat') return forms.isAll && context.bounds.length === 0 ? { ...notFound, reason: 'impossible' } : notFound;
    const model = answer.kind === 'sat' ? answer.model : answer.candidate;
    return (model ? replayed(drawing, situation, execution, model, calls, wanted) : null) ?? notFound;
  } finally {
    prover.close();
  }
}

const values = new WeakMap<State, Value>();

/** The state as a value; the same for the same, so that it is read once. */
function valueOf(state: State): Value {
  const before = values.get(state);
  if (before !== undefined) return before;
  const value = stateValue(state);
  values.set(state, value);
  return value;
}

/** `isAll`: whether no rule reads a part of the request that no form sends. */
function formsFor(contract: Contract, operation: Operation): { readonly own: readonly CallForm[]; readonly isAll: boolean } {
  const { forms, open } = formsOf(contract);
  return {
    own: forms.filter((form) => form.operation === operation),
    isAll: open.every(({ operationId }) => operationId !== operation.id),
  };
}

function conditionsOf({ context: { factory } }: Execution, { chosen, transition }: FreeCall, wanted: Wanted): readonly Term[] {
  if (wanted.kind === 'success') return [factory.and([chosen, transition.success])];
  return transition.cases.flatMap(({ kind, cause, condition }) =>
    kind === 'refused' && cause?.id === wanted.cause ? [factory.and([chosen, condition])] : [],
  );
}

function replayed(
  { contract, credentials, limits }: Drawing,
  { state, now, chooser }: Situation,
  execution: Execution,
  model: Model,
  calls: readonly FreeCall[],
  wanted: Wanted,
): DrawnCall | null {
  const made = callIn(execution, model, calls, completer(contract, SEED));
  if (made === null) return null;
  const call: Call = made.call;
  const request = requestOf(call, credentials);
  const transition = step(contract, state, request, { chooser, now, invariantsHold: true, limits });
  if (transition.kind === 'undecided' || !isWanted(transition, wanted)) return null;
  return { kind: 'drawn', call, credentials, request, transition, by: 'solver' };
}
