// Decides how a comparison of two contracts reads on a terminal: each operation in a line, differences with what shows them, what is the same as a count.

import { toJson } from '../base/json.ts';
import { codeFrame, showSource } from '../base/source.ts';
import { isList, isObject, type Value } from '../base/value.ts';
import type { Contract } from '../contract/contract.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { CompareResult, Difference, Inclusion, OperationComparison } from '../explore/compare/compare-result.ts';
import { renderTrajectoryComparison } from './render-compare-trajectories.ts';
import { indent } from './render-diagnostic.ts';
import { renderSteps } from './render-steps.ts';
import type { Style } from './style.ts';

export interface CompareRendering {
  readonly a: Contract;
  readonly b: Contract;
  readonly seed: number;
  /** Texts of files, for code frames. */
  readonly files: ReadonlyMap<string, string>;
  /** Requirements and counts alone. */
  readonly summary: boolean;
  readonly style: Style;
}

const MAX_SHOWN = 100;

/** Differences first, then what is undecided, then counts. */
export function renderCompare(result: CompareResult, rendering: CompareRendering): string {
  if (result.trajectories !== null) return renderTrajectoryComparison(result.trajectories, rendering);
  const shown = result.operations.filter((one) => !isSame(one));
  const lines = shown.map((one) => renderOperation(one, rendering));
  const only = [
    ...result.onlyInA.map((id) => `${rendering.style.warn('only in A    ')}  ${rendering.style.bold(id)}`),
    ...result.onlyInB.map((id) => `${rendering.style.warn('only in B    ')}  ${rendering.style.bold(id)}`),
  ];
  const { initial } = result.states;
  const start = initial.length === 0 ? [] : [`${rendering.style.bad('other start  ')}  the initial states differ: ${initial.join(', ')}`];
  return [...lines, ...only, ...start, '', ...summary(result, rendering.style)].join('\n');
}

function renderOperation(one: OperationComparison, rendering: CompareRendering): string {
  const { style } = rendering;
  const name = one.operationId === one.againstId ? one.operationId : `${one.operationId} (in B ${one.againstId})`;
  const paint = markOf(one) === 'unknown' ? style.warn : style.bad;
  return [
    `${paint(markOf(one).padEnd(MARK_WIDTH))}  ${style.bold(name)}  ${style.dim(meaningOf(one))}`,
    ...renderInclusion('A accepts and B does not', one.kept, rendering),
    ...renderInclusion('B accepts and A does not', one.covered, rendering),
    ...renderInclusion('both accept, with other results', one.alike, rendering),
    ...renderInclusion('both refuse, with other statuses', one.refusals, rendering),
    ...one.declared.map(({ what, a, b }) => `  ${what}: A ${cut(a)}, B ${cut(b)}`),
  ].join('\n');
}

const MARK_WIDTH = 'other effects'.length;

/** Whether all is the same, and proved to be. */
function isSame({ relation, alike, refusals, declared }: OperationComparison): boolean {
  return relation === 'equal' && alike.kind === 'proved' && refusals.kind === 'proved' && declared.length === 0;
}

/** What differs of an operation, in a word or two. */
function markOf({ relation, alike, refusals, declared }: OperationComparison): string {
  if (relation !== 'equal') return relation;
  if (alike.kind === 'different') return 'other effects';
  if (refusals.kind === 'different') return 'other refusal';
  if (declared.length > 0) return 'other form';
  return 'unknown';
}

function meaningOf({ relation, kept, covered }: OperationComparison): string {
  switch (relation) {
    case 'equal':
      return 'both accept the same, proved';
    case 'stronger':
      return 'B accepts all that A accepts, proved, and more';
    case 'weaker':
      return 'A accepts all that B accepts, proved, and more';
    case 'incomparable':
      return 'each accepts what the other does not';
    case 'unknown':
      return [untold('A accepts all that B accepts', covered), untold('B accepts all that A accepts', kept)]
        .filter((text) => text !== '')
        .join('; ');
  }
}

function untold(claim: string, { kind }: Inclusion): string {
  return { proved: `${claim}, proved`, different: '', unknown: `whether ${claim} is undecided` }[kind];
}

function renderInclusion(title: string, inclusion: Inclusion, rendering: CompareRendering): readonly string[] {
  if (inclusion.kind === 'proved') return [];
  if (inclusion.kind === 'unknown') {
    const { message, constructs } = inclusion.reason;
    return [`  undecided whether ${title}: ${message}${constructs.length > 0 ? ` (${constructs.join(', ')})` : ''}`];
  }
  const open = inclusion.open.map(({ cause, reason }) => `  undecided whether also for ${cause?.rule ?? 'more'}: ${reason.message}`);
  return [...inclusion.differences.flatMap((one) => renderDifference(title, one, rendering)), ...open];
}

