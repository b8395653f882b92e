// Decides whether two concrete runs came to the same, and where not.

import { differences } from '../../base/differences.ts';
import { equalValues } from '../../base/equality.ts';
import type { Value } from '../../base/value.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Outcome } from '../../contract/outcome.ts';
import type { Trajectory } from '../../contract/trajectory.ts';
import { keyText } from '../../simulate/key.ts';
import { showPlace } from '../../simulate/place-path.ts';
import { entriesOf, NO_RECORDS, type Records } from '../../simulate/records.ts';
import type { Replay } from '../../simulate/replay/replay.ts';
import type { State } from '../../simulate/state.ts';
import { expectedBody } from '../../verify/expected-body.ts';
import { isClaimed } from '../../verify/explain.ts';
import { NOT_FOUND } from '../../verify/step-obligations.ts';
import type { Pair } from './correspond.ts';
import type { PlaceDifference } from './equivalence-result.ts';

/** Places that are told of one witness. */
const MAX_TOLD = 12;

/** Where the last states of two runs differ, and the answers of these steps. */
export function differencesOf(contract: Contract, left: Replay, right: Replay, pairs: readonly Pair[]): readonly PlaceDifference[] {
  return [...stateDifferences(contract, left.state, right.state), ...answerDifferences(left, right, pairs)].slice(0, MAX_TOLD);
}

/** Records by key, in whatever order, and variables. */
export function stateDifferences(contract: Contract, left: State, right: State): readonly PlaceDifference[] {
  const records = [...contract.collections.keys()].flatMap((name) =>
    recordDifferences(name, left.collections.get(name) ?? NO_RECORDS, right.collections.get(name) ?? NO_RECORDS),
  );
  const variables = [...contract.variables.keys()].flatMap((name) =>
    valueDifferences(name, left.variables.get(name), right.variables.get(name)),
  );
  return [...records, ...variables];
}

function recordDifferences(name: string, left: Records, right: Records): readonly PlaceDifference[] {
  if (left === right) return [];
  const keys = new Map([left, right].flatMap((records) => entriesOf(records).map(({ key }) => [keyText(key), key] as const)));
  return [...keys].flatMap(([text, key]) =>
    valueDifferences(showPlace({ root: name, path: [key] }), left.entries.get(text)?.record, right.entries.get(text)?.record),
  );
}

function valueDifferences(place: string, left: Value | undefined, right: Value | undefined): readonly PlaceDifference[] {
  if (left === undefined && right === undefined) return [];
  if (left === undefined || right === undefined) return [{ place, left, right }];
  return differences(left, right).map((found) => ({ place: place + found.path, left: found.left, right: found.right }));
}

function answerDifferences(left: Replay, right: Replay, pairs: readonly Pair[]): readonly PlaceDifference[] {
  return pairs.flatMap((pair) => {
    const a = outcomeAt(left, pair.left);
    const b = outcomeAt(right, pair.right);
    if (a === null || b === null) return [];
    const place = pair.left === pair.right ? `answer of step ${pair.left}` : `answer of step ${pair.left} (right: ${pair.right})`;
    if (a.status !== b.status) return [{ place: `${place}: status`, left: a.status, right: b.status }];
    return valueDifferences(`${place}: body`, bodyOf(a), bodyOf(b));
  });
}

/** What came of a step of a run; null where that could not be told, or no request be made. */
export function outcomeAt({ steps }: Replay, index: number): Outcome | null {
  const result = steps[index]?.result;
  return result?.kind === 'transition' ? result.outcome : null;
}

function bodyOf(outcome: Outcome): Value | undefined {
  return outcome.kind === 'success' ? outcome.body : undefined;
}

/** How a run ended: as claimed, at the first step that is not as claimed, or in a step that does not come to an end. */
export type RunEnd = { readonly kind: 'accepted' } | { readonly kind: 'failed'; readonly step: number } | { readonly kind: 'stuck' };

/** How the run of a trajectory without holes ended. */
export function endOf(contract: Contract, { steps }: Trajectory, run: Replay): RunEnd {
  for (const [index, step] of steps.entries()) {
    const replayed = run.steps[index];
    if (replayed?.result?.kind === 'undecided') return { kind: 'stuck' };
    const outcome = outcomeAt(run, index);
    const isUnknown = !contract.operations.has(step.operationId);
    const isMet = isUnknown ? step.expect?.status === NOT_FOUND : outcome !== null && isClaimed(step, outcome);
    if (!isMet) return { kind: 'failed', step: index };
    if (step.expect?.body === undefined) continue;
    const expected = expectedBody(step, run, NO_HOLES, 'expected-body');
    const body = outcome === null ? undefined : bodyOf(outcome);
    if (body === undefined || expected === undefined || !equalValues(body, expected)) return { kind: 'failed', step: index };
  }
  return { kind: 'accepted' };
}

const NO_HOLES: ReadonlyMap<string, Value> = new Map();

/** Whether the server had nothing to choose in the run: then it is the only one from its state. */
export function isForced({ steps }: Replay): boolean {
  return steps.every(({ result }) => result?.kind === 'transition' && result.choices.size === 0);
}
