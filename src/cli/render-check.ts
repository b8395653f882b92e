// Decides how the result of model checking reads on a terminal: what is broken first and in full, what is proved in a line, what is fine as a count.

import { toJson } from '../base/json.ts';
import { codeFrame, showSource } from '../base/source.ts';
import { isList, isObject, type Value } from '../base/value.ts';
import type { Contract } from '../contract/contract.ts';
import type { Cause } from '../contract/outcome.ts';
import type { Call } from '../explore/call.ts';
import type { CheckItem, CheckResult, CheckVerdict } from '../explore/check/check-result.ts';
import type { Core } from '../explore/check/core.ts';
import type { LegalWitness } from '../explore/check/one-step.ts';
import { counted, howText } from './check-scope.ts';
import { indent } from './render-diagnostic.ts';
import { renderPromises } from './render-promises.ts';
import { renderSteps } from './render-steps.ts';
import { renderWhy } from './render-verdict.ts';
import type { Style } from './style.ts';

export interface CheckRendering {
  readonly seed: number;
  readonly style: Style;
}

/** Findings first, then what is proved, then how far running went. */
export function renderCheck(contract: Contract, { items, searched }: CheckResult, rendering: CheckRendering): string {
  const order: readonly CheckVerdict['kind'][] = ['violated', 'unknown', 'bounded', 'proved'];
  const isShown = (item: CheckItem): boolean =>
    item.verdict.kind !== 'proved' ||
    item.claim === 'lemma' ||
    item.claim === 'refers' ||
    item.requirement?.kind === 'invariant' ||
    item.claim === 'can-go-on';
  const shown = order.flatMap((kind) => items.filter((item) => item.verdict.kind === kind && isShown(item)));
  const lines = shown.map((item) => renderItem(contract, item, rendering));
  const { end, states, calls, depth, open } = searched;
  const reach = end === 'all' ? 'all within reach' : `all within ${depth} steps`;
  const tried = open.length === 0 ? reach : `not all arguments tried (${counted(open.length, 'part')} of requests left open)`;
  const promises = renderPromises(items, rendering.style);
  return [
    ...lines,
    ...promises,
    '',
    counts(items),
    rendering.style.dim(`run: ${counted(calls, 'call')} in ${counted(states, 'state')}, ${tried}`),
  ].join('\n');
}

function counts(items: readonly CheckItem[]): string {
  const of = (claim: CheckItem['claim']): string => {
    const own = items.filter((item) => item.claim === claim);
    return `${own.filter(({ verdict }) => verdict.kind === 'proved').length} of ${own.length}`;
  };
  return `promises proved ${of('kept')}; operations that can succeed ${of('can-succeed')}; requirements that can refuse ${of('can-decide')}`;
}

/** Warnings are about what is of no use; what is broken is an error. */
export function isWarning({ claim }: CheckItem): boolean {
  return claim !== 'kept';
}

function renderItem(contract: Contract, item: CheckItem, { seed, style }: CheckRendering): string {
  const { verdict, requirement } = item;
  const mark = {
    proved: style.good('proved  '),
    bounded: style.warn('bounded '),
    violated: isWarning(item) ? style.warn('warning ') : style.bad('violated'),
    unknown: style.warn('unknown '),
  }[verdict.kind];
  const lines = [`${mark}  ${style.bold(claimText(item))}  ${style.dim(howText(verdict))}`];
  if (requirement?.source && verdict.kind !== 'proved' && item.claim !== 'can-go-on') {
    lines.push(`  at ${showSource(requirement.source)}`);
    const text = contract.files.get(requirement.source.file);
    if (text !== undefined) lines.push(indent(codeFrame(text, requirement.source), '    '));
  }
  lines.push(...evidenceOf(contract, item, seed, style));
  return lines.join('\n');
}

