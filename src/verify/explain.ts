// Decides how a failed step is explained: the requirement, the values in its rule, and the earlier steps that wrote them. All from a replay.

import { DEFAULT_LIMITS } from '../base/limits.ts';
import type { Value } from '../base/value.ts';
import type { Contract, Effect, Operation, Rule } from '../contract/contract.ts';
import type { Cause, Outcome } from '../contract/outcome.ts';
import type { Step, Trajectory } from '../contract/trajectory.ts';
import type { Environment } from '../simulate/evaluate/environment.ts';
import { EvaluationError } from '../simulate/evaluation-error.ts';
import { type Explanation, explainRule, lastWrites } from '../simulate/explain/explain.ts';
import { isRecords } from '../simulate/operand.ts';
import { type PlacePath, showPlace } from '../simulate/place-path.ts';
import type { Replay, ReplayedStep } from '../simulate/replay/replay.ts';
import { claimedStatus } from './step-obligations.ts';
import type { Blame, DecidingPart, EvaluationFailure, FailedRequirement, Failure } from './verdict.ts';

/** What a step claims about its status, as people write it. */
export function expectedStatus(step: Step): number | string {
  return claimedStatus(step) ?? '2xx';
}

/** Whether an outcome is what the step claims; a fault of the contract never is. */
export function isClaimed(step: Step, outcome: Outcome): boolean {
  if (outcome.kind === 'fault') return false;
  const status = claimedStatus(step);
  if (status !== null) return outcome.status === status;
  return outcome.kind === 'success' && outcome.status >= 200 && outcome.status <= 299;
}

/** Why the outcome of a replayed step is not the claimed one. */
export function explainOutcome(contract: Contract, trajectory: Trajectory, replay: Replay, index: number, outcome: Outcome): Failure {
  const step = trajectory.steps[index];
  const replayed = replay.steps[index];
  const expected = step ? expectedStatus(step) : '2xx';
  // Whoever claims a 500 claims an answer; that the contract fails to say what happens is none.
  const actual = outcome.kind === 'fault' && outcome.status === expected ? 'a fault of the contract' : outcome.status;
  const base = { step: index, operationId: step?.operationId ?? null, expected, actual };
  if (outcome.kind === 'success') {
    return { ...base, requirement: unexpectedSuccess(base.expected), values: new Map(), deciding: null, because: [] };
  }
  const explanation = replayed ? explainCause(contract, replayed, outcome.cause) : null;
  return {
    ...base,
    requirement: { ...outcome.cause },
    values: explanation ? valuesOf(explanation) : new Map(),
    deciding: explanation && decidingOf(explanation),
    because: explanation ? blame(contract, replay, explanation.reads, index) : [],
  };
}

function unexpectedSuccess(expected: number | string): FailedRequirement {
  const rule = `status == ${expected}`;
  return {
    kind: 'expectation',
    id: 'expect',
    rule,
    layer: 'trajectory',
    source: null,
    message:
      typeof expected === 'number' && expected < 300
        ? 'the request succeeds with another status'
        : `no requirement refuses the request with ${expected}`,
  };
}

function explainCause(contract: Contract, replayed: ReplayedStep, cause: Cause): Explanation | null {
  const operation = contract.operations.get(replayed.operationId);
  if (!('path' in replayed.request)) return null;
  const at = { request: replayed.request, now: replayed.now, fresh: null, limits: DEFAULT_LIMITS };
  const before: Environment = { ...at, state: replayed.before, before: null, response: null };
  const rule = operation ? ruleOf(operation, cause) : null;
  if (rule) return explainRule(rule.expression, before);
  // What a fault kept from being is not the state after, but it is what the broken promise is about.
  const attempted = replayed.result?.kind === 'transition' ? replayed.result.attempted : null;
  const promise = operation ? promiseOf(contract, operation, cause) : null;
  if (!attempted || !promise) return null;
  const after: Environment = { ...at, state: attempted.state, before: replayed.before, response: attempted.response };
  return explainRule(promise.expression, cause.kind === 'invariant' ? { ...after, before: null, request: null, response: null } : after);
}

function promiseOf(contract: Contract, operation: Operation, { kind, id }: Cause): Rule | null {
  if (kind !== 'invariant' && kind !== 'postcondition') return null;
  const promises = kind === 'invariant' ? contract.invariants : operation.postconditions;
  return promises.find((promise) => promise.id === id)?.rule ?? null;
}

// Rules that read the state before.
function ruleOf(operation: Operation, cause: Cause): Rule | null {
  if (cause.kind === 'precondition') return operation.preconditions.find((p) => p.id === cause.id)?.rule ?? null;
  if (cause.kind !== 'effect' && cause.kind !== 'conflict') return null;
  const effect = operation.effects.find((e) => e.id === cause.id);
  return effect ? mainRule(effect) : null;
}

function mainRule(effect: Effect): Rule | null {
  if (effect.kind === 'create') return effect.key ?? effect.value;
  return effect.kind === 'assign' ? effect.value : effect.when;
}

/** Values of the sub-expressions of a rule; whole collections are left out. */
export function valuesOf(explanation: Pick<Explanation, 'values'>): ReadonlyMap<string, Value | EvaluationFailure> {
  const values = new Map<string, Value | EvaluationFailure>();
  for (const [text, value] of explanation.values) {
    if (value instanceof EvaluationError) values.set(text, { kind: 'evaluation-failure', message: value.message });
    else if (!isRecords(value)) values.set(text, value);
  }
  return values;
}

/** The part of the rule that decides, as verdicts tell it. */
export function decidingOf({ deciding }: Explanation): DecidingPart | null {
  return deciding && { rule: deciding.text, bindings: deciding.bindings, values: valuesOf(deciding) };
}

/** The last write before a step to each of the places, oldest first. */
export function blame(contract: Contract, replay: Replay, reads: readonly PlacePath[], before: number): readonly Blame[] {
  const writes = replay.steps.slice(0, before).map((s) => (s.result?.kind === 'transition' ? s.result.writes : []));
  return lastWrites(reads, writes).map(({ step, write }) => {
    const operationId = replay.steps[step]?.operationId ?? '';
    return {
      step,
      operationId,
      effect: effectText(contract.operations.get(operationId), write.effect),
      place: showPlace({ root: write.root, path: write.path }),
      value: write.after,
    };
  });
}

function effectText(operation: Operation | undefined, id: string): string {
  return operation?.effects.find((e) => e.id === id)?.text ?? id.replace(CASCADE, 'cascade: $1.$2');
}

/** Ids of the removals that follow from a deletion, by the collection and the property that referred to what was deleted. */
const CASCADE = /^references\/([^/]+)\/(.+)$/;
