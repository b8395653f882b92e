// Decides what comes of one request in one state under both contracts, and where the results differ.

import { equalValues } from '../../base/equality.ts';
import type { Limits } from '../../base/limits.ts';
import type { Timestamp, Value } from '../../base/value.ts';
import type { Contract, Request } from '../../contract/contract.ts';
import type { Outcome } from '../../contract/outcome.ts';
import type { Chooser } from '../../simulate/choose/chooser.ts';
import { showPlace } from '../../simulate/place-path.ts';
import { entriesOf, recordAt } from '../../simulate/records.ts';
import type { State } from '../../simulate/state.ts';
import { step, type Transition } from '../../simulate/step.ts';
import type { Undecided } from '../../simulate/undecided.ts';

/** A state as one contract sees it, and what its server chooses. */
export interface View {
  readonly contract: Contract;
  readonly operationId: string;
  readonly state: State;
  /** What its server chooses, given what the other's chose before it, by place. */
  readonly chooserAfter: (choices: ReadonlyMap<string, Value>) => Chooser;
}

export interface Both {
  readonly first: Transition;
  readonly second: Transition;
  /** Where both succeed: what differs. */
  readonly differs: readonly string[];
  /** Whether what both contracts know of the state is the same afterwards. */
  readonly sameState: boolean;
}

/** The request in both states, `first` before `second`, whose path parameters may have other `names`; text where an outcome cannot be told. */
export function replayBoth(
  request: Request,
  first: View,
  second: View,
  { now, limits, names }: { readonly now: Timestamp; readonly limits: Limits; readonly names: ReadonlyMap<string, string> },
): Both | string {
  const run = (
    { contract, operationId, state, chooserAfter }: View,
    sent: Request,
    choices: Both['first']['choices'],
  ): Transition | Undecided =>
    step(contract, state, { ...sent, operationId }, { chooser: chooserAfter(choices), now, invariantsHold: true, limits });
  const ours = run(first, request, new Map());
  if (ours.kind === 'undecided') return ours.message;
  const path = new Map([...request.path].map(([name, value]) => [names.get(name) ?? name, value]));
  const theirs = run(second, { ...request, path }, ours.choices);
  if (theirs.kind === 'undecided') return theirs.message;
  const places = stateDifferences(ours.state, theirs.state);
  const answers = ours.outcome.kind === 'success' && theirs.outcome.kind === 'success' ? ([ours.outcome, theirs.outcome] as const) : null;
  const differs = answers === null ? [] : [...answerDifferences(...answers), ...places];
  return { first: ours, second: theirs, differs, sameState: places.length === 0 };
}

type Success = Extract<Outcome, { readonly kind: 'success' }>;

function answerDifferences(a: Success, b: Success): readonly string[] {
  return [...(a.status === b.status ? [] : ['status']), ...(sameOrAbsent(a.body, b.body) ? [] : ['body'])];
}

/** Places of what both contracts know; the order of records is no difference. */
export function stateDifferences(a: State, b: State): readonly string[] {
  const collections = [...a.collections].flatMap(([root, records]) => {
    const others = b.collections.get(root);
    if (others === undefined || others === records) return [];
    const keys = [...entriesOf(records), ...entriesOf(others)].map(({ key }) => key);
    const differing = keys.filter((key) => !sameOrAbsent(recordAt(records, key), recordAt(others, key)));
    return [...new Set(differing.map((key) => showPlace({ root, path: [key] })))];
  });
  const variables = [...a.variables].filter(([name, value]) => {
    const other = b.variables.get(name);
    return other !== undefined && !equalValues(value, other);
  });
  return [...collections, ...variables.map(([name]) => name)];
}

function sameOrAbsent(a: Value | undefined, b: Value | undefined): boolean {
  return a === undefined || b === undefined ? a === b : equalValues(a, b);
}
