// Decides how a run reads on a terminal: for each step what is sent, what comes back and what it changes.

import { toJson } from '../base/json.ts';
import type { Value } from '../base/value.ts';
import type { Contract } from '../contract/contract.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import { type Change, type TraceStep, traceOf } from '../explore/trace.ts';
import type { Replay } from '../simulate/replay/replay.ts';
import { runOf } from '../simulate/replay/run.ts';
import type { Style } from './style.ts';

const MAX_SHOWN = 100;
const MAX_CHANGES = 6;

/** The steps of a trajectory that can be run. */
export function renderSteps(contract: Contract, trajectory: Trajectory, seed: number, style: Style): readonly string[] {
  const run = runOf(contract, trajectory, { seed });
  if (run.value === null) throw new Error('a trajectory that was run cannot be run again');
  return renderRun(contract, run.value, style);
}

/** The steps of a run that was made. */
export function renderRun(contract: Contract, run: Replay, style: Style): readonly string[] {
  return traceOf(contract, run).flatMap((step) => showStep(step, style));
}

function showStep({ index, operationId, method, url, body, outcome, changes }: TraceStep, style: Style): readonly string[] {
  const sent = body === undefined ? '' : ` ${cut(toJson(body))}`;
  const shown = changes.slice(0, MAX_CHANGES).map((change) => `        ${showChange(change)}`);
  const left = changes.length - shown.length;
  return [
    `  ${String(index).padStart(2)}  ${style.bold(operationId)}  ${method} ${url ?? ''}${sent}  ${style.dim(`→ ${outcome?.status ?? ''}`)}`,
    ...shown,
    ...(left > 0 ? [`        … and ${left} more`] : []),
  ];
}

function showChange({ place, before, after }: Change): string {
  if (before === undefined) return `${place}: ${showValue(after)} (new)`;
  return after === undefined ? `${place}: ${showValue(before)} (removed)` : `${place}: ${showValue(before)} → ${showValue(after)}`;
}

function showValue(value: Value | undefined): string {
  return value === undefined ? '' : cut(toJson(value));
}

function cut(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}
