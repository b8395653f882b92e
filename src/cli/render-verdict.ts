// Decides how a verdict reads on a terminal: one line if all is well, the whole story of a counterexample if not.

import { toJson } from '../base/json.ts';
import { codeFrame, showSource } from '../base/source.ts';
import { isList, isObject, type Value } from '../base/value.ts';
import {
  type Blame,
  type Counterexample,
  type DecidingPart,
  type EvaluationFailure,
  type Failure,
  isEvaluationFailure,
  type StepVerdict,
  type UnknownReason,
  type Verdict,
} from '../verify/verdict.ts';
import { indent } from './render-diagnostic.ts';
import type { Style } from './style.ts';

const MAX_VALUE_WIDTH = 120;
const MAX_VALUE_LINE = 120;
const MAX_VALUES = 10;

/** What rendering needs besides the verdict: texts of the files that sources point into, and colours. */
export interface RenderContext {
  readonly files: ReadonlyMap<string, string>;
  readonly style: Style;
  /** The steps of the counterexample, if there is one, as lines. */
  readonly steps: readonly string[];
}

/** The verdict in full; without `detail` the headline alone. */
export function renderVerdict(verdict: Verdict, context: RenderContext, detail = true): string {
  const lines = [headline(verdict, context.style)];
  if (!detail) return lines.join('\n');
  for (const step of verdict.steps) {
    if (step.failure) lines.push(indent(renderFailure(step.failure, context)));
    if (step.unknown) lines.push(indent(`step ${step.index} ${step.operationId}: ${renderUnknown(step.unknown)}`));
  }
  for (const { claim, rule, failure, unknown } of verdict.claims) {
    if (failure) lines.push(indent(renderFailure(failure, context)));
    if (unknown) lines.push(indent(`${claim} ${rule}: ${renderUnknown(unknown)}`));
  }
  if (verdict.counterexample) lines.push(...renderCounterexample(verdict.counterexample, context.steps));
  if (!verdict.core && verdict.claim.holes === 'exists' && verdict.counterexample && verdict.counterexample.holes.size > 0)
    lines.push(indent('no filling of the holes does for every initial state and all choices of the server; this was the last one tried'));
  if (verdict.holes) lines.push(indent(`holes filled: ${showValue(verdict.holes)}`));
  if (verdict.core) lines.push(indent(renderCore(verdict, context)));
  const said = [...verdict.steps, ...verdict.claims].flatMap(({ unknown }) => unknown ?? []).map(renderUnknown);
  if (verdict.unknown && !said.includes(renderUnknown(verdict.unknown))) lines.push(indent(renderUnknown(verdict.unknown)));
  return lines.join('\n');
}

function headline(verdict: Verdict, style: Style): string {
  const mark = { valid: style.good('valid  '), invalid: style.bad('invalid'), unknown: style.warn('unknown') }[verdict.verdict];
  return `${mark}  ${style.bold(verdict.trajectory)}  ${style.dim(summary(verdict))}`;
}

/** Said of a verdict in which no step was judged. */
const NO_STEP: Readonly<Record<Verdict['verdict'], string>> = { valid: 'no steps', invalid: 'no step judged', unknown: 'no step decided' };
const SAID: Readonly<Record<StepVerdict['outcome'], string>> = { holds: 'holds', fails: 'fails', unknown: 'undecided' };

function summary(verdict: Verdict): string {
  const count = (outcome: StepVerdict['outcome']): number => verdict.steps.filter((s) => s.outcome === outcome).length;
  const parts = [verdict.steps.length === 0 ? NO_STEP[verdict.verdict] : `${count('holds')} of ${verdict.steps.length} steps hold`];
  if (count('fails') > 0) parts.push(`${count('fails')} ${count('fails') === 1 ? 'fails' : 'fail'}`);
  if (count('unknown') > 0) parts.push(`${count('unknown')} undecided`);
  parts.push(
    ...verdict.claims.flatMap(({ claim, outcome }) => (claim === 'goal' || outcome !== 'holds' ? `${claim} ${SAID[outcome]}` : [])),
  );
  const bound = verdict.claim.bound?.map((b) => `${b.what} up to ${b.size}`).join(', ');
  if (bound && verdict.verdict !== 'invalid' && (count('holds') > 0 || verdict.claims.some(({ outcome }) => outcome === 'holds')))
    parts.push(`proved only for ${bound}`);
  return parts.join(', ');
}

/** Claims that are not about a status: their message says all. */
const IS_NO_STATUS: ReadonlySet<Failure['requirement']['kind']> = new Set(['never', 'goal', 'frame', 'recorded-response']);

/** One failed claim: what, which requirement, where, the values in it, and who wrote them. */
function renderFailure(failure: Failure, context: RenderContext): string {
  const { requirement, step } = failure;
  const { style } = context;
  const who = step === null ? 'the trajectory' : `step ${step} ${failure.operationId ?? ''}`.trim();
  const differs =
    IS_NO_STATUS.has(requirement.kind) || failure.expected === 'body' ? '' : `expected ${failure.expected}, got ${failure.actual}: `;
  const lines = [`${style.bad(who)}: ${differs}${style.bold(requirement.message)}`];
  lines.push(`  ${requirement.kind} (${requirement.layer}): ${requirement.rule}`);
  if (requirement.source) {
    lines.push(`  at ${showSource(requirement.source)}`);
    const text = context.files.get(requirement.source.file);
    if (text !== undefined) lines.push(indent(codeFrame(text, requirement.source), '    '));
  }
  lines.push(...renderWhy(failure));
  return lines.join('\n');
}

