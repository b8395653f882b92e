// Decides how a normal form is written as JSON (format: `normalForm` in `schemas/verdict.schema.json`).

import type { ObjectKey, Value } from '../../base/value.ts';
import { trajectoryValue } from '../../contract/print-trajectory.ts';
import { unknownValue } from '../../verify/json.ts';
import type { NormalForm, Sameness } from './normal-form-result.ts';

/** The normal form as a JSON value. */
export function normalFormValue({ order, trajectory, adjacent, omissible, reduced, isComplete }: NormalForm): Value {
  return object({
    order,
    trajectory: trajectoryValue(trajectory),
    commute: adjacent.map((sameness, step) => samenessValue({ steps: [step, step + 1] }, sameness)),
    omissible: omissible.map((sameness, step) => samenessValue({ step }, sameness)),
    reduced: object({ order: reduced.order, trajectory: trajectoryValue(reduced.trajectory) }),
    complete: isComplete,
  });
}

function samenessValue(about: Readonly<Record<string, Value>>, sameness: Sameness): Value {
  switch (sameness.kind) {
    case 'proved':
      return object({ ...about, same: 'proved', bounds: sameness.bounds.map(({ what, size }) => object({ what, size })) });
    case 'refuted':
      return object({ ...about, same: 'refuted', why: sameness.why });
    case 'unknown':
      return object({ ...about, same: 'unknown', unknown: unknownValue(sameness.reason) });
  }
}

function object(entries: Readonly<Record<string, Value>>): Value {
  return new Map<ObjectKey, Value>(Object.entries(entries));
}
