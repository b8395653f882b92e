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

/** Which steps of a run are shown, and how. */
export interface ShownSteps {
  /** Index of the last one that is shown; null: all are. */
  readonly last: number | null;
  /** Steps that do not matter: dim on a terminal with colours, else only counted. */
  readonly irrelevant: ReadonlySet<number>;
  /** Whether steps are shown however many there are, and also those that do not matter. */
  readonly isAll: boolean;
}

const ALL_STEPS: ShownSteps = { last: null, irrelevant: new Set(), isAll: true };

/** Steps of a long run that are shown: what one asks about is at its end. */
const MAX_STEPS = 24;

/** The steps of a run that was made. */
export function renderRun(contract: Contract, run: Replay, style: Style, shown: ShownSteps = ALL_STEPS): readonly string[] {
  const { last, irrelevant, isAll } = shown;
  const steps = traceOf(contract, run).slice(0, last === null ? undefined : last + 1);
  const hidden = (index: number): boolean => !isAll && !style.hasColours && irrelevant.has(index);
  const told = groupsOf(steps, hidden);
  const first = isAll ? 0 : Math.max(0, told.length - MAX_STEPS);
  const left = told.slice(0, first).flat().length;
  return [
    ...(left > 0 ? [`      … ${left} earlier steps (--all-steps)`] : []),
    ...told.slice(first).flatMap((group) => {
      const [step] = group;
      if (step === undefined || hidden(step.index)) return [`      … ${counted(group.length)} not matter (--all-steps)`];
      return irrelevant.has(step.index) ? unimportant(showStep(step, style), style) : showStep(step, style);
    }),
  ];
}

/** Runs of hidden steps together, and each of the others alone. */
function groupsOf(steps: readonly TraceStep[], hidden: (index: number) => boolean): readonly (readonly TraceStep[])[] {
  const groups: TraceStep[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && hidden(step.index) && hidden(last[0].index)) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

function unimportant([first = '', ...others]: readonly string[], style: Style): readonly string[] {
  if (style.hasColours) return [first, ...others].map(style.dim);
  return [`${first}  (does not matter)`, ...others];
}

function counted(steps: number): string {
  return steps === 1 ? '1 step that does' : `${steps} steps that do`;
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
