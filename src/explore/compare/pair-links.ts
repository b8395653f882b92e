// Decides which references and parents of two contracts lead to something in every state that they can reach: the others may dangle, and no proof assumes them.

import type { Collection, Contract } from '../../contract/contract.ts';
import type { State } from '../../simulate/state.ts';
import type { VerifyOptions } from '../../verify/options.ts';
import type { Bound } from '../../verify/verdict.ts';
import { DEFAULT_CHECK_OPTIONS } from '../check/check.ts';
import { proveLinks } from '../check/link-items.ts';
import { type Link, type LinkIds, linksOf } from '../check/links.ts';
import { sightingsFrom } from '../check/sightings.ts';
import { credentialsFor } from '../credentials.ts';
import type { Pair } from './pair.ts';

/** What is assumed of links. */
export interface PairLinks {
  /** Those that lead to something in the initial state, and that every operation of both contracts keeps so, whether both declare them or one. */
  readonly assumed: LinkIds;
  /** As people read them. */
  readonly kept: readonly string[];
  readonly dangling: readonly string[];
  /** How much of what has no bound of its own those proofs cover. */
  readonly bounds: readonly Bound[];
}

export const NO_LINKS: PairLinks = { assumed: new Set(), kept: [], dangling: [], bounds: [] };

/** A contract and its initial state. */
export interface Started {
  readonly contract: Contract;
  readonly start: State;
}

/** Proves what can be assumed of the links of both. */
export async function linksOfPair(
  { joint }: Pair,
  sides: readonly Started[],
  verify: VerifyOptions,
  progress: (text: string) => void,
): Promise<PairLinks> {
  const all = linksOf(joint);
  if (all.length === 0) return NO_LINKS;
  const proved: Awaited<ReturnType<typeof keptBy>>[] = [];
  for (const { contract, start } of sides) proved.push(await keptBy({ contract: withLinksOf(contract, joint), start }, verify, progress));
  const isKept = ({ id, collection }: Link): boolean =>
    proved.every(({ links }, i) => links.has(id) || sides[i]?.contract.collections.has(collection) === false);
  const [kept, dangling] = [all.filter(isKept), all.filter((link) => !isKept(link))];
  return {
    assumed: new Set(kept.map(({ id }) => id)),
    kept: kept.map(textOf),
    dangling: dangling.map(textOf),
    bounds: kept.length === 0 ? [] : proved.flatMap(({ bounds }) => bounds).map(({ what, size }) => ({ what: boundName(what), size })),
  };
}

/** The contract with the links that the other declares of its collections. They refuse nothing and delete nothing: it does the same. */
function withLinksOf(contract: Contract, joint: Contract): Contract {
  const isKnown = (target: string): boolean => contract.collections.has(target);
  const collections = [...contract.collections].map(([name, collection]): readonly [string, Collection] => {
    const all = joint.collections.get(name);
    const missing = [...(all?.references ?? [])].filter(([property, to]) => !collection.references.has(property) && isKnown(to.collection));
    const added = missing.map(([property, reference]) => [property, { ...reference, onDelete: 'ignore' as const }] as const);
    const parent = collection.parent ?? (all?.parent && isKnown(all.parent.collection) ? all.parent : null);
    return [name, { ...collection, references: new Map([...collection.references, ...added]), parent }];
  });
  return { ...contract, collections: new Map(collections) };
}

/** The links of a contract that lead to something in every state within its reach. */
async function keptBy(
  { contract, start }: Started,
  verify: VerifyOptions,
  progress: (text: string) => void,
): Promise<{ readonly links: LinkIds; readonly bounds: readonly Bound[] }> {
  const credentials = credentialsFor(contract);
  const { now, seed, limits } = verify;
  const run = { maxDepth: 0, maxCalls: 0, mostOpen: 0, withFaults: false, maxVisits: 1, rules: [] };
  // Only the initial state is looked at: whatever a step breaks, induction finds.
  const sightings = sightingsFrom(contract, start, {
    ...{ now, seed, limits, credentials, ...run },
    isFinal: () => false,
    isBarred: () => false,
    progress: () => undefined,
  });
  const options = { ...DEFAULT_CHECK_OPTIONS, verify, progress };
  const checking = {
    contract,
    initial: { kind: 'reset' as const },
    final: null,
    options,
    verify,
    credentials,
    sightings,
    links: new Set<string>(),
  };
  const { links, items } = await proveLinks(checking);
  const bounds = items.flatMap(({ verdict }) => (verdict.kind === 'proved' ? verdict.bounds : []));
  return { links, bounds };
}

/** A part of a request is unknown under the name of its call; people know it as a part of the request. */
function boundName(what: string): string {
  return what.replace(/hole call (?:\d+ )+(?:\S+ )?(\w+)\.\.?/, 'request.$1.').replace(/\.$/, '');
}

function textOf({ collection, property, target }: Link): string {
  return `${collection}.${property} to ${target}`;
}
