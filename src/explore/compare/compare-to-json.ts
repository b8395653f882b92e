// Decides how a comparison of two contracts is written as JSON (format: `schemas/compare.schema.json`).

import { toJson } from '../../base/json.ts';
import type { ObjectKey, Value } from '../../base/value.ts';
import type { Cause, Outcome } from '../../contract/outcome.ts';
import { trajectoryValue } from '../../contract/print-trajectory.ts';
import { sourceValue, unknownValue } from '../../verify/json.ts';
import type { StepVerdict } from '../../verify/verdict.ts';
import type { Call } from '../call.ts';
import type {
  CompareResult,
  Difference,
  DifferenceWitness,
  Inclusion,
  OperationComparison,
  TrajectoryComparison,
} from './compare-result.ts';

/** One line of JSON with the properties always in the same order. */
export function compareToJson(result: CompareResult): string {
  const { titles, operations, onlyInA, onlyInB, states, searched, trajectories } = result;
  const { end, states: visited, calls, depth, open } = searched;
  return toJson(
    object({
      a: titles.a,
      b: titles.b,
      operations: operations.map(operationValue),
      onlyInA,
      onlyInB,
      states: object({ ...states }),
      searched: object({ end, states: visited, calls, depth, open: open.map(({ operationId, part }) => object({ operationId, part })) }),
      ...(trajectories === null ? {} : { trajectories: trajectories.map(comparisonValue) }),
    }),
  );
}

function operationValue({ operationId, againstId, relation, kept, covered, alike, refusals, declared }: OperationComparison): Value {
  return object({
    operationId,
    againstId,
    relation,
    kept: inclusionValue(kept),
    covered: inclusionValue(covered),
    alike: inclusionValue(alike),
    refusals: inclusionValue(refusals),
    ...(declared.length === 0 ? {} : { declared: declared.map(({ what, a, b }) => object({ what, a, b })) }),
  });
}

function inclusionValue(inclusion: Inclusion): Value {
  switch (inclusion.kind) {
    case 'proved':
      return object({ verdict: 'proved', bounds: inclusion.bounds.map(({ what, size }) => object({ what, size })) });
    case 'different':
      return object({
        verdict: 'different',
        differences: inclusion.differences.map(differenceValue),
        open: inclusion.open.map(({ cause, reason }) => object({ requirement: causeValue(cause), unknown: unknownValue(reason) })),
      });
    case 'unknown':
      return object({ verdict: 'unknown', unknown: unknownValue(inclusion.reason) });
  }
}

function differenceValue({ cause, a, b, differs, witness }: Difference): Value {
  return object({
    requirement: causeValue(cause),
    a: outcomeValue(a),
    b: outcomeValue(b),
    differs,
    ...witnessValue(witness),
  });
}

function causeValue(cause: Cause | null): Value {
  return cause && object({ ...cause, source: sourceValue(cause.source) });
}

function outcomeValue(outcome: Outcome): Value {
  const { kind: outcomeKind, status } = outcome;
  const body = outcome.kind === 'success' && outcome.body !== undefined ? { body: outcome.body } : {};
  return object({ outcome: outcomeKind, status, ...body });
}

/** A given initial state is not repeated: runs start where `--initial` says. */
function witnessValue(witness: DifferenceWitness): Readonly<Record<string, Value>> {
  if (witness.kind === 'state') {
    const { state, call, dangling } = witness;
    return { state, call: callValue(call), ...(dangling === null ? {} : { dangling }) };
  }
  return {
    trajectory: trajectoryValue({ ...witness.trajectory, initial: { kind: 'reset' } }),
    verdicts: object({ a: witness.a, b: witness.b }),
  };
}

function callValue({ operation, args }: Call): Value {
  const params = new Map<ObjectKey, Value>(args.flatMap(({ in: part, name, value }) => (part === 'body' ? [] : [[name, value] as const])));
  const body = args.find(({ in: part }) => part === 'body');
  return object({ operationId: operation.id, ...(params.size > 0 ? { params } : {}), ...(body ? { body: body.value } : {}) });
}

function comparisonValue({ trajectory, a, b, steps }: TrajectoryComparison): Value {
  return object({
    trajectory,
    a,
    b,
    steps: steps.map((step) => object({ index: step.index, operationId: step.operationId, a: stepValue(step.a), b: stepValue(step.b) })),
  });
}

function stepValue({ outcome, failure }: StepVerdict): Value {
  if (failure === null) return object({ outcome });
  const { kind, id, rule, layer, source, message } = failure.requirement;
  return object({ outcome, actual: failure.actual, requirement: object({ kind, id, rule, message, layer, source: sourceValue(source) }) });
}

function object(entries: Readonly<Record<string, Value>>): Value {
  return new Map<ObjectKey, Value>(Object.entries(entries));
}
