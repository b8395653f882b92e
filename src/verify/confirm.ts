// Decides whether a replayed run violates an obligation, and if so how to say it.

import { differences } from '../base/differences.ts';
import { equalValues } from '../base/equality.ts';
import { toJson } from '../base/json.ts';
import type { Limits } from '../base/limits.ts';
import { didYouMean } from '../base/suggest.ts';
import type { Timestamp, Value } from '../base/value.ts';
import type { Contract, Rule } from '../contract/contract.ts';
import type { Step, Trajectory } from '../contract/trajectory.ts';
import type { Environment } from '../simulate/evaluate/environment.ts';
import { holds } from '../simulate/evaluate/evaluate.ts';
import { explainRule } from '../simulate/explain/explain.ts';
import { showPart } from '../simulate/place-path.ts';
import type { Replay, ReplayedStep } from '../simulate/replay/replay.ts';
import { isUnformed } from '../simulate/replay/template.ts';
import { conforms } from '../simulate/schema/conforms.ts';
import { type State, stateValue } from '../simulate/state.ts';
import type { Claims } from './claims.ts';
import { expectedBody } from './expected-body.ts';
import { blame, decidingOf, expectedStatus, explainOutcome, isClaimed, valuesOf } from './explain.ts';
import { type About, nameOf } from './obligation.ts';
import { NOT_FOUND } from './step-obligations.ts';
import type { FailedRequirement, Failure, UnknownReason } from './verdict.ts';

/** What the replay says about the obligation. */
export type Confirmation =
  | { readonly kind: 'confirmed'; readonly failure: Failure }
  | { readonly kind: 'denied'; readonly detail: string }
  | { readonly kind: 'undecided'; readonly reason: UnknownReason };

/** What was replayed. */
export interface Replayed {
  readonly contract: Contract;
  readonly trajectory: Trajectory;
  readonly claims: Claims;
  readonly holes: ReadonlyMap<string, Value>;
  readonly now: Timestamp;
  readonly limits: Limits;
}

/** Whether the run violates what the obligation is about. */
export function confirm(input: Replayed, run: Replay, about: About): Confirmation {
  const open = undecidedUpTo(run, 'step' in about ? about.step : run.steps.length - 1);
  if (open) return { kind: 'undecided', reason: open };
  switch (about.kind) {
    case 'outcome':
      return confirmOutcome(input, run, about.step);
    case 'expected-body':
    case 'recorded-response':
      return confirmBody(input, run, about.step, about.kind);
    case 'never':
      return confirmNever(input, run, about.afterStep);
    case 'goal':
      return confirmGoal(input, run);
    case 'frame':
      return confirmFrame(run, about.text, nameOf(about));
  }
}

function undecidedUpTo(run: Replay, last: number): UnknownReason | null {
  for (const { result } of run.steps.slice(0, last + 1)) {
    if (result?.kind === 'undecided') return { kind: 'unsupported', message: result.message, constructs: result.constructs };
  }
  return null;
}

function confirmOutcome(input: Replayed, run: Replay, index: number): Confirmation {
  const step = input.trajectory.steps[index];
  const replayed = run.steps[index];
  if (!step || !replayed) return { kind: 'denied', detail: 'the replay has no such step' };
  if (replayed.result === null) return { kind: 'confirmed', failure: unformedFailure(input.contract, step, replayed) };
  if (replayed.result.kind === 'undecided') return { kind: 'denied', detail: replayed.result.message };
  const { outcome } = replayed.result;
  if (isClaimed(step, outcome)) return { kind: 'denied', detail: `the replay answers ${outcome.status}, as claimed` };
  return { kind: 'confirmed', failure: explainOutcome(input.contract, input.trajectory, run, index, outcome) };
}

