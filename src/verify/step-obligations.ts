// Decides what a step's claim means as a term over its transition.

import type { Cause } from '../contract/outcome.ts';
import type { Step } from '../contract/trajectory.ts';
import { equals } from '../symbolic/claims.ts';
import type { Case, Transition } from '../symbolic/execute.ts';
import type { Execution } from '../symbolic/execution.ts';
import { instantiate, type Performed } from '../symbolic/request.ts';
import type { Factory } from '../symbolic/factory.ts';
import type { Term } from '../symbolic/term.ts';
import type { Obligation, Part } from './obligation.ts';

const SUCCESS_MIN = 200;
const SUCCESS_MAX = 299;

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
  if (!performed) return [];
  const obligations = [outcomeObligation(execution, step, index, performed)];
  const { body } = performed.transition.response;
  if (step.expect?.body !== undefined) {
    const expected = instantiate(execution, step.expect.body, history);
    const claim = equals(execution.context, body, expected);
    obligations.push({ quantifier: 'must', about: { kind: 'expected-body', step: index }, claim, parts: [{ term: claim, cause: null }] });
  }
  if (step.response !== null && claimsSuccess(step) && step.response.body !== undefined) {
    const claim = equals(execution.context, body, { kind: 'known', value: step.response.body });
    obligations.push({ quantifier: 'may', about: { kind: 'recorded-response', step: index }, claim, parts: [{ term: claim, cause: null }] });
  }
  return obligations;
}

function outcomeObligation(execution: Execution, step: Step, index: number, performed: Performed): Obligation {
  const { factory } = execution.context;
  const formed: Part = { term: factory.not(performed.request.unformed), cause: null };
  const parts = [formed, ...caseParts(factory, performed.transition, claimedStatus(step))];
  return {
    quantifier: 'must',
    about: { kind: 'outcome', step: index },
    claim: factory.and(parts.map((part) => part.term)),
    parts,
  };
}

/** One conjunct per case that would not be as claimed: either it does not occur, or its status is the claimed one. */
function caseParts(factory: Factory, transition: Transition, status: number | null): readonly Part[] {
  return transition.cases.map((c) => ({
    term: factory.or([factory.not(c.condition), agrees(factory, c, transition, status)]),
    cause: causeOf(c),
  }));
}

function agrees(factory: Factory, c: Case, transition: Transition, status: number | null): Term {
  if (c.kind === 'fault') return factory.bool(false);
  const actual = typeof c.status === 'number' ? factory.int(c.status) : c.status;
  if (status !== null) return factory.equal(c.kind === 'success' ? transition.response.status : actual, factory.int(status));
  if (c.kind === 'refused') return factory.bool(false);
  const answered = transition.response.status;
  return factory.and([factory.lessOrEqual(factory.int(SUCCESS_MIN), answered), factory.lessOrEqual(answered, factory.int(SUCCESS_MAX))]);
}

function causeOf(c: Case): Cause | null {
  return c.kind === 'success' ? null : c.cause;
}
