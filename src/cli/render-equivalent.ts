// Decides how the comparison of two trajectories reads on a terminal: what was proved in a line, each difference with both runs.

import { toJson } from '../base/json.ts';
import { isList, isObject, type Value } from '../base/value.ts';
import type { Contract } from '../contract/contract.ts';
import { outcomeAt } from '../explore/equivalence/compare-runs.ts';
import type { EquivalenceClaim, EquivalenceResult, Finding, PairWitness, WitnessRun } from '../explore/equivalence/equivalence-result.ts';
import type { Replay } from '../simulate/replay/replay.ts';
import { expectedStatus } from '../verify/explain.ts';
import { renderRun } from './render-steps.ts';
import type { Style } from './style.ts';

const MAX_SHOWN = 120;

/** The verdict, what it is about, and the differences. */
export function renderEquivalence(contract: Contract, result: EquivalenceResult, style: Style): string {
  const { left, right, verdict, claim, onlyLeft, onlyRight, results } = result;
  const mark = { equivalent: style.good('equivalent'), different: style.bad('different '), unknown: style.warn('unknown   ') }[verdict];
  const names = left === right ? left : `${left} and ${right}`;
  const lines = [`${mark}  ${style.bold(names)}  ${style.dim(aboutText(claim))}`];
  if (verdict === 'equivalent') lines.push(...provedText(claim, style));
  lines.push(...findingLines(contract, 'accepted by the first alone', onlyLeft, style));
  lines.push(...findingLines(contract, 'accepted by the second alone', onlyRight, style));
  lines.push(...findingLines(contract, 'accepted by both, and they come to different results', results, style));
  return lines.join('\n');
}

function aboutText({ initial, compared }: EquivalenceClaim): string {
  const from = { any: 'from every legal state', reset: 'from the state at reset', given: 'from the given state' }[initial];
  return `${compared === 'state' ? 'the last state' : 'the last state and the answers'}, ${from}`;
}

function provedText({ pairs, compared, links, bound }: EquivalenceClaim, style: Style): readonly string[] {
  const answers =
    compared === 'state'
      ? 'answers are not compared'
      : `answers of ${pairs.length} ${pairs.length === 1 ? 'call' : 'calls'} that both make`;
  const bounds = (bound ?? []).map(({ what, size }) => `${what} up to ${size}`).join(', ');
  const lines = [`proved whatever the server chooses; records by key, in whatever order; ${answers}`];
  if (links.length > 0)
    lines.push(`only from states in which what these refer to exists (check says what may dangle): ${links.join(', ')}`);
  return [...lines, ...(bounds === '' ? [] : [`only for ${bounds}`])].map((line) => style.dim(`  ${line}`));
}

function findingLines(contract: Contract, title: string, finding: Finding, style: Style): readonly string[] {
  switch (finding.kind) {
    case 'none':
      return [];
    case 'unknown': {
      const { message, constructs } = finding.reason;
      return [`  ${title}: undecided: ${message}${constructs.length > 0 ? ` (${constructs.join(', ')})` : ''}`];
    }
    case 'found':
      return [`  ${title}`, ...witnessLines(contract, finding.witness, style).map((line) => `  ${line}`)];
  }
}

function witnessLines(contract: Contract, { initial, holes, left, right, differences }: PairWitness, style: Style): readonly string[] {
  const lines: string[] = [];
  if (initial !== null) lines.push('  initial state', ...stateLines(initial));
  if (holes.size > 0) lines.push(`  holes ${toJson(holes)}`);
  for (const { place, left: a, right: b } of differences) lines.push(`  ${style.bold(place)}: ${shown(a)} | ${shown(b)}`);
  for (const [name, run] of [
    ['first', left],
    ['second', right],
  ] as const) {
    lines.push(`  ${name}${failureText(run)}`, ...renderRun(contract, upToFailure(run), style).map((line) => `  ${line}`));
  }
  return lines;
}

/** What comes after the step that decides says nothing. */
function upToFailure({ replay, failed }: WitnessRun): Replay {
  return failed === null ? replay : { ...replay, steps: replay.steps.slice(0, failed + 1) };
}

function failureText({ trajectory, replay, failed }: WitnessRun): string {
  const step = failed === null ? undefined : trajectory.steps[failed];
  if (failed === null || step === undefined) return '';
  const outcome = outcomeAt(replay, failed);
  const why = outcome === null || outcome.kind === 'success' ? '' : `: ${outcome.cause.message}`;
  return `: step ${failed} ${step.operationId} was to answer ${expectedStatus(step)} and answers ${outcome?.status ?? 'nothing'}${why}`;
}

function stateLines(state: Value): readonly string[] {
  const roots = state !== null && isObject(state) ? [...state] : [];
  const lines = roots.flatMap(([name, value]) => {
    const records = value !== null && isList(value) ? value : [value];
    return records.map((record) => `    ${String(name)}: ${shown(record)}`);
  });
  return lines.length === 0 ? ['    nothing in it'] : lines;
}

function shown(value: Value | undefined): string {
  if (value === undefined) return 'nothing';
  const text = toJson(value);
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}