function unformedFailure(contract: Contract, step: Step, replayed: ReplayedStep): Failure {
  const unformed = isUnformed(replayed.request) ? replayed.request : null;
  const at = { step: replayed.index, operationId: replayed.operationId, expected: expectedStatus(step) };
  if (unformed?.code !== 'unknown-operation')
    return failure('expectation', 'request', 'request', unformed?.message ?? '', { ...at, actual: 'no request' });
  const { hint } = didYouMean(replayed.operationId, contract.operations.keys());
  const message = hint ? `${unformed.message}; ${hint}` : unformed.message;
  const failed = failure('schema', 'operations', `operationId: ${replayed.operationId}`, message, { ...at, actual: NOT_FOUND });
  return { ...failed, requirement: { ...failed.requirement, layer: 'schema' } };
}

function confirmBody(input: Replayed, run: Replay, index: number, kind: 'expected-body' | 'recorded-response'): Confirmation {
  const replayed = run.steps[index];
  const outcome = replayed?.result?.kind === 'transition' ? replayed.result.outcome : null;
  const step = input.trajectory.steps[index];
  const expected = step ? expectedBody(step, run, input.holes, kind) : undefined;
  const actual = outcome?.kind === 'success' ? outcome.body : undefined;
  if (expected !== undefined && actual !== undefined && equalValues(expected, actual))
    return { kind: 'denied', detail: 'the replay answers with that body' };
  const requirement = kind === 'expected-body' ? 'expectation' : 'recorded-response';
  const misfit =
    kind === 'recorded-response' && expected !== undefined
      ? schemaMisfit(input.contract, replayed?.operationId ?? '', step?.response?.status ?? 0, expected)
      : null;
  const message =
    kind === 'expected-body'
      ? 'the body is not the expected one'
      : `the recorded body is not one that the contract allows${misfit === null ? '' : `: ${misfit}`}`;
  const at = {
    step: index,
    operationId: replayed?.operationId ?? null,
    expected: 'body',
    actual: actual === undefined ? 'no body' : 'another body',
  };
  const chosen = replayed?.result?.kind === 'transition' ? [...replayed.result.choices.values()] : [];
  const values = bodies(kind === 'expected-body' ? 'expected' : 'recorded', expected, actual, chosen);
  return { kind: 'confirmed', failure: { ...failure(requirement, kind, 'response.body', message, at), values } };
}

/** What of a recorded body its schema does not admit, if that is what is wrong with it. */
function schemaMisfit(contract: Contract, operationId: string, status: number, body: Value): string | null {
  const operation = contract.operations.get(operationId);
  const declared =
    operation?.responses.get(String(status)) ??
    operation?.responses.get(`${Math.floor(status / 100)}XX`) ??
    operation?.responses.get('default');
  const schema = operation?.response.body.kind === 'any' ? operation.response.body.schema : declared;
  const misfit = schema ? conforms(contract.schemas, schema, body, 'response') : null;
  return misfit === null ? null : `${showPart('response.body', misfit.path)}: ${misfit.message}`;
}

/** Where the two differ comes first, as that is what one wants to know; then the whole of both. */
function bodies(
  which: 'expected' | 'recorded',
  expected: Value | undefined,
  actual: Value | undefined,
  chosen: readonly Value[],
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  const note = (name: string, value: Value | undefined): void => {
    if (value !== undefined) values.set(name, value);
  };
  const all = expected !== undefined && actual !== undefined ? differences(expected, actual).filter(({ path }) => path !== '') : [];
  // What the server chose in this run it could have chosen otherwise: that does not explain why no run answers with the body.
  const forced = all.filter(({ right }) => right === undefined || !chosen.some((value) => equalValues(value, right)));
  for (const { path, left, right } of forced.length > 0 ? forced : all) {
    note(`response.body${path} (${which}${right === undefined ? ' only' : ''})`, left);
    note(`response.body${path} (by the contract${left === undefined ? ' only' : ''})`, right);
  }
  note(`${which} body`, expected);
  note('body by the contract', actual);
  return values;
}

