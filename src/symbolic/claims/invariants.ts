// Decides whether the invariants hold after a step: looked at only where the step wrote, if they held before.

import type { Timestamp } from '../../base/value.ts';
import type { Requirement } from '../../contract/contract.ts';
import type { Execution } from '../execution.ts';
import { sightOf } from '../frame.ts';
import type { SymbolicState } from '../state.ts';
import type { Term } from '../term.ts';
import type { Symbolic } from '../value.ts';
import { eachHolds, ruleHolds } from './evaluate-rule.ts';
import { type Conjunct, conjunctsOf, type Each } from './invariant-form.ts';

/** What a step wrote: by collection the keys, each once; an empty list for an assigned variable. */
export type Touched = ReadonlyMap<string, readonly TouchedKey[]>;

export interface TouchedKey {
  readonly key: Symbolic;
  /** The properties that changed; null if the record as a whole was written. */
  readonly properties: ReadonlySet<string> | null;
}

/** Whether the invariant holds in the state, about which nothing is known. */
export function invariantHolds(execution: Execution, state: SymbolicState, invariant: Requirement, now: Timestamp): Term {
  const { factory } = execution.context;
  return factory.and(conjunctsOf(invariant).map((conjunct) => ruleHolds(execution, sightOf(state, now), conjunct.expression)));
}

/** Whether the invariant holds in the state after a step. Exact if it held in the state before wherever that is said to hold it. */
export function invariantHoldsAfter(
  execution: Execution,
  after: SymbolicState,
  invariant: Requirement,
  touched: Touched,
  now: Timestamp,
): Term {
  if (!after.holding.has(invariant.id)) return invariantHolds(execution, after, invariant, now);
  const { factory } = execution.context;
  return factory.and(conjunctsOf(invariant).map((conjunct) => conjunctHoldsAfter(execution, after, conjunct, touched, now)));
}

function conjunctHoldsAfter(execution: Execution, after: SymbolicState, conjunct: Conjunct, touched: Touched, now: Timestamp): Term {
  const sight = sightOf(after, now);
  if (conjunct.timed) return ruleHolds(execution, sight, conjunct.expression);
  const { each } = conjunct;
  const written = [...conjunct.roots].filter((root) => touched.has(root));
  if (written.length === 0) return execution.context.factory.true;
  if (each === null || written.some((root) => root !== each.collection)) return ruleHolds(execution, sight, conjunct.expression);
  const keys = (touched.get(each.collection) ?? []).filter((key) => matters(each, key));
  return execution.context.factory.and(keys.map(({ key }) => eachHolds(execution, sight, each, key)));
}

function matters(each: Each, { properties }: TouchedKey): boolean {
  if (each.properties === null || properties === null) return true;
  return [...properties].some((name) => each.properties?.has(name) === true);
}
