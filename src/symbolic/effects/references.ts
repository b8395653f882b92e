// Decides what deleting a record does to the records that refer to it: refuse, delete them too, or nothing.

import type { Collection, Reference } from '../../contract/contract.ts';
import { type Cause, CONFLICT } from '../../contract/outcome.ts';
import { keyText } from '../collection/key.ts';
import { boundedSlots, type Slot } from '../collection/slots.ts';
import { entriesOf } from '../entries.ts';
import { equalSymbolic } from '../equality.ts';
import type { Execution } from '../execution.ts';
import { kindTerm } from '../kinds.ts';
import { memberOf } from '../read.ts';
import { collectionOf, type SymbolicState } from '../state.ts';
import type { Term } from '../term.ts';
import type { Symbolic } from '../value.ts';
import { applyWrites } from './apply.ts';
import type { PlannedWrite, Problem } from './plan.ts';

/** The state with the cascades carried out, their writes, and the refusals. */
export interface Settled {
  readonly state: SymbolicState;
  readonly cascades: readonly PlannedWrite[];
  readonly problems: readonly Problem[];
}

interface ReferringProperty {
  readonly from: Collection;
  readonly property: string;
  readonly reference: Reference;
}

/**
 * What `onDelete` adds to a step. `state` has the step's writes applied. First the cascades, until they reach no more records, then what
 * restricts: a record that was deleted too refers to nothing any more.
 */
export function settleReferences(execution: Execution, state: SymbolicState, writes: readonly PlannedWrite[]): Settled {
  const removals = writes.filter((write) => isRecordRemoval(execution, write));
  const referring = [...execution.contract.collections.values()].flatMap(propertiesOf);
  if (removals.length === 0 || referring.length === 0) return { state, cascades: [], problems: [] };
  const cascaded = cascade(execution, state, removals, referring);
  const all = [...removals, ...cascaded.cascades];
  const restricting = referring.filter(({ reference }) => reference.onDelete === 'restrict');
  return {
    ...cascaded,
    problems: [...cascaded.problems, ...restricting.map((property) => restriction(execution, cascaded.state, property, all))],
  };
}

function propertiesOf(collection: Collection): readonly ReferringProperty[] {
  const all = [...collection.references].map(([property, reference]) => ({ from: collection, property, reference }));
  return all.filter(({ reference }) => reference.onDelete !== 'ignore');
}

function isRecordRemoval(execution: Execution, write: PlannedWrite): boolean {
  return write.value === null && write.path.length === 1 && execution.contract.collections.has(write.root);
}

function cascade(
  execution: Execution,
  start: SymbolicState,
  removals: readonly PlannedWrite[],
  referring: readonly ReferringProperty[],
): Settled {
  const { context } = execution;
  const cascading = referring.filter(({ reference }) => reference.onDelete === 'cascade');
  const cascades: PlannedWrite[] = [];
  let state = start;
  let fresh = removals;
  for (let round = 0; fresh.length > 0; round += 1) {
    if (round >= MAX_OPEN_ROUNDS && fresh.every((write) => write.guard !== context.factory.true)) {
      return { state, cascades, problems: [tooDeep(execution, fresh)] };
    }
    const next: PlannedWrite[] = [];
    for (const property of cascading) {
      const found = removalsThrough(execution, state, property, fresh);
      state = applyWrites(context, state, found, context.factory.true);
      next.push(...found);
    }
    cascades.push(...next);
    fresh = next;
  }
  return { state, cascades, problems: [] };
}

/** Rounds of cascades after which only certain deletions are followed. */
const MAX_OPEN_ROUNDS = 8;

/** Where deletions that may or may not happen go on cascading, the outcome is left open. */
function tooDeep(execution: Execution, pending: readonly PlannedWrite[]): Problem {
  const { context } = execution;
  const open = context.opaque(
    `cascades of more than ${MAX_OPEN_ROUNDS} rounds`,
    'bool',
    pending.map((write) => write.guard),
  );
  const cause = (): Cause => ({
    kind: 'reference',
    id: 'references',
    rule: 'references',
    message: 'cascades too deep to follow',
    layer: 'declared',
    source: null,
  });
  return {
    kind: 'refused',
    condition: context.factory.and([context.factory.or(pending.map((write) => write.guard)), open]),
    status: CONFLICT,
    cause,
  };
}

/** The deletions of the records that refer by the property to one of the removed. Each round removes records, so there are finitely many. */
function removalsThrough(
  execution: Execution,
  state: SymbolicState,
  property: ReferringProperty,
  removed: readonly PlannedWrite[],
): readonly PlannedWrite[] {
  const { factory } = execution.context;
  const found: PlannedWrite[] = [];
  for (const slot of referrers(execution, state, property, removed)) {
    const guard = refersToRemoved(execution, slot, property, removed);
    const effect = `references/${property.from.name}/${property.property}`;
    if (guard !== factory.false)
      found.push({ effect, guard, root: property.from.name, path: [slot.key], value: null, adds: factory.false, removesItem: false });
  }
  return found;
}

function restriction(execution: Execution, state: SymbolicState, property: ReferringProperty, removed: readonly PlannedWrite[]): Problem {
  const { factory } = execution.context;
  const { from, reference } = property;
  const refers = referrers(execution, state, property, removed).map((slot) => refersToRemoved(execution, slot, property, removed));
  const id = `references/${from.name}/${property.property}`;
  const rule = `references: ${from.name}.${property.property} -> ${reference.collection} (restrict)`;
  const cause = (): Cause => ({
    kind: 'reference',
    id,
    rule,
    message: `a record of ${from.name} refers to the record to delete`,
    layer: 'declared',
    source: reference.source,
  });
  return { kind: 'refused', condition: factory.or(refers), status: CONFLICT, cause };
}

function referrers(
  execution: Execution,
  state: SymbolicState,
  property: ReferringProperty,
  removed: readonly PlannedWrite[],
): readonly Slot[] {
  if (!removed.some((write) => write.root === property.reference.collection)) return [];
  return boundedSlots(execution.context, collectionOf(state, property.from.name));
}

function refersToRemoved(execution: Execution, slot: Slot, property: ReferringProperty, removed: readonly PlannedWrite[]): Term {
  const { context } = execution;
  const { factory } = context;
  const reference = memberOf(context, slot.record, property.property);
  if (reference.present === factory.false) return factory.false;
  const targets = removed.filter((write) => write.root === property.reference.collection);
  const hits = targets.map((write) => factory.and([write.guard, refersTo(execution, reference.value, write.path[0])]));
  return factory.and([slot.present, reference.present, factory.or(hits)]);
}

/** Whether a reference is the key, or a list that holds it. */
function refersTo(execution: Execution, reference: Symbolic, key: Symbolic | undefined): Term {
  const { context } = execution;
  const { factory } = context;
  if (key === undefined) return factory.false;
  if (reference.kind === 'known' && key.kind === 'known' && keyText(reference) === keyText(key)) return factory.true;
  const isList = kindTerm(context, reference, 'list');
  const equal = equalSymbolic(context, reference, key);
  if (isList === factory.false) return equal;
  const holds = entriesOf(context, reference).slots.map((item) => factory.and([item.present, equalSymbolic(context, item.value, key)]));
  return factory.or([equal, factory.and([isList, factory.or(holds)])]);
}
