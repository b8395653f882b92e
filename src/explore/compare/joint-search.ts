// Decides what running two contracts side by side shows: the shortest ways to a request that one accepts and the other refuses, or that has two effects.

import { canonicalJson } from '../../base/json.ts';
import type { ObjectKey, Value } from '../../base/value.ts';
import { scriptedChooser } from '../../simulate/choose/scripted.ts';
import { seededChooser } from '../../simulate/choose/seeded.ts';
import type { State } from '../../simulate/state.ts';
import type { Transition } from '../../simulate/step.ts';
import type { VerifyOptions } from '../../verify/options.ts';
import { type Call, requestOf } from '../call.ts';
import { callsOf } from '../calls.ts';
import { type OutcomeKey, outcomeKey } from '../check/outcome-key.ts';
import type { OpenPart } from '../open-part.ts';
import type { Edge } from '../search.ts';
import { stateText } from '../state-text.ts';
import type { JointCoverage } from './compare-result.ts';
import type { OperationPair, Pair } from './pair.ts';
import { REFUSED, UNLIKE } from './pair-calls.ts';
import { pathNames } from './path-names.ts';
import { type Both, replayBoth, type View } from './replay-both.ts';

/** States of both contracts after the same requests, all of which both accepted: the same, as far as both know them. */
export interface JointNode {
  readonly a: State;
  readonly b: State;
  readonly edge: JointEdge | null;
  readonly depth: number;
}

export interface JointEdge {
  readonly from: JointNode;
  readonly pair: OperationPair;
  /** As A names its parts. */
  readonly call: Call;
  readonly a: Transition;
  readonly b: Transition;
}

/** A difference that running has shown. */
export interface JointSighting {
  readonly pair: OperationPair;
  /**
   * `kept`: A accepts it; `covered`: B accepts it, and the call is as B names its parts. Both accept what is `alike` or not, and `refusals` are
   * of both.
   */
  readonly about: 'kept' | 'covered' | 'alike' | 'refusals';
  readonly key: OutcomeKey;
  readonly from: JointNode;
  readonly call: Call;
  readonly a: Transition;
  readonly b: Transition;
  readonly differs: readonly string[];
}

export interface JointSearchOptions {
  readonly verify: VerifyOptions;
  readonly credentials: ReadonlyMap<string, string>;
  readonly maxDepth: number;
  readonly maxCalls: number;
  readonly mostOpen: number;
  readonly progress: (states: number, depth: number) => void;
}

export interface JointSightings {
  readonly coverage: JointCoverage;
  /** The first of each kind: by `sightingKey`. */
  readonly seen: ReadonlyMap<string, JointSighting>;
}

const PROGRESS_EVERY = 64;

export function sightingKey({ a }: OperationPair, about: JointSighting['about'], key: OutcomeKey): string {
  return `${a.id} ${about} ${key}`;
}

/**
 * Visits pairs of states in the order of their distance. A request that both accept is followed if what both know is the same afterwards: what
 * else they accept is asked from one state.
 */
export function searchBoth(pair: Pair, start: Pick<JointNode, 'a' | 'b'>, options: JointSearchOptions): JointSightings {
  const seen = new Map<string, JointSighting>();
  const open = new Map<string, OpenPart>();
  const visited = new Set([jointText(start)]);
  let calls = 0;
  const end = (how: JointCoverage['end'], depth: number): JointSightings => ({
    seen,
    coverage: { end: how, states: visited.size, calls, depth, open: [...open.values()] },
  });
  let layer: readonly JointNode[] = [{ ...start, edge: null, depth: 0 }];
  for (let depth = 0; layer.length > 0; depth += 1) {
    if (depth >= options.maxDepth) return end('depth', depth);
    const next: JointNode[] = [];
    for (const node of layer) {
      for (const operations of pair.operations) {
        const tried = jointCalls(pair, operations, node, options);
        for (const part of tried.open) open.set(`${part.operationId} ${part.part}`, part);
        for (const call of tried.calls) {
          if (calls >= options.maxCalls) return end('calls', depth);
          calls += 1;
          const found = tryCall(pair, node, operations, call, options);
          if (found === null) continue;
          for (const one of found.sightings) {
            const key = sightingKey(operations, one.about, one.key);
            if (!seen.has(key)) seen.set(key, one);
          }
          if (found.next === null || visited.has(jointText(found.next))) continue;
          visited.add(jointText(found.next));
          next.push(found.next);
          if (visited.size % PROGRESS_EVERY === 0) options.progress(visited.size, depth);
        }
      }
    }
    layer = next;
  }
  return end('all', options.maxDepth);
}

function jointText({ a, b }: Pick<JointNode, 'a' | 'b'>): string {
  return `${stateText(a)}\n\n${stateText(b)}`;
}

/** A call, and whose: as A or as B names its parts. Where the names are the same, it is a call of both. */
interface JointCall {
  readonly call: Call;
  readonly isOfA: boolean;
  readonly isOfB: boolean;
}

