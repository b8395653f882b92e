// Decides which lemmas named by the user hold: not those that a run contradicts, and of the others those that every step keeps, all together.

import type { Requirement } from '../../contract/contract.ts';
import type { Bound } from '../../verify/verdict.ts';
import { pathToTrajectory } from '../path-to-trajectory.ts';
import { pathTo } from '../search.ts';
import type { CheckItem, CheckVerdict } from './check-result.ts';
import type { Checking } from './checking.ts';
import { inductivePart } from './inductive.ts';
import { causeOfLemma, isTrueIn } from './lemmas.ts';

export interface ProvedLemmas {
  readonly lemmas: readonly Requirement[];
  readonly bounds: readonly Bound[];
  /** One for each lemma that was named, in order. */
  readonly items: readonly CheckItem[];
}

export async function proveLemmas(checking: Checking, named: readonly Requirement[]): Promise<ProvedLemmas> {
  if (named.length === 0) return { lemmas: [], bounds: [], items: [] };
  checking.options.progress('proving lemmas');
  const refuted = new Map(named.flatMap((lemma) => refutation(checking, lemma)));
  const candidates = named.filter((lemma) => !refuted.has(lemma));
  const { kept, dropped, bounds } = await inductivePart(checking, [], candidates, false);
  const verdictOf = (lemma: Requirement): CheckVerdict => {
    const contradiction = refuted.get(lemma);
    if (contradiction !== undefined) return contradiction;
    const why = dropped.find(({ requirement }) => requirement === lemma);
    if (why === undefined) return provedLemma(kept, bounds);
    if (why.kind === 'unknown') return { kind: 'unknown', reason: why.reason, induction: null };
    return { kind: 'unknown', reason: NOT_KEPT, induction: why.witness };
  };
  return { lemmas: kept, bounds, items: named.map((lemma) => lemmaItem(lemma, verdictOf(lemma))) };
}

const NOT_KEPT = {
  kind: 'rounds',
  message: 'it is not kept by every step from a state in which it holds, and so not assumed; whether such a state is within reach is open',
  constructs: [],
} as const;

/** Each was proved with all of them assumed in the state before: together they hold in every state within reach, not in every legal one. */
export function provedLemma(together: readonly Requirement[], bounds: readonly Bound[]): CheckVerdict {
  return { kind: 'proved', method: 'induction', bounds, witness: null, k: 1, lemmas: together.map(({ rule }) => rule.text) };
}

export function lemmaItem(lemma: Requirement, verdict: CheckVerdict): CheckItem {
  return { claim: 'lemma', operationId: null, requirement: causeOfLemma(lemma), verdict };
}

/** The shortest run to a state in which the lemma does not hold, if one was found. */
function refutation(checking: Checking, lemma: Requirement): readonly (readonly [Requirement, CheckVerdict])[] {
  const { sightings, verify, initial, credentials } = checking;
  const node = sightings.visited.find(({ state }) => !isTrueIn(state, lemma.rule, verify));
  if (node === undefined) return [];
  const path = pathTo(node);
  const used = path.some(({ call }) => call.operation.security.length > 0) ? credentials : new Map<string, string>();
  const trajectory = pathToTrajectory(path, { id: 'lemma', initial, goal: null, never: null, credentials: used });
  return [[lemma, { kind: 'violated', run: { trajectory, verdict: null }, bounds: [] }]];
}