function confirmNever(input: Replayed, run: Replay, afterStep: number | null): Confirmation {
  const rule = input.claims.never;
  const state = afterStep === null ? firstState(run) : run.steps[afterStep]?.state;
  if (!rule || !state) return { kind: 'denied', detail: 'there is no such state' };
  const environment = stateEnvironment(input, state, run, afterStep);
  if (holds(rule.expression, environment) !== true) return { kind: 'denied', detail: 'the rule does not hold in that state' };
  const operationId = afterStep === null ? null : (run.steps[afterStep]?.operationId ?? null);
  const at = { step: afterStep, operationId, expected: 'never', actual: 'it holds' };
  return {
    kind: 'confirmed',
    failure: explained(
      input,
      run,
      rule,
      environment,
      failure(
        'never',
        'never',
        rule.text,
        afterStep === null ? 'the initial state is one that must never be reached' : 'this leads to a state that must never be reached',
        at,
      ),
      afterStep,
    ),
  };
}

function confirmGoal(input: Replayed, run: Replay): Confirmation {
  const rule = input.claims.goal;
  if (!rule) return { kind: 'denied', detail: 'there is no goal' };
  const environment = stateEnvironment(input, run.state, run, run.steps.length - 1);
  if (holds(rule.expression, environment) === true) return { kind: 'denied', detail: 'the goal holds' };
  const at = { step: null, operationId: null, expected: 'goal', actual: 'not reached' };
  return {
    kind: 'confirmed',
    failure: explained(
      input,
      run,
      rule,
      environment,
      failure('goal', 'goal', rule.text, 'the goal does not hold in the last state', at),
      null,
    ),
  };
}

function confirmFrame(run: Replay, name: string, detail: string): Confirmation {
  const before = rootValue(firstState(run) ?? run.state, name);
  const after = rootValue(run.state, name);
  if (before !== undefined && after !== undefined && equalValues(before, after))
    return { kind: 'denied', detail: `${detail} is unchanged` };
  const at = { step: null, operationId: null, expected: 'unchanged', actual: 'changed' };
  const requirement = failure('frame', `frame/${name}`, name, `'${name}' must end as it began`, at);
  const values = new Map<string, Value>();
  for (const [text, value] of [['at the start', before] as const, ['at the end', after] as const]) {
    if (value !== undefined && toJson(value).length < MAX_SHOWN) values.set(text, value);
  }
  return { kind: 'confirmed', failure: { ...requirement, values } };
}

const MAX_SHOWN = 2000;

function firstState(run: Replay): State {
  return run.steps[0]?.before ?? run.state;
}

function rootValue(state: State, name: string): Value | undefined {
  const value = stateValue(state);
  return value instanceof Map ? value.get(name) : undefined;
}

function stateEnvironment(input: Replayed, state: State, run: Replay, afterStep: number | null): Environment {
  const now = (afterStep === null ? undefined : run.steps[afterStep]?.now) ?? input.now;
  return { state, before: null, request: null, response: null, now, fresh: null, limits: input.limits };
}

function explained(input: Replayed, run: Replay, rule: Rule, environment: Environment, base: Failure, step: number | null): Failure {
  const explanation = explainRule(rule.expression, environment);
  const before = step === null ? run.steps.length : step + 1;
  const requirement = { ...base.requirement, source: rule.source };
  return {
    ...base,
    requirement,
    values: valuesOf(explanation),
    deciding: decidingOf(explanation),
    because: blame(input.contract, run, explanation.reads, before),
  };
}

type Where = Pick<Failure, 'step' | 'operationId' | 'expected' | 'actual'>;

function failure(kind: FailedRequirement['kind'], id: string, rule: string, message: string, at: Where): Failure {
  return {
    ...at,
    requirement: { kind, id, rule, layer: 'trajectory', source: null, message },
    values: new Map(),
    deciding: null,
    because: [],
  };
}
