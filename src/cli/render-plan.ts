// Decides how plans read on a terminal: what is sent, what comes back and what it changes, and how sure one is that none is shorter.

import type { Contract } from '../contract/contract.ts';
import { type Excluded, isShortest, type PlanResult } from '../explore/plan-result.ts';
import type { UnknownReason } from '../verify/verdict.ts';
import { renderSteps } from './render-steps.ts';
import type { Style } from './style.ts';

const MAX_PARTS = 4;

export interface PlanRendering {
  readonly maxSteps: number;
  /** Plans that were asked for. */
  readonly asked: number;
  /** Whether the same call again and again is shown each time. */
  readonly isAll: boolean;
  readonly seed: number;
  readonly style: Style;
}

/** All plans, or why there is none. */
export function renderPlans(contract: Contract, result: PlanResult, { maxSteps, asked, isAll, seed, style }: PlanRendering): string {
  const { plans, outcome, unknown, goal, avoid } = result;
  const aim = `${goal}${avoid === null ? '' : `, avoiding ${avoid}`}`;
  const headline = { found: style.good('found  '), none: style.bad('none   '), unknown: style.warn('unknown') }[outcome];
  const lines = [`${headline}  ${style.bold(aim)}  ${style.dim(summary(result, maxSteps))}`];
  for (const [number, plan] of plans.entries()) {
    if (plans.length > 1) lines.push(`plan ${number + 1}: ${counted(plan.trajectory.steps.length, 'step')}`);
    lines.push(...renderSteps(contract, plan.trajectory, seed, style, isAll));
  }
  if (plans.length > 0 && plans.length < asked) lines.push(style.dim(`  ${others(result, maxSteps)}`));
  const { backend, queries } = result.solver ?? { backend: '', queries: 0 };
  lines.push(...evidence(result, queries > 0 ? `${counted(queries, 'question')} to ${backend}` : null).map((line) => style.dim(line)));
  if (unknown) lines.push(...undecided(result, unknown));
  return lines.join('\n');
}

/** Of how many steps it is not known whether there is a plan, why, and what may help. */
function undecided({ excluded }: PlanResult, { kind, message, constructs }: UnknownReason): readonly string[] {
  const from = (excluded.steps ?? 0) + 1;
  const about = constructs.length > 0 ? ` (${constructs.join(', ')})` : '';
  return [`  undecided from ${counted(from, 'step')} on: ${message}${about}`, `  what may help: ${TO_TRY[kind]}`];
}

const OTHER_SOLVER = 'another solver (--solver)';
const MORE_RUNNING = 'a larger --max-calls';
const TO_TRY: Readonly<Record<UnknownReason['kind'], string>> = {
  'time-limit': `a larger --timeout, ${OTHER_SOLVER}, or a smaller --max-steps`,
  'resource-limit': `a larger --rlimit, ${OTHER_SOLVER}, or a smaller --max-steps`,
  'size-limit': `${MORE_RUNNING}, or a smaller --max-steps`,
  'incomplete-theory': `${OTHER_SOLVER}, or ${MORE_RUNNING}`,
  'not-realisable': `a goal that does not depend on what the server chooses, or ${MORE_RUNNING}`,
  'solver-fault': OTHER_SOLVER,
  unsupported: `${MORE_RUNNING}, or a goal and rules without what is named`,
  rounds: MORE_RUNNING,
  vacuous: 'schemas that some value fits',
};

/** Why there are fewer plans than were asked for. */
function others({ plans, exhaustive }: PlanResult, maxSteps: number): string {
  const these = plans.length === 1 ? 'this one' : 'one of these';
  return exhaustive
    ? `there are no more: any other plan of up to ${maxSteps} calls has all the operations of ${these}`
    : `no more were found that do not have all the operations of ${these}`;
}

function summary(result: PlanResult, maxSteps: number): string {
  const [first] = result.plans;
  if (first !== undefined) {
    const length = counted(first.trajectory.steps.length, 'step');
    if (isShortest(result)) return `${length}, proved shortest`;
    const { steps } = result.excluded;
    return steps !== null && steps >= 0 ? `${length}, none has ${steps} or fewer` : `${length}, there may be shorter ones`;
  }
  if (result.outcome === 'unknown') return `no plan was found; ${excludedTo(result.excluded)}`;
  return result.excluded.steps === null
    ? 'no sequence of calls gets there, however long'
    : `no sequence of up to ${maxSteps} calls gets there`;
}

function excludedTo({ steps }: Excluded): string {
  if (steps === null || steps < 0) return 'no length is excluded';
  return steps === 0 ? 'the goal does not hold at the start' : `none has ${counted(steps, 'step')} or fewer`;
}

function evidence({ plans, excluded, outcome }: PlanResult, questions: string | null): readonly string[] {
  const lines: string[] = [];
  if (plans.length > 0) lines.push('proved whatever the server chooses');
  const { method, induction, states, calls, bounds, open } = excluded;
  const what = { found: 'shorter ones excluded', none: 'excluded', unknown: 'that much is excluded' }[outcome];
  if (method === 'exhaustion')
    lines.push(`${what} by trying every call that can matter: ${counted(calls, 'call')} in ${counted(states, 'state')}`);
  if (method === 'solver') lines.push(`${what} by the solver, for all arguments${questions === null ? '' : `: ${questions}`}`);
  if (method === 'induction' && induction !== null) lines.push(...inductionText(induction));
  if (outcome === 'unknown' && method !== 'exhaustion' && calls > 0)
    lines.push(`nor did running get there: ${counted(calls, 'call')} in ${counted(states, 'state')}, with some of the arguments`);
  if (bounds.length > 0) lines.push(`only for ${bounds.map(({ what, size }) => `${what} up to ${size}`).join(', ')}`);
  if (method !== 'solver' && open.length > 0) {
    const parts = open.slice(0, MAX_PARTS).map(({ operationId, part }) => `${operationId} ${part}`);
    lines.push(`not all values were tried of ${parts.join(', ')}${open.length > MAX_PARTS ? ` and ${open.length - MAX_PARTS} more` : ''}`);
  }
  return lines.map((line) => `  ${line}`);
}

function inductionText({ k, lemmas }: NonNullable<Excluded['induction']>): readonly string[] {
  const from = k === 1 ? 'a state' : `${k} states in a row`;
  return [
    `excluded by induction (k = ${k}), for all arguments: no call leads there from ${from} in which the goal does not hold`,
    ...lemmas.map((lemma) => `with the lemma, proved too: ${lemma}`),
  ];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
