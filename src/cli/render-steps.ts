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

/** The steps of a trajectory that can be run; the same call again and again is told once, unless all steps are asked for. */
export function renderSteps(contract: Contract, trajectory: Trajectory, seed: number, style: Style, isAll = false): readonly string[] {
  const run = runOf(contract, trajectory, { seed });
  if (run.value === null) throw new Error('a trajectory that was run cannot be run again');
  return renderRun(contract, run.value, style, { last: null, irrelevant: new Set(), isAll, most: null });
}

/** Which steps of a run are shown, and how. */
export interface ShownSteps {
  /** Index of the last one that is shown; null: all are. */
  readonly last: number | null;
  /** Steps that do not matter: dim on a terminal with colours, else only counted. */
  readonly irrelevant: ReadonlySet<number>;
  /** Whether steps are shown however many there are, and also those that do not matter. */
  readonly isAll: boolean;
  /** Steps that are shown of a long run, the last ones; null: all, though the same call again and again is told once. */
  readonly most: number | null;
}

const FOLDED: ShownSteps = { last: null, irrelevant: new Set(), isAll: false, most: null };

/** Steps of a long counterexample that are shown: what one asks about is at its end. */
export const MAX_STEPS = 24;

/** The steps of a run that was made. */
export function renderRun(contract: Contract, run: Replay, style: Style, shown: ShownSteps = FOLDED): readonly string[] {
  const { last, irrelevant, isAll, most } = shown;
  const steps = traceOf(contract, run).slice(0, last === null ? undefined : last + 1);
  const hidden = (index: number): boolean => !isAll && !style.hasColours && irrelevant.has(index);
  const isOne = (a: TraceStep, b: TraceStep): boolean =>
    hidden(a.index) ? hidden(b.index) : !isAll && irrelevant.has(a.index) === irrelevant.has(b.index) && isAgain(a, b);
  const told = groupsOf(steps, isOne);
  const first = isAll || most === null ? 0 : Math.max(0, told.length - most);
  const left = told.slice(0, first).flat().length;
  return [
    ...(left > 0 ? [`      … ${left} earlier steps (--all-steps)`] : []),
    ...told.slice(first).flatMap((group) => {
      const [step] = group;
      if (step === undefined || hidden(step.index)) return [`      … ${counted(group.length)} not matter (--all-steps)`];
      const lines = showGroup(group, style);
      return irrelevant.has(step.index) ? unimportant(lines, style) : lines;
    }),
  ];
}

/** Runs of steps that are told as one. */
function groupsOf(steps: readonly TraceStep[], isOne: (step: TraceStep, next: TraceStep) => boolean): readonly (readonly TraceStep[])[] {
  const groups: TraceStep[][] = [];
  for (const step of steps) {
    const before = groups.at(-1)?.at(-1);
    if (before !== undefined && isOne(before, step)) groups.at(-1)?.push(step);
    else groups.push([step]);
  }
  return groups;
}

/** Whether a step is the call before it once more: sent and answered alike, and changing the same places further. */
function isAgain(before: TraceStep, step: TraceStep): boolean {
  const isSent = before.url !== null && before.operationId === step.operationId && before.url === step.url;
  if (!isSent || toText(before.body) !== toText(step.body) || before.outcome?.status !== step.outcome?.status) return false;
  if (before.changes.length !== step.changes.length) return false;
  return before.changes.every(({ place, after }, i) => {
    const change = step.changes[i];
    return change !== undefined && change.place === place && after !== undefined && toText(after) === toText(change.before);
  });
}

function toText(value: Value | undefined): string {
  return value === undefined ? '' : toJson(value);
}

/** Steps from which the repetitions of a call are counted. */
const FEWEST_FOLDED = 3;

function showGroup(group: readonly TraceStep[], style: Style): readonly string[] {
  const [first, second] = group;
  const last = group.at(-1);
  if (first === undefined || second === undefined || last === undefined || group.length < FEWEST_FOLDED)
    return group.flatMap((step) => showStep(step, style));
  const changes = second.changes.map(({ place, before }, i) => ({ place, before, after: last.changes[i]?.after }));
  const line = `      steps ${second.index}–${last.index}: the same call, ${group.length - 1} times`;
  return [...showStep(first, style), style.dim(line), ...showChanges(changes)];
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
  return [
    `  ${String(index).padStart(2)}  ${style.bold(operationId)}  ${method} ${url ?? ''}${sent}  ${style.dim(`→ ${outcome?.status ?? ''}`)}`,
    ...showChanges(changes),
  ];
}

function showChanges(changes: readonly Change[]): readonly string[] {
  const shown = changes.slice(0, MAX_CHANGES).map((change) => `        ${showChange(change)}`);
  const left = changes.length - shown.length;
  return left > 0 ? [...shown, `        … and ${left} more`] : shown;
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