function claimText({ claim, operationId, requirement, verdict }: CheckItem): string {
  const isRefuted = verdict.kind === 'violated';
  switch (claim) {
    case 'kept':
      return operationId === null
        ? `invariant ${requirement?.rule ?? ''}`
        : `${operationId}: ${requirement?.kind ?? ''} ${requirement?.rule ?? ''}`;
    case 'lemma':
      return `${requirement?.layer === 'inferred' ? 'found lemma' : 'lemma'} ${requirement?.rule ?? ''}${isRefuted ? ', which is false and was not used,' : ''}`;
    case 'can-succeed':
      return `${operationId ?? ''} ${isRefuted ? 'can never succeed' : 'can succeed'}`;
    case 'can-decide':
      return `${operationId ?? ''}: ${requirement?.rule ?? ''} ${isRefuted ? 'never refuses what gets that far' : 'can refuse'}`;
    case 'refers':
      return `${requirement?.rule ?? ''}, ${isRefuted ? 'which need not exist' : 'which exists'}`;
    case 'can-go-on':
      return isRefuted ? 'a state from which no call changes anything' : 'no deadlock: some call changes something';
  }
}

function evidenceOf(contract: Contract, { claim, verdict, requirement }: CheckItem, seed: number, style: Style): readonly string[] {
  if (verdict.kind === 'violated' && verdict.run !== null) {
    const { trajectory, verdict: refutation } = verdict.run;
    const why = refutation?.failure ? renderWhy(refutation.failure) : [];
    const what = claim === 'refers' || claim === 'can-go-on' ? endText(claim, requirement) : [];
    return [...renderSteps(contract, trajectory, seed, style), ...why, ...what];
  }
  if (verdict.kind === 'violated') return [...coreText(claim, verdict.core ?? null), ...(verdict.instead ?? []).map(insteadText)];
  const induction = verdict.kind === 'bounded' || verdict.kind === 'unknown' ? verdict.induction : null;
  return induction === null ? [] : legalState(induction);
}

function endText(claim: 'refers' | 'can-go-on', requirement: Cause | null): readonly string[] {
  if (requirement === null) return [];
  return claim === 'refers' ? [`  ${requirement.message}`] : [`  there ${insteadText(requirement).trim()}`];
}

/** What rules an ending out; null: not found out. */
function coreText(claim: CheckItem['claim'], core: Core | null): readonly string[] {
  if (core === null) return [];
  const { causes, isMinimal } = core;
  const rules = causes.map(({ kind, rule, source }) => `    ${kind} ${rule}${source ? `  at ${showSource(source)}` : ''}`);
  if (claim === 'can-decide')
    return [
      `  it is true of every request within its schema${causes.length === 0 ? ', in every legal state' : ' that goes with'}`,
      ...rules,
    ];
  if (causes.length === 0) return ['  whatever else is required: the schemas and effects rule it out by themselves'];
  const head = causes.length === 1 ? 'no request within its schema goes with this' : 'these rule it out together';
  return [`  ${head}${causes.length > 1 && isMinimal ? ', and none can be left out' : ''}`, ...rules];
}

function insteadText({ kind, rule, message, source }: Cause): string {
  return `  calls end in a fault (500): ${kind} ${rule}, ${message}${source ? `  at ${showSource(source)}` : ''}`;
}

function legalState({ state, lead, call, next }: LegalWitness): readonly string[] {
  const before = lead.map((one) => `    then ${callText(one)}`);
  const after = next === null ? [] : ['  leads to', ...stateLines(next)];
  const what = '  not kept in this legal state, which need not be within reach';
  return [what, ...stateLines(state), ...before, `    by ${callText(call)}`, ...after];
}

function stateLines(state: Value): readonly string[] {
  const roots = state !== null && isObject(state) ? [...state] : [];
  return roots.flatMap(([name, value]) => recordsOf(value).map((record) => `    ${String(name)}: ${toJson(record)}`));
}

function callText({ operation, args }: Call): string {
  return `${operation.id} ${args.map(({ name, in: part, value }) => `${part === 'body' ? 'body' : name} ${toJson(value)}`).join(', ')}`;
}

function recordsOf(value: Value): readonly Value[] {
  return value !== null && isList(value) ? value : [value];
}
