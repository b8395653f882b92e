// Decides how a trajectory is written as JSON (format: `schemas/trajectory.schema.json`): reading it gives the trajectory again.

import { isoDuration } from '../base/time.ts';
import type { ObjectKey, ObjectValue, Value } from '../base/value.ts';
import type { Step, Template, Trajectory } from './trajectory.ts';

/** The trajectory as a JSON value; what holds without being said is left out. */
export function trajectoryValue(trajectory: Trajectory): Value {
  const { id, initial, steps, goal, never, frame, credentials, labels } = trajectory;
  return object({
    id,
    initial: initial.kind === 'given' ? initial.state : initial.kind,
    ...(credentials.size > 0 ? { credentials: new Map(credentials) } : {}),
    steps: steps.map(stepValue),
    ...(goal === null ? {} : { goal }),
    ...(never === null ? {} : { never }),
    ...(frame.length === 0 ? {} : { frame }),
    ...(labels === undefined ? {} : { labels }),
  });
}

function stepValue(step: Step): Value {
  const { operationId, params, body, expect, response, as, advanceNanos, credentials } = step;
  return object({
    operationId,
    ...(params.size > 0 ? { params: new Map([...params].map(([name, template]) => [name, templateValue(template)])) } : {}),
    ...(body === undefined ? {} : { body: templateValue(body) }),
    ...(expect === null
      ? {}
      : {
          expect: object({
            ...(expect.status === null ? {} : { status: expect.status }),
            ...(expect.body === undefined ? {} : { body: templateValue(expect.body) }),
          }),
        }),
    ...(response === null
      ? {}
      : { response: object({ status: response.status, ...(response.body === undefined ? {} : { body: response.body }) }) }),
    ...(as === null ? {} : { as }),
    ...(advanceNanos === 0n ? {} : { advance: isoDuration(advanceNanos) }),
    ...(credentials.size > 0 ? { credentials: new Map(credentials) } : {}),
  });
}

/** A template as a JSON value. */
export function templateValue(template: Template): Value {
  switch (template.kind) {
    case 'value':
      return template.value;
    case 'hole':
      return object({ $hole: template.name });
    case 'reference':
      return template.text;
    case 'list':
      return template.items.map(templateValue);
    case 'object':
      return new Map([...template.entries].map(([name, entry]) => [name, templateValue(entry)]));
  }
}

function object(entries: Readonly<Record<string, Value>>): ObjectValue {
  return new Map<ObjectKey, Value>(Object.entries(entries));
}
