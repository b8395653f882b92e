// Decides which references and parents lead to something in every state within reach: not those that a run leaves dangling, and of the others those
// that every step keeps, all together. Only these may be assumed of a legal state in another proof.

import type { Requirement } from '../../contract/contract.ts';
import { showKey, showPlace } from '../../simulate/place-path.ts';
import { entriesOf } from '../../simulate/records.ts';
import { danglingKey } from '../../simulate/references.ts';
import { runOf } from '../../simulate/replay/run.ts';
import type { State } from '../../simulate/state.ts';
import type { UnknownReason } from '../../verify/verdict.ts';
import { pathToTrajectory } from '../path-to-trajectory.ts';
import { pathTo } from '../search.ts';
import type { CheckItem, CheckVerdict } from './check-result.ts';
import type { Checking } from './checking.ts';
import { type Dropped, inductivePart } from './inductive.ts';
import { keptVerdict } from './kept.ts';
import { type Link, type LinkIds, linkCause, linksOf } from './links.ts';

export interface ProvedLinks {
  readonly links: LinkIds;
  /** One for each link, in order. */
  readonly items: readonly CheckItem[];
}

/** Judges every link of the contract; nothing is assumed of any before. */
export async function proveLinks(checking: Checking): Promise<ProvedLinks> {
  const all = linksOf(checking.contract);
  if (all.length === 0) return { links: new Set(), items: [] };
  checking.options.progress('proving that what is referred to exists');
  const refuted = new Map(all.flatMap((link) => refutation(checking, link)));
  const candidates = all.flatMap((link) => (refuted.has(link) || link.requirement === null ? [] : [link.requirement]));
  const { kept, dropped, bounds } = await inductivePart(checking, [], candidates, false);
  const verdictOf = (link: Link): CheckVerdict => {
    if (link.requirement !== null && kept.includes(link.requirement))
      return { kind: 'proved', method: 'induction', bounds, witness: null, k: 1 };
    return keptVerdict(checking, [{ plain: openness(dropped, link.requirement), beyond: { proof: null, witness: null } }]);
  };
  const items = all.map((link): CheckItem => {
    const found = refuted.get(link);
    return { claim: 'refers', operationId: null, requirement: linkCause(link, found?.message), verdict: found?.verdict ?? verdictOf(link) };
  });
  return { links: new Set(kept.map(({ id }) => id)), items };
}

function openness(dropped: readonly Dropped[], requirement: Requirement | null): Parameters<typeof keptVerdict>[1][number]['plain'] {
  if (requirement === null) return { kind: 'unknown', reason: TOO_OPEN };
  const why = dropped.find((one) => one.requirement === requirement);
  if (why?.kind === 'broken') return { kind: 'possible', witness: why.witness };
  return { kind: 'unknown', reason: why?.reason ?? TOO_OPEN };
}

const TOO_OPEN: UnknownReason = {
  kind: 'unsupported',
  message: 'the type of the property is too open for a rule about the keys that it holds',
  constructs: [],
};

type Refutation = { readonly message: string; readonly verdict: CheckVerdict };

/** The shortest run to a state in which the link dangles, if one was found. */
function refutation(checking: Checking, link: Link): readonly (readonly [Link, Refutation])[] {
  const { contract, sightings, initial, credentials, verify } = checking;
  for (const node of sightings.visited) {
    const found = dangling(contract, node.state, link);
    if (found === null) continue;
    const path = pathTo(node);
    const used = path.some(({ call }) => call.operation.security.length > 0) ? credentials : new Map<string, string>();
    const trajectory = pathToTrajectory(path, { id: 'dangling', initial, goal: null, never: null, credentials: used });
    // Said of the replay, whose server may have chosen other keys.
    const rerun = runOf(contract, trajectory, { seed: verify.seed, now: verify.now, limits: verify.limits }).value;
    const message = (rerun && dangling(contract, rerun.state, link)) ?? found;
    return [[link, { message, verdict: { kind: 'violated', run: { trajectory, verdict: null }, bounds: [] } }]];
  }
  return [];
}

/** What dangles in the state; null if nothing does. */
function dangling(contract: Checking['contract'], state: State, { collection, property, target }: Link): string | null {
  const records = state.collections.get(collection);
  for (const { key, record } of records === undefined ? [] : entriesOf(records)) {
    const missing = danglingKey(contract, target, state.collections.get(target), record, property);
    if (missing === undefined) continue;
    return `${showPlace({ root: collection, path: [key, property] })} refers to ${target}[${showKey(missing)}], which does not exist`;
  }
  return null;
}
