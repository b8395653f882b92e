// Decides how a trajectory with recorded answers becomes recorded traffic: references to earlier answers are filled in from them.

import { isList, isObject, type ObjectKey, type Value } from '../base/value.ts';
import type { Step, Template, Trajectory } from '../contract/trajectory.ts';
import type { Exchange, Recording } from '../infer/traffic/recording.ts';

export function recordingOf({ id, initial, steps }: Trajectory): Recording {
  const exchanges: Exchange[] = [];
  for (const [index, step] of steps.entries()) exchanges.push(exchangeOf(step, index, steps, exchanges));
  return { name: id, initial: initial.kind === 'given' && isRecords(initial.state) ? initial.state : null, exchanges };
}

function isRecords(state: Value): state is ReadonlyMap<ObjectKey, Value> {
  return state !== null && isObject(state);
}

function exchangeOf(step: Step, index: number, steps: readonly Step[], before: readonly Exchange[]): Exchange {
  const filled = (template: Template): Value | undefined => fill(template, steps, before);
  return {
    number: index + 1,
    request: {
      kind: 'named',
      operationId: step.operationId,
      parameters: new Map([...step.params].map(([name, template]) => [name, filled(template)])),
      body: step.body === undefined ? undefined : filled(step.body),
    },
    answer: step.response === null ? null : { ...step.response, location: null },
  };
}

/** Undefined where a hole or a missing answer leaves it open. */
function fill(template: Template, steps: readonly Step[], before: readonly Exchange[]): Value | undefined {
  switch (template.kind) {
    case 'value':
      return template.value;
    case 'hole':
      return undefined;
    case 'reference':
      return referred(template, steps, before);
    case 'list': {
      const items = template.items.map((item) => fill(item, steps, before));
      return items.every((item) => item !== undefined) ? items : undefined;
    }
    case 'object': {
      const entries = [...template.entries].map(([name, item]) => [name, fill(item, steps, before)] as const);
      // What is open in a body leaves the rest as it is.
      return new Map(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
    }
  }
}

function referred(
  { step, from, pointer }: Extract<Template, { kind: 'reference' }>,
  steps: readonly Step[],
  before: readonly Exchange[],
): Value | undefined {
  const exchange = before[step];
  if (exchange === undefined || exchange.request.kind !== 'named' || steps[step] === undefined) return undefined;
  switch (from) {
    case 'response.body':
      return at(exchange.answer?.body, pointer);
    case 'response.status':
      return exchange.answer?.status;
    case 'request.body':
      return at(exchange.request.body, pointer);
    case 'request.params':
      return at(exchange.request.parameters.get(pointer[0] ?? ''), pointer.slice(1));
  }
}

function at(value: Value | undefined, pointer: readonly string[]): Value | undefined {
  let found = value;
  for (const token of pointer) {
    if (found === undefined || found === null) return undefined;
    if (isList(found)) found = /^\d+$/.test(token) ? found[Number(token)] : undefined;
    else found = isObject(found) ? found.get(token) : undefined;
  }
  return found;
}
