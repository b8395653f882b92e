// Decides how a drawn call is written as a step of a trajectory: what the server named before is referred to, and a refusal is claimed by its status.

import type { Step } from '../../contract/trajectory.ts';
import { paramName, type Told, templateOf } from '../../explore/path-to-trajectory.ts';
import type { DrawnCall, Wanted } from '../draw/drawing.ts';

/** `told` is what the steps before were told by the server. A step that is to be refused claims the status of its refusal. */
export function claimOf({ call, credentials, transition }: DrawnCall, wanted: Wanted, told: readonly (readonly Told[])[]): Step {
  const args = call.args.map((argument) => ({ argument, template: templateOf(call.operation, argument, told) }));
  const params = args.flatMap(({ argument, template }) => (argument.in === 'body' ? [] : [[paramName(args, argument), template] as const]));
  return {
    operationId: call.operation.id,
    params: new Map(params),
    body: args.find(({ argument }) => argument.in === 'body')?.template,
    expect: wanted.kind === 'refused' ? { status: transition.outcome.status, body: undefined } : null,
    response: null,
    as: null,
    advanceNanos: 0n,
    credentials,
  };
}
