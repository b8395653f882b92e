// Decides what a step's claim means as a term over its transition.

import type { Step } from '../contract/trajectory.ts';
import { equals } from '../symbolic/claims/claims.ts';
import type { Context } from '../symbolic/context.ts';
import { equalSymbolic } from '../symbolic/equality.ts';
import type { Execution } from '../symbolic/execution.ts';
import { templateValue } from '../symbolic/request/template.ts';
import type { Term } from '../symbolic/term.ts';
import type { Case, Performed, Transition } from '../symbolic/transition.ts';
import type { Obligation, Part } from './obligation.ts';

const SUCCESS_MIN = 200;
const SUCCESS_MAX = 299;

/** Answer to a request for an operation that the contract does not have. */
export const NOT_FOUND = 404;

/** The status that a step claims; null for any 2xx. */
export function claimedStatus(step: Step): number | null {
  return step.expect?.status ?? step.response?.status ?? null;
}

/** Whether the claimed status is one of success. */
export function claimsSuccess(step: Step): boolean {
  const status = claimedStatus(step);
  return status === null || (status >= SUCCESS_MIN && status <= SUCCESS_MAX);
}

/** The obligations of one step, in the order in which they are judged: outcome, expected body, recorded response. */
export function stepObligations(execution: Execution, step: Step, index: number, history: readonly Performed[]): readonly Obligation[] {
  const performed = history[index];
  if (!performed) return [unknownOperation(execution.context, step, index)];
  const { transition } = performed;
  const obligations: Obligation[] = [outcomeObligation(execution.context, step, index, transition)];
  if (step.expect?.body !== undefined) {
    const claim = expectedBodyTerm(execution, step, transition, history);
    obligations.push({ quantifier: 'must', about: { kind: 'expected-body', step: index }, claim, parts: [{ term: claim, cause: null }] });
  }
  if (step.response !== null && claimsSuccess(step) && step.response.body !== undefined) {
    const claim = equals(execution.context, transition.response.body, step.response.body);
    obligations.push({
      quantifier: 'may',
      about: { kind: 'recorded-response', step: index },
      claim,
      parts: [{ term: claim, cause: null }],
    });
  }
  return obligations;
}

function expectedBodyTerm(execution: Execution, step: Step, transition: Transition, history: readonly Performed[]): Term {
  const { factory } = execution.context;
  const { body } = transition.response;
  if (body === null || step.expect?.body === undefined) return factory.false;
  const expected = templateValue(execution, step.expect.body, history);
  return factory.and([transition.success, factory.not(expected.error), equalSymbolic(execution.context, body, expected.value)]);
}

function unknownOperation({ factory }: Context, step: Step, index: number): Obligation {
  const claim = factory.bool(claimedStatus(step) === NOT_FOUND);
  return { quantifier: 'must', about: { kind: 'outcome', step: index }, claim, parts: [{ term: claim, cause: null }] };
}

function outcomeObligation(context: Context, step: Step, index: number, transition: Transition): Obligation {
  const { factory } = context;
  const status = claimedStatus(step);
  const agrees = transition.cases.map((c) => answersAsClaimed(factory, c, transition, status));
  const claim = factory.and(transition.cases.map((c, i) => factory.or([factory.not(c.condition), agrees[i] ?? factory.false])));
  // Where all that ends the step before success is excluded, it does not matter what comes first: each requirement is one for itself.
  const isOnlySuccess = transition.cases.every(({ kind }, i) => kind === 'success' || agrees[i] === factory.false);
  const parts = transition.cases.map((c, i): Part => {
    const occurs = isOnlySuccess && c.kind !== 'success' ? c.alone : c.condition;
    return { term: factory.or([factory.not(occurs), agrees[i] ?? factory.false]), cause: c.cause };
  });
  return { quantifier: 'must', about: { kind: 'outcome', step: index }, claim, parts };
}

function answersAsClaimed(factory: Context['factory'], c: Case, transition: Transition, status: number | null): Term {
  if (c.kind === 'fault' || c.kind === 'unformed') return factory.false;
  const answered = c.kind === 'success' ? transition.response.status : c.status;
  if (status !== null) return factory.equal(answered, factory.int(status));
  if (c.kind === 'refused') return factory.false;
  return factory.and([factory.lessOrEqual(factory.int(SUCCESS_MIN), answered), factory.lessOrEqual(answered, factory.int(SUCCESS_MAX))]);
}
