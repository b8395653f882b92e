// Decides how a run of a trajectory is written for other programs: what each step was answered, and the state at the end.

import { toJson } from '../base/json.ts';
import type { ObjectKey, ObjectValue, Value } from '../base/value.ts';
import type { Contract } from '../contract/contract.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import { type ConcreteRun, run } from '../simulate/replay/run.ts';
import type { VerifyOptions } from '../verify/options.ts';

/** `{"trajectory", "answers": [{"status", "body"} | {"status", "message"} | {"message"}], "state"}`; both null where there is no one initial state. */
export function runToJson(contract: Contract, trajectory: Trajectory, holes: ObjectValue, options: VerifyOptions): string {
  const filling = new Map([...holes].map(([name, value]) => [String(name), value]));
  const initial = options.initial ?? trajectory.initial;
  const { value } = run(contract, trajectory, { ...options, initial, holes: filling });
  const answers = value === null ? null : value.outcomes.map(answerOf);
  const line: ObjectValue = new Map<ObjectKey, Value>([
    ['trajectory', trajectory.id],
    ['answers', answers],
    ['state', value === null ? null : value.state],
  ]);
  return toJson(line);
}

function answerOf(outcome: ConcreteRun['outcomes'][number]): Value {
  const answer = new Map<ObjectKey, Value>();
  if ('status' in outcome) answer.set('status', outcome.status);
  if (outcome.kind === 'success' && outcome.body !== undefined) answer.set('body', outcome.body);
  if (outcome.kind === 'refused' || outcome.kind === 'fault') answer.set('message', outcome.cause.message);
  if (outcome.kind === 'unformed' || outcome.kind === 'undecided') answer.set('message', outcome.message);
  return answer;
}
