// Decides how the result of model checking is written as JSON (format: `schemas/check.schema.json`).

import { toJson } from '../../base/json.ts';
import type { ObjectKey, Value } from '../../base/value.ts';
import type { Cause } from '../../contract/outcome.ts';
import { trajectoryValue } from '../../contract/print-trajectory.ts';
import { sourceValue, unknownValue, verdictValue } from '../../verify/json.ts';
import type { Bound } from '../../verify/verdict.ts';
import type { Call } from '../call.ts';
import type { CheckItem, CheckResult, CheckVerdict, Witness } from './check-result.ts';
import type { LegalWitness } from './one-step.ts';

/** One line of JSON with the properties always in the same order. */
export function checkToJson({ title, items, searched }: CheckResult): string {
  const { end, states, calls, depth, open } = searched;
  return toJson(
    object({
      title,
      items: items.map(itemValue),
      searched: object({ end, states, calls, depth, open: open.map(({ operationId, part }) => object({ operationId, part })) }),
    }),
  );
}

function itemValue({ claim, operationId, requirement, verdict }: CheckItem): Value {
  return object({
    claim,
    operationId,
    requirement: requirement && causeValue(requirement),
    verdict: verdict.kind,
    ...partsOf(verdict),
  });
}

function causeValue(cause: Cause): Value {
  return object({ ...cause, source: sourceValue(cause.source) });
}

function partsOf(verdict: CheckVerdict): Readonly<Record<string, Value>> {
  switch (verdict.kind) {
    case 'proved':
      return {
        method: verdict.method,
        ...(verdict.method === 'induction' ? { k: verdict.k ?? 1 } : {}),
        ...(verdict.lemmas ? { lemmas: verdict.lemmas } : {}),
        bounds: boundsValue(verdict.bounds),
        ...(verdict.witness ? { witness: witnessValue(verdict.witness) } : {}),
      };
    case 'bounded':
      return { steps: verdict.steps, ...inductionValue(verdict.induction) };
    case 'violated':
      return {
        bounds: boundsValue(verdict.bounds),
        ...(verdict.core ? { core: object({ causes: verdict.core.causes.map(causeValue), minimal: verdict.core.isMinimal }) } : {}),
        ...(verdict.instead ? { instead: verdict.instead.map(causeValue) } : {}),
        ...(verdict.run
          ? {
              trajectory: trajectoryValue(verdict.run.trajectory),
              ...(verdict.run.verdict ? { refutation: verdictValue(verdict.run.verdict) } : {}),
            }
          : {}),
      };
    case 'unknown':
      return { unknown: unknownValue(verdict.reason), ...inductionValue(verdict.induction) };
  }
}

function witnessValue(witness: Witness): Value {
  return witness.kind === 'run' ? object({ trajectory: trajectoryValue(witness.trajectory) }) : legalValue(witness.state);
}

/** A counterexample to induction: a legal state that may be out of reach, and the call that breaks the promise in it. */
function inductionValue(witness: LegalWitness | null): Readonly<Record<string, Value>> {
  return witness === null ? {} : { induction: legalValue(witness) };
}

function legalValue({ state, lead, call, next }: LegalWitness): Value {
  return object({
    state,
    ...(lead.length > 0 ? { lead: lead.map(callValue) } : {}),
    call: callValue(call),
    ...(next === null ? {} : { next }),
  });
}

function callValue({ operation, args }: Call): Value {
  const params = new Map<ObjectKey, Value>(args.flatMap(({ in: part, name, value }) => (part === 'body' ? [] : [[name, value] as const])));
  const body = args.find(({ in: part }) => part === 'body');
  return object({ operationId: operation.id, ...(params.size > 0 ? { params } : {}), ...(body ? { body: body.value } : {}) });
}

function boundsValue(bounds: readonly Bound[]): Value {
  return bounds.map(({ what, size }) => object({ what, size }));
}

function object(entries: Readonly<Record<string, Value>>): Value {
  return new Map<ObjectKey, Value>(Object.entries(entries));
}
