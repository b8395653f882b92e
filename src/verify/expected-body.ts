// Decides which body a step of a replayed run was to answer with.

import type { Value } from '../base/value.ts';
import type { Step } from '../contract/trajectory.ts';
import type { Replay } from '../simulate/replay/replay.ts';
import { instantiate, isUnformed } from '../simulate/replay/template.ts';

/** The expected or the recorded body of a step; undefined if it has none, or refers to what did not happen. */
export function expectedBody(
  step: Step,
  run: Replay,
  holes: ReadonlyMap<string, Value>,
  kind: 'expected-body' | 'recorded-response',
): Value | undefined {
  if (kind === 'recorded-response') return step.response?.body;
  if (step.expect?.body === undefined) return undefined;
  const value = instantiate(step.expect.body, { holes, part: (index, from) => partOf(run, index, from) });
  return isUnformed(value) ? undefined : value;
}

function partOf(run: Replay, index: number, from: string): Value | undefined {
  const step = run.steps[index];
  if (step?.result?.kind !== 'transition') return undefined;
  const { outcome } = step.result;
  if (from === 'response.status') return outcome.status;
  if (from === 'response.body') return outcome.kind === 'success' ? outcome.body : undefined;
  if (!('path' in step.request)) return undefined;
  return from === 'request.body' ? step.request.body : new Map([...step.request.path, ...step.request.query]);
}