function renderDifference(title: string, { cause, a, b, differs, witness }: Difference, rendering: CompareRendering): readonly string[] {
  const { style, files } = rendering;
  const lines = [`  ${title}: ${cause === null ? differs.join(', ') : `${cause.message}`}`];
  if (rendering.summary) return lines;
  if (cause !== null) lines.push(`    ${cause.kind} (${cause.layer}): ${cut(cause.rule)}`);
  if (cause?.source) {
    lines.push(`    at ${showSource(cause.source)}`);
    const text = files.get(cause.source.file);
    if (text !== undefined) lines.push(indent(codeFrame(text, cause.source), '      '));
  }
  const answers = `    A answers ${answerText(a)}, B ${answerText(b)}`;
  if (witness.kind === 'run') {
    const contract = b.kind === 'success' && a.kind !== 'success' ? rendering.b : rendering.a;
    const said = `a trajectory of ${witness.trajectory.steps.length}: ${witness.a} under A, ${witness.b} under B`;
    return [
      ...lines,
      answers,
      `    ${said}`,
      ...renderSteps(contract, witness.trajectory, rendering.seed, style).map((line) => `  ${line}`),
    ];
  }
  const args = witness.call.args.map(({ name, in: part, value }) => `${part === 'body' ? 'body' : name} ${cut(toJson(value))}`).join(', ');
  const state = recordLines(witness.state);
  return [
    ...lines,
    answers,
    `    in this legal state, which no run reached${state.length === 0 ? ': nothing in it' : ''}`,
    ...(witness.dangling === null ? [] : [`    (${witness.dangling}, which was not proved to be out of reach)`]),
    ...state.map((line) => `      ${line}`),
    `      ${witness.call.operation.id} ${args}`,
  ];
}

function answerText(outcome: Outcome): string {
  return outcome.kind === 'success'
    ? `${outcome.status}${outcome.body === undefined ? '' : ` ${cut(toJson(outcome.body))}`}`
    : `${outcome.status}`;
}

function recordLines(state: Value): readonly string[] {
  const roots = state !== null && isObject(state) ? [...state] : [];
  return roots.flatMap(([name, value]) =>
    (value !== null && isList(value) ? value : [value]).map((record) => `${String(name)}: ${toJson(record)}`),
  );
}

function summary({ operations, states, searched }: CompareResult, style: Style): readonly string[] {
  const counts = (['equal', 'stronger', 'weaker', 'incomparable', 'unknown'] as const).map((relation) => {
    const own = operations.filter((one) => one.relation === relation);
    const bounded = own.filter(({ kept, covered }) => [kept, covered].some((one) => one.kind === 'proved' && one.bounds.length > 0)).length;
    const scope = bounded === 0 ? '' : ` (${bounded === own.length ? 'all' : bounded} up to a bound)`;
    return own.length === 0 ? '' : `${relation} ${own.length}${scope}`;
  });
  const proved = (of: (one: OperationComparison) => Inclusion): string =>
    `${operations.filter((one) => of(one).kind === 'proved').length} of ${operations.length}`;
  const scope = [
    'proved: for every state that is legal under both, every request that the accepting contract declares',
    ...(states.links.length > 0 ? [`what these refer to exists, as both were proved to keep it: ${states.links.join(', ')}`] : []),
    ...(states.dangling.length > 0
      ? [`what these refer to exists or not, as it may be deleted or never be there: ${states.dangling.join(', ')}`]
      : []),
    ...(states.private.length > 0 ? [`not compared, as only one contract has them: ${states.private.join(', ')}`] : []),
    ...boundsOf(operations),
    ...(states.narrowed.length > 0 ? [`only records that fit both schemas: ${states.narrowed.join(', ')}`] : []),
  ];
  const { end, states: visited, calls, depth } = searched;
  const reach = end === 'all' ? 'all within reach' : `all within ${depth} steps`;
  return [
    `what A accepts, against B: ${counts.filter((text) => text !== '').join(', ')}; same results where both accept: ${proved(({ alike }) => alike)}, proved; same status where both refuse: ${proved(({ refusals }) => refusals)}, proved`,
    style.dim(scope.join('; ')),
    style.dim(`run side by side: ${calls} calls in ${visited} states, ${searched.open.length === 0 ? reach : 'not all arguments tried'}`),
  ];
}

/** What only some sizes of were covered, over all proofs. */
function boundsOf(operations: readonly OperationComparison[]): readonly string[] {
  const inclusions = operations.flatMap(({ kept, covered, alike, refusals }) => [kept, covered, alike, refusals]);
  const bounds = inclusions.flatMap((one) => (one.kind === 'proved' ? one.bounds : [])).map(({ what, size }) => `${what} up to ${size}`);
  return bounds.length === 0 ? [] : [`some proofs only for ${[...new Set(bounds)].join(', ')}`];
}

function cut(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}
