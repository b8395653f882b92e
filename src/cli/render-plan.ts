// Decides how plans read on a terminal: what is sent, what comes back and what it changes, and how sure one is that none is shorter.

import { toJson } from '../base/json.ts';
import type { Value } from '../base/value.ts';
import type { Contract } from '../contract/contract.ts';
import { isShortest, type Plan, type PlanResult } from '../explore/plan-result.ts';
import { type Change, type TraceStep, traceOf } from '../explore/trace.ts';
import { runOf } from '../simulate/replay/run.ts';
import type { Style } from './style.ts';

const MAX_SHOWN = 100;
const MAX_CHANGES = 6;
const MAX_PARTS = 4;

export interface PlanRendering {
  readonly maxSteps: number;
  readonly seed: number;
  readonly style: Style;
}

/** All plans, or why there is none. */
export function renderPlans(contract: Contract, result: PlanResult, { maxSteps, seed, style }: PlanRendering): string {
  const { plans, outcome, unknown, goal, avoid } = result;
  const aim = `${goal}${avoid === null ? '' : `, avoiding ${avoid}`}`;
  const headline = { found: style.good('found  '), none: style.bad('none   '), unknown: style.warn('unknown') }[outcome];
  const lines = [`${headline}  ${style.bold(aim)}  ${style.dim(summary(result, maxSteps))}`];
  for (const [number, plan] of plans.entries()) {
    if (plans.length > 1) lines.push(`plan ${number + 1}: ${counted(plan.trajectory.steps.length, 'step')}`);
    lines.push(...stepsOf(contract, plan, seed, style));
  }
  const { backend, queries } = result.solver ?? { backend: '', queries: 0 };
  lines.push(...evidence(result, queries > 0 ? `${counted(queries, 'question')} to ${backend}` : null).map((line) => style.dim(line)));
  if (unknown) lines.push(`  undecided: ${unknown.message}${unknown.constructs.length > 0 ? ` (${unknown.constructs.join(', ')})` : ''}`);
  return lines.join('\n');
}

function summary(result: PlanResult, maxSteps: number): string {
  const [first] = result.plans;
  if (first !== undefined) {
    const length = counted(first.trajectory.steps.length, 'step');
    if (isShortest(result)) return `${length}, proved shortest`;
    const { steps } = result.excluded;
    return steps !== null && steps >= 0 ? `${length}, none has ${steps} or fewer` : `${length}, there may be shorter ones`;
  }
  if (result.outcome === 'unknown') return `no plan was found, and none is excluded`;
  return result.excluded.steps === null
    ? 'no sequence of calls gets there, however long'
    : `no sequence of up to ${maxSteps} calls gets there`;
}

function evidence({ plans, excluded }: PlanResult, questions: string | null): readonly string[] {
  const lines: string[] = [];
  if (plans.length > 0) lines.push('proved whatever the server chooses');
  const { method, states, calls, bounds, open } = excluded;
  const what = plans.length > 0 ? 'shorter ones excluded' : 'excluded';
  if (method === 'exhaustion')
    lines.push(`${what} by trying every call that can matter: ${counted(calls, 'call')} in ${counted(states, 'state')}`);
  if (method === 'solver') lines.push(`${what} by the solver, for all arguments${questions === null ? '' : `: ${questions}`}`);
  if (bounds.length > 0) lines.push(`only for ${bounds.map(({ what, size }) => `${what} up to ${size}`).join(', ')}`);
  if (method !== 'solver' && open.length > 0) {
    const parts = open.slice(0, MAX_PARTS).map(({ operationId, part }) => `${operationId} ${part}`);
    lines.push(`not all values were tried of ${parts.join(', ')}${open.length > MAX_PARTS ? ` and ${open.length - MAX_PARTS} more` : ''}`);
  }
  return lines.map((line) => `  ${line}`);
}

function stepsOf(contract: Contract, { trajectory }: Plan, seed: number, style: Style): readonly string[] {
  const run = runOf(contract, trajectory, { seed });
  if (run.value === null) throw new Error('a plan that was proved cannot be run');
  return traceOf(contract, run.value).flatMap((step) => showStep(step, style));
}

function showStep({ index, operationId, method, url, body, outcome, changes }: TraceStep, style: Style): readonly string[] {
  const sent = body === undefined ? '' : ` ${cut(toJson(body))}`;
  const shown = changes.slice(0, MAX_CHANGES).map((change) => `        ${showChange(change)}`);
  const left = changes.length - shown.length;
  return [
    `  ${String(index + 1).padStart(2)}  ${style.bold(operationId)}  ${method} ${url ?? ''}${sent}  ${style.dim(`→ ${outcome?.status ?? ''}`)}`,
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

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