function jointCalls(
  { a, b }: Pair,
  operations: OperationPair,
  node: JointNode,
  { verify: { seed }, mostOpen }: JointSearchOptions,
): { readonly calls: readonly JointCall[]; readonly open: readonly OpenPart[] } {
  const how = { seed, mostOpen, withFaults: false };
  const ours = callsOf(a.concrete, operations.a, node.a, how);
  const theirs = callsOf(b.concrete, operations.b, node.b, how);
  const isNamedAlike = pathNames(operations.a, operations.b).size === 0;
  const calls = new Map<string, JointCall>();
  for (const call of ours.calls) calls.set(callText(call), { call, isOfA: true, isOfB: isNamedAlike });
  for (const call of theirs.calls) {
    const text = `${isNamedAlike ? '' : 'B '}${callText(call)}`;
    if (!calls.has(text)) calls.set(text, { call, isOfA: isNamedAlike, isOfB: true });
  }
  return { calls: [...calls.values()], open: [...ours.open, ...theirs.open] };
}

function callText({ args }: Call): string {
  return canonicalJson(
    args.map(
      ({ in: part, name, value }) =>
        new Map<ObjectKey, Value>([
          ['in', part],
          ['name', name],
          ['value', value],
        ]),
    ),
  );
}

interface Tried {
  readonly sightings: readonly JointSighting[];
  readonly next: JointNode | null;
}

/** Null where an outcome cannot be told. */
function tryCall(pair: Pair, from: JointNode, operations: OperationPair, made: JointCall, options: JointSearchOptions): Tried | null {
  const both = runBoth(pair, from, operations, made, options);
  if (typeof both === 'string') return null;
  const [a, b] = made.isOfA ? [both.first, both.second] : [both.second, both.first];
  const [accepts, covers] = [isAccepted(a), isAccepted(b)];
  const sighting = (about: JointSighting['about'], key: OutcomeKey, operation: OperationPair['a']): JointSighting => ({
    pair: operations,
    about,
    key,
    from,
    call: { ...made.call, operation },
    a,
    b,
    differs: both.differs,
  });
  const sightings: JointSighting[] = [];
  if (accepts && !covers && made.isOfA) sightings.push(sighting('kept', outcomeKey(b.outcome), operations.a));
  if (covers && !accepts && made.isOfB) sightings.push(sighting('covered', outcomeKey(a.outcome), operations.b));
  const isRefusedOtherwise = !accepts && !covers && a.outcome.status !== b.outcome.status;
  if (isRefusedOtherwise && made.isOfA) sightings.push({ ...sighting('refusals', REFUSED, operations.a), differs: ['status'] });
  if (!accepts || !covers || !made.isOfA) return { sightings, next: null };
  if (both.differs.length > 0) sightings.push(sighting('alike', UNLIKE, operations.a));
  if (!both.sameState) return { sightings, next: null };
  const edge: JointEdge = { from, pair: operations, call: { ...made.call, operation: operations.a }, a, b };
  return { sightings, next: { a: a.state, b: b.state, edge, depth: from.depth + 1 } };
}

function isAccepted({ outcome }: Transition): boolean {
  return outcome.kind === 'success';
}

/** Whoever names the parts of the call goes first, and the other's server chooses the same. */
function runBoth({ a, b }: Pair, from: JointNode, operations: OperationPair, made: JointCall, options: JointSearchOptions): Both | string {
  const { seed, now, limits } = options.verify;
  const view = (contract: View['contract'], operationId: string, state: State): View => {
    const fallback = seededChooser(contract, seed, from.depth);
    return { contract, operationId, state, chooserAfter: (choices) => scriptedChooser(choices, fallback) };
  };
  const ours = view(a.concrete, operations.a.id, from.a);
  const theirs = view(b.concrete, operations.b.id, from.b);
  const [first, second] = made.isOfA ? [ours, theirs] : [theirs, ours];
  const names = made.isOfA ? pathNames(operations.a, operations.b) : pathNames(operations.b, operations.a);
  return replayBoth(requestOf(made.call, options.credentials), first, second, { now, limits, names });
}

/** The steps from the start to the sighting and the call there, as the contract that accepts it names their parts. */
export function pathToSighting({ about, from, call, a, b }: JointSighting): readonly Edge[] {
  const edges: JointEdge[] = [];
  for (let { edge } = from; edge !== null; edge = edge.from.edge) edges.push(edge);
  const isOfB = about === 'covered';
  const before = edges.toReversed().map((edge): Edge => {
    const state = isOfB ? edge.from.b : edge.from.a;
    return { from: nodeOf(state, edge.from.depth), call: isOfB ? callOfB(edge) : edge.call, transition: isOfB ? edge.b : edge.a };
  });
  return [...before, { from: nodeOf(isOfB ? from.b : from.a, from.depth), call, transition: isOfB ? b : a }];
}

function nodeOf(state: State, depth: number): Edge['from'] {
  return { state, edge: null, depth };
}

function callOfB({ pair, call }: JointEdge): Call {
  const names = pathNames(pair.a, pair.b);
  const args = call.args.map((argument) =>
    argument.in === 'path' ? { ...argument, name: names.get(argument.name) ?? argument.name } : argument,
  );
  return { operation: pair.b, args };
}
