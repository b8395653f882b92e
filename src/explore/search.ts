// Decides what can be reached from a state: a breadth-first search through the concrete interpreter, every call that succeeds one edge.

import { DEFAULT_LIMITS, type Limits } from '../base/limits.ts';
import type { Timestamp } from '../base/value.ts';
import type { Contract } from '../contract/contract.ts';
import type { Expression } from '../contract/expression.ts';
import type { State } from '../simulate/state.ts';
import { step, type Transition } from '../simulate/step.ts';
import { type Call, requestOf } from './call.ts';
import { callsOf } from './calls.ts';
import { forgetting } from './forget.ts';
import type { OpenPart } from './open-part.ts';
import { orderFree } from './order-free.ts';
import { searchChooser } from './search-chooser.ts';
import { stateText } from './state-text.ts';

/** A state that was reached, and how. */
export interface Node {
  readonly state: State;
  /** Null for the initial state. */
  readonly edge: Edge | null;
  /** Steps from the initial state; no shorter way was found, and none exists where all calls were tried. */
  readonly depth: number;
}

export interface Edge {
  readonly from: Node;
  readonly call: Call;
  readonly transition: Transition;
}

export interface SearchOptions {
  readonly now: Timestamp;
  readonly seed: number;
  readonly limits?: Limits;
  readonly credentials: ReadonlyMap<string, string>;
  readonly maxDepth: number;
  /** Calls that all states may try together. */
  readonly maxCalls: number;
  /** Combinations of arguments that are tried where not all can be. */
  readonly mostOpen: number;
  /** Whether calls that end in a fault of the contract are tried too, and not only those that may succeed. */
  readonly withFaults: boolean;
  /** A state is entered so many times, by different ways; 1 for shortest ways alone. */
  readonly maxVisits: number;
  /** How ways differ: in their sequences of operations, or in that none has all the operations of another. The former unless given. */
  readonly waysDiffer?: 'in-order' | 'in-operations';
  /** What else is asked of states, besides what the contract says. */
  readonly rules: readonly Expression[];
  /** States that are not entered. */
  readonly isBarred: (state: State) => boolean;
  /** Told of everything that is tried, also what is refused or fails. */
  readonly observe?: (from: Node, call: Call, transition: Transition) => void;
  /** Told now and then how far the search is. */
  readonly progress?: (states: number, depth: number) => void;
}

/** How a search ended, and what it covered. */
export interface Coverage {
  /** `all`: every state within reach was visited. `depth`: all within that many steps. `calls`: all within `depth` steps, and then there were too many. */
  readonly end: 'all' | 'depth' | 'calls' | 'found';
  readonly states: number;
  /** Calls that were tried. */
  readonly calls: number;
  /** All states that so many steps reach were visited. */
  readonly depth: number;
  /** Parts of requests of which not all values were tried: what they reach may have been missed. Empty: nothing was. */
  readonly open: readonly OpenPart[];
  /** Whether different ways to a state were left out because there were too many. */
  readonly isThinned: boolean;
  /** Requests whose outcome the concrete interpreter could not tell: what they lead to may have been missed. */
  readonly undecided: readonly string[];
}

const PROGRESS_EVERY = 512;

/**
 * Visits states in the order of their distance, and stops, or goes no further from there, where `visit` says so. A call is tried if it fits the schema, and followed if it
 * succeeds (2xx) and leads to a new state. The clock stands still, and the server chooses by the seed, the state and the request.
 */