/** The part of a failed requirement that decides, the values in it, and who wrote them. */
export function renderWhy({ values, deciding, because }: Failure): readonly string[] {
  const blamed = because.length === 0 ? [] : ['  because', ...because.map((blame) => `    ${showBlame(blame)}`)];
  return deciding === null
    ? [...renderValues(values), ...blamed]
    : [...renderDeciding(deciding), ...renderValues(deciding.values, [...deciding.bindings.keys()]), ...blamed];
}

/** `decided by PART`, and for which element. */
function renderDeciding({ rule, bindings }: DecidingPart): readonly string[] {
  const named = [...bindings].map(([name, value]) => `${name} = ${showValue(value)}`).join(', ');
  return [`  decided by ${rule}`, ...(named === '' ? [] : [`    for ${named}`])];
}

/** Values that a person can take in: whole records are left to the JSON, and what is true or false comes after what makes it so. */
function renderValues(values: Failure['values'], told: readonly string[] = []): readonly string[] {
  const entries = [...values].filter(([text]) => !told.includes(text));
  const ordered = [
    ...entries.filter(([, value]) => typeof value !== 'boolean'),
    ...entries.filter(([, value]) => typeof value === 'boolean'),
  ];
  const readable = ordered.map(([text, value]) => `${text} = ${showEvaluated(value)}`).filter((line) => line.length <= MAX_VALUE_LINE);
  if (readable.length === 0) return [];
  const left = entries.length - Math.min(readable.length, MAX_VALUES);
  const shown = readable.slice(0, MAX_VALUES).map((line) => `    ${line}`);
  return ['  values', ...shown, ...(left > 0 ? [`    … and ${left} more (--json)`] : [])];
}

function showBlame(blame: Blame): string {
  const what = blame.value === undefined ? 'removed it' : `made it ${showValue(blame.value)}`;
  return `step ${blame.step} ${blame.operationId} (${blame.effect}): ${blame.place} — ${what}`;
}

function showEvaluated(value: Value | EvaluationFailure): string {
  return isEvaluationFailure(value) ? `error: ${value.message}` : showValue(value);
}

/** A value as JSON, cut where it would fill the screen. */
function showValue(value: Value): string {
  const text = toJson(value);
  return text.length <= MAX_VALUE_WIDTH ? text : `${text.slice(0, MAX_VALUE_WIDTH)}… (${text.length} characters)`;
}

function renderCounterexample(counterexample: Counterexample, steps: readonly string[]): readonly string[] {
  const lines: string[] = [];
  if (counterexample.initial !== null) lines.push(...renderState(counterexample.initial));
  if (counterexample.holes.size > 0) lines.push(`holes: ${toJson(counterexample.holes)}`);
  const choices = counterexample.choices.map(([step, place, value]) => `the server chooses at step ${step}, ${place}: ${showValue(value)}`);
  lines.push(...latest(choices));
  return [indent('counterexample'), ...lines.map((line) => `    ${line}`), ...steps.map((line) => `  ${line}`)];
}

/** Lines of a long run that are shown: the failure is at its end. */
const MAX_LATEST = 16;

function latest(lines: readonly string[]): readonly string[] {
  const left = lines.length - MAX_LATEST;
  return left <= 1 ? lines : [`… ${left} earlier ones (--json)`, ...lines.slice(left)];
}

/** A line for each record, and for each variable. */
function renderState(state: Value): readonly string[] {
  const roots = state !== null && isObject(state) ? [...state] : [];
  const lines = roots.flatMap(([name, value]) => {
    const records = value !== null && isList(value) ? value : [value];
    return records.map((record) => `  ${String(name)}: ${toJson(record)}`);
  });
  return lines.length === 0 ? ['initial state: nothing in it'] : ['initial state', ...lines];
}

function renderCore(verdict: Verdict, context: RenderContext): string {
  const lines = ['no filling of the holes can meet all of these at once:'];
  for (const element of verdict.core ?? []) {
    const who = element.step === null ? 'claim' : `step ${element.step} ${element.operationId ?? ''}`.trim();
    lines.push(`  ${context.style.bold(who)}: ${element.rule}${element.source ? `  (${showSource(element.source)})` : ''}`);
  }
  return lines.join('\n');
}

/** The kinds that are not told by their names, in other words. */
const PLAINLY: Readonly<Partial<Record<UnknownReason['kind'], string>>> = {
  'incomplete-theory': 'the solver gave up',
  'not-realisable': 'no run could be made of the solver’s answer',
  'solver-fault': 'the solver failed',
  rounds: 'the search came to its end',
  vacuous: 'the claim is about nothing',
};

/** What may help, where something may. */
const TO_TRY: Readonly<Partial<Record<UnknownReason['kind'], string>>> = {
  'time-limit': 'try a larger --timeout',
  'resource-limit': 'try a larger --rlimit',
};

function renderUnknown({ kind, message, constructs }: UnknownReason): string {
  const on = constructs.length > 0 ? ` (${constructs.join(', ')})` : '';
  const advice = TO_TRY[kind];
  return `undecided, ${PLAINLY[kind] ?? kind.replaceAll('-', ' ')}: ${message}${on}${advice ? `; ${advice}` : ''}`;
}
