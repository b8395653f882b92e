// Decides what running a contract from its initial state shows: which outcomes each operation has, and where nothing goes on.

import type { Contract } from '../../contract/contract.ts';
import type { Cause } from '../../contract/outcome.ts';
import type { State } from '../../simulate/state.ts';
import type { Call } from '../call.ts';
import { type Coverage, type Edge, type Node, pathTo, type SearchOptions, search } from '../search.ts';
import { stateText } from '../state-text.ts';
import { type OutcomeKey, outcomeKey } from './outcome-key.ts';

/** The first, and so a shortest, run that ends so. */
export interface Sighting {
  readonly operationId: string;
  readonly key: OutcomeKey;
  readonly kind: 'success' | 'refused' | 'fault';
  readonly cause: Cause | null;
  readonly path: readonly Edge[];
}

export interface Sightings {
  readonly coverage: Coverage;
  /** By operation and outcome. */
  readonly seen: ReadonlyMap<string, Sighting>;
  /** The states that were visited, nearest first. */
  readonly visited: readonly Node[];
  /** The first state in which no call changes anything; null if there is none, or not all calls could be tried. */
  readonly stuck: Node | null;
  /** The first fault that a call from there ends in; null if none does. */
  readonly faultWhereStuck: Cause | null;
  /** Whether the server had anything to choose: then other choices may lead elsewhere. */
  readonly isServerFree: boolean;
}

export interface SightingOptions extends Omit<SearchOptions, 'observe'> {
  /** States that are an end: nothing need go on from them. */
  readonly isFinal: (state: State) => boolean;
}

/** Runs everything within reach, as far as the options allow. */
export function sightingsFrom(contract: Contract, start: State, options: SightingOptions): Sightings {
  const seen = new Map<string, Sighting>();
  const moved = new Set<Node>();
  const faults = new Map<Node, Cause>();
  let isServerFree = false;
  const observe = (from: Node, call: Call, transition: Edge['transition']): void => {
    const { outcome } = transition;
    const key = outcomeKey(outcome);
    const name = sightingName(call.operation.id, key);
    if (transition.choices.size > 0) isServerFree = true;
    if (transition.writes.length > 0 && stateText(transition.state) !== stateText(from.state)) moved.add(from);
    if (outcome.kind === 'fault' && !faults.has(from)) faults.set(from, outcome.cause);
    if (seen.has(name)) return;
    const path = [...pathTo(from), { from, call, transition }];
    const cause = outcome.kind === 'success' ? null : outcome.cause;
    seen.set(name, { operationId: call.operation.id, key, kind: outcome.kind, cause, path });
  };
  const visited: Node[] = [];
  const coverage = search(contract, start, { ...options, observe }, (node) => {
    visited.push(node);
    return 'go on';
  });
  // The last states may not have been gone on from.
  const complete = coverage.open.length === 0 && coverage.undecided.length === 0;
  const isExplored = (node: Node): boolean => coverage.end === 'all' || node.depth < coverage.depth;
  const stuck = complete ? (visited.find((node) => isExplored(node) && !moved.has(node) && !options.isFinal(node.state)) ?? null) : null;
  return { coverage, seen, visited, stuck, faultWhereStuck: (stuck && faults.get(stuck)) ?? null, isServerFree };
}

export function sightingName(operationId: string, key: OutcomeKey): string {
  return `${operationId} ${key}`;
}