export function search(
  contract: Contract,
  start: State,
  options: SearchOptions,
  visit: (node: Node) => 'stop' | 'go on' | 'turn back',
): Coverage {
  const seen = createVisits(options, orderFree(contract, options.rules));
  const following: Following = { ...options, forget: forgetting(contract) };
  const open = new Map<string, OpenPart>();
  const undecided = new Set<string>();
  let calls = 0;
  const coverage = (end: Coverage['end'], depth: number): Coverage => ({
    end,
    states: seen.size,
    calls,
    depth,
    open: [...open.values()],
    isThinned: seen.isThinned,
    undecided: [...undecided],
  });
  const root: Node = { state: start, edge: null, depth: 0 };
  seen.enter(root);
  if (options.isBarred(start)) return coverage('all', options.maxDepth);
  if (visit(root) === 'stop') return coverage('found', 0);
  let layer: readonly Node[] = [root];
  for (let depth = 0; layer.length > 0; depth += 1) {
    if (depth >= options.maxDepth) return coverage('depth', depth);
    const next: Node[] = [];
    for (const node of layer) {
      for (const operation of contract.operations.values()) {
        const tried = callsOf(contract, operation, node.state, options);
        for (const part of tried.open) open.set(`${part.operationId} ${part.part}`, part);
        for (const call of tried.calls) {
          if (calls >= options.maxCalls) return coverage('calls', depth);
          calls += 1;
          const found = follow(contract, node, call, following, undecided);
          if (found === null || options.isBarred(found.state)) continue;
          if (!seen.enter(found)) continue;
          if (seen.size % PROGRESS_EVERY === 0) options.progress?.(seen.size, depth);
          const verdict = visit(found);
          if (verdict === 'stop') return coverage('found', depth);
          if (verdict === 'go on') next.push(found);
        }
      }
    }
    layer = next;
  }
  return coverage('all', options.maxDepth);
}

interface Visits {
  /** States that were entered. */
  readonly size: number;
  /** Whether a way was turned away because there were too many. */
  readonly isThinned: boolean;
  /** Whether the state of the node is to be entered by its way; takes note of it. */
  enter(node: Node): boolean;
}

function createVisits({ maxVisits: most, waysDiffer }: SearchOptions, unordered: ReadonlySet<string>): Visits {
  const ways = new Map<string, Way[]>();
  const isCovered = (way: Way, known: Way): boolean =>
    waysDiffer === 'in-operations' ? hasAll(way, known) : way.length === known.length && way.every((id, i) => id === known[i]);
  let isThinned = false;
  return {
    get size() {
      return ways.size;
    },
    get isThinned() {
      return isThinned;
    },
    enter: (node) => {
      const text = stateText(node.state, unordered);
      const known = ways.get(text);
      // The operations of a way are spelled out only where several count.
      const way = most === 1 ? [] : wayTo(node, waysDiffer === 'in-operations');
      if (known === undefined) ways.set(text, [way]);
      else if (known.some((one) => isCovered(way, one))) return false;
      else if (known.length >= most) {
        isThinned = true;
        return false;
      } else known.push(way);
      return true;
    },
  };
}

/** The operations of a way to a state, by their names. */
export type Way = readonly string[];

/** The operations on the way to a node, in the order of the way or of their names. */
export function wayTo(node: Node, isSorted: boolean): Way {
  const ids = pathTo(node).map(({ call }) => call.operation.id);
  return isSorted ? ids.toSorted() : ids;
}

/** Whether a way has all the operations of another, as often; both are in the order of names. */
export function hasAll(way: Way, other: Way): boolean {
  let at = 0;
  for (const id of way) if (id === other[at]) at += 1;
  return at === other.length;
}

interface Following extends SearchOptions {
  readonly forget: (state: State) => State;
}

function follow(contract: Contract, from: Node, call: Call, options: Following, undecided: Set<string>): Node | null {
  const transition = step(contract, from.state, requestOf(call, options.credentials), {
    chooser: searchChooser(contract, from.state, call, options.seed),
    now: options.now,
    invariantsHold: true,
    limits: options.limits ?? DEFAULT_LIMITS,
  });
  if (transition.kind === 'undecided') {
    undecided.add(`${call.operation.id}: ${transition.message}`);
    return null;
  }
  options.observe?.(from, call, transition);
  const { outcome } = transition;
  if (outcome.kind !== 'success') return null;
  if (outcome.status < 200 || outcome.status > 299) {
    // A step claims 2xx unless it says otherwise, and steps that are searched for say nothing. What is behind is missed, then.
    if (transition.state !== from.state)
      undecided.add(`${call.operation.id}: what comes after an answer of ${outcome.status} is not searched`);
    return null;
  }
  return { state: options.forget(transition.state), edge: { from, call, transition }, depth: from.depth + 1 };
}

/** The edges from the initial state to a node, in order. */
export function pathTo(node: Node): readonly Edge[] {
  const path: Edge[] = [];
  for (let { edge } = node; edge !== null; edge = edge.from.edge) path.push(edge);
  return path.toReversed();
}
