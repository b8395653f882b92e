// Decides how a verdict is written as JSON (format: `schemas/verdict.schema.json`).

import { toJson } from '../base/json.ts';
import type { Source } from '../base/source.ts';
import type { Value } from '../base/value.ts';
import type { Outcome } from '../contract/outcome.ts';
import {
  type Blame,
  type ClaimVerdict,
  type Counterexample,
  type Failure,
  isEvaluationFailure,
  type SolverUse,
  type StepVerdict,
  type UnknownReason,
  type Verdict,
} from './verdict.ts';

/** One line of JSON with the properties always in the same order. `repair`: what was found where a repair was looked for, null for nothing. `normalForm`: that of a valid trajectory, where it was asked for. */
export function verdictToJson(verdict: Verdict, repair?: Value, normalForm?: Value): string {
  return toJson(verdictValue(verdict, repair, normalForm));
}

/** The verdict as a JSON value. */
export function verdictValue(verdict: Verdict, repair?: Value, normalForm?: Value): Value {
  const { claim, solver } = verdict;
  return object({
    trajectory: verdict.trajectory,
    verdict: verdict.verdict,
    claim: object({
      initial: claim.initial,
      holes: claim.holes,
      layers: claim.layers,
      bound: claim.bound === null ? null : claim.bound.map((b) => object({ what: b.what, size: b.size })),
    }),
    steps: verdict.steps.map(stepValue),
    ...(verdict.claims.length > 0 ? { claims: verdict.claims.map(claimValue) } : {}),
    failure: verdict.failure && failureValue(verdict.failure),
    counterexample: verdict.counterexample && counterexampleValue(verdict.counterexample),
    ...(verdict.holes ? { holes: verdict.holes } : {}),
    ...(verdict.core
      ? { core: verdict.core.map((e) => object({ step: e.step, operationId: e.operationId, rule: e.rule, source: sourceValue(e.source) })) }
      : {}),
    ...(verdict.unknown ? { unknown: unknownValue(verdict.unknown) } : {}),
    ...(repair === undefined ? {} : { repair }),
    ...(normalForm === undefined ? {} : { normalForm }),
    solver: solverValue(solver),
  });
}

/** What was asked of the solver, as a JSON value. */
export function solverValue({ backend, version, queries, ms, rlimit }: SolverUse): Value {
  // A time in fractions of a millisecond is no exact number, and means nothing.
  return object({ backend, version, queries, ms: Math.round(ms), rlimit });
}

function object(entries: Readonly<Record<string, Value>>): Value {
  return new Map(Object.entries(entries));
}

/** A place in a document, as a JSON value. */
export function sourceValue(source: Source | null): Value {
  return source && object({ file: source.file, line: source.line, column: source.column });
}

function stepValue(step: StepVerdict): Value {
  return object({
    index: step.index,
    operationId: step.operationId,
    outcome: step.outcome,
    ...(step.relevant === undefined ? {} : { relevant: step.relevant }),
    ...(step.failure ? { failure: failureValue(step.failure) } : {}),
    ...(step.unknown ? { unknown: unknownValue(step.unknown) } : {}),
  });
}

function claimValue({ claim, rule, outcome, failure, unknown }: ClaimVerdict): Value {
  return object({
    claim,
    rule,
    outcome,
    ...(failure ? { failure: failureValue(failure) } : {}),
    ...(unknown ? { unknown: unknownValue(unknown) } : {}),
  });
}

function failureValue(failure: Failure): Value {
  const { requirement } = failure;
  return object({
    step: failure.step,
    operationId: failure.operationId,
    expected: failure.expected,
    actual: failure.actual,
    requirement: object({
      kind: requirement.kind,
      id: requirement.id,
      rule: requirement.rule,
      layer: requirement.layer,
      source: sourceValue(requirement.source),
      message: requirement.message,
    }),
    values: new Map(
      [...failure.values].map(([text, value]) => [text, isEvaluationFailure(value) ? object({ error: value.message }) : value]),
    ),
    ...(failure.deciding ? { deciding: object({ rule: failure.deciding.rule, bindings: new Map(failure.deciding.bindings) }) } : {}),
    because: failure.because.map(blameValue),
  });
}

function blameValue(blame: Blame): Value {
  const removed = blame.value === undefined;
  return object({
    step: blame.step,
    operationId: blame.operationId,
    effect: blame.effect,
    place: blame.place,
    ...(removed ? { removed: true } : { value: blame.value ?? null }),
  });
}

function counterexampleValue(counterexample: Counterexample): Value {
  return object({
    initial: counterexample.initial,
    holes: counterexample.holes,
    responses: counterexample.responses.map(outcomeValue),
    choices: counterexample.choices.map(([step, place, value]) => object({ step, place, value })),
  });
}

/** What came of a step, as a JSON value. */
export function outcomeValue(outcome: Outcome): Value {
  if (outcome.kind !== 'success') return object({ status: outcome.status, outcome: outcome.kind, message: outcome.cause.message });
  return object({ status: outcome.status, outcome: outcome.kind, ...(outcome.body === undefined ? {} : { body: outcome.body }) });
}

/** A reason for not deciding, as a JSON value. */
export function unknownValue(reason: UnknownReason): Value {
  return object({ kind: reason.kind, message: reason.message, constructs: reason.constructs });
}
