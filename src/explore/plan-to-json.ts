// Decides how the result of planning is written as JSON (format: `schemas/plan.schema.json`).

import { toJson } from '../base/json.ts';
import type { ObjectKey, Value } from '../base/value.ts';
import { trajectoryValue } from '../contract/print-trajectory.ts';
import { solverValue, unknownValue, verdictValue } from '../verify/json.ts';
import { isShortest, type PlanResult } from './plan-result.ts';

/** One line of JSON with the properties always in the same order. */
export function planToJson(result: PlanResult): string {
  const { goal, avoid, outcome, plans, exhaustive, excluded, unknown, solver } = result;
  return toJson(
    object({
      goal,
      avoid,
      outcome,
      shortest: isShortest(result),
      plans: plans.map(({ trajectory, verdict }) => object({ trajectory: trajectoryValue(trajectory), verdict: verdictValue(verdict) })),
      exhaustive,
      excluded: object({
        steps: excluded.steps,
        method: excluded.method,
        ...(excluded.induction ? { induction: object({ k: excluded.induction.k, lemmas: excluded.induction.lemmas }) } : {}),
        bounds: excluded.bounds.map(({ what, size }) => object({ what, size })),
        states: excluded.states,
        calls: excluded.calls,
        open: excluded.open.map(({ operationId, part }) => object({ operationId, part })),
      }),
      ...(unknown ? { unknown: unknownValue(unknown) } : {}),
      solver: solver && solverValue(solver),
    }),
  );
}

function object(entries: Readonly<Record<string, Value>>): Value {
  return new Map<ObjectKey, Value>(Object.entries(entries));
}
