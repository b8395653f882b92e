// Decides which parts of its request an operation reads, and which of these can only be keys of records that are there.

import { isNumber, type Value } from '../base/value.ts';
import type { Operation } from '../contract/contract.ts';
import type { Expression, Slot } from '../contract/expression.ts';
import { conjuncts, indispensable, indispensablePlaces, rulesOf } from '../contract/rules-of.ts';
import { partsOf, subexpressions } from '../contract/subexpressions.ts';

/** A part of a request as text: `path.orderId`, `body`, `body.items`. */
export type PartText = string;

/** What of a request matters for the outcome of an operation. */
export interface Reads {
  /** Whether the value of the part makes a difference, as a whole or in some part below it. */
  readonly isRead: (part: PartText) => boolean;
  /** Collections of whose records the part must be a key (or that component of a composite key): without such a record nothing succeeds. */
  readonly keys: ReadonlyMap<PartText, LiveKey>;
  /** Texts and numbers in the rules: what a part of the request may be compared with. */
  readonly literals: readonly Value[];
}

/** A key of a record that is there; `component` is the place in a composite key, or null. */
export interface LiveKey {
  readonly collection: string;
  readonly component: number | null;
  /** Without such a record the request is refused; else it may be a fault of the contract. */
  readonly isRefused: boolean;
}

const known = new WeakMap<Operation, Reads>();

/** Worked out once for each operation. */
export function readsOf(operation: Operation): Reads {
  const before = known.get(operation);
  if (before !== undefined) return before;
  const read = new Set<PartText>();
  for (const rule of rulesOf(operation)) collectReads(rule, read);
  const isRead = (part: PartText): boolean =>
    [...read].some((text) => text === part || text.startsWith(`${part}.`) || part.startsWith(`${text}.`));
  const reads: Reads = { isRead, keys: liveKeys(operation), literals: literalsIn(operation) };
  known.set(operation, reads);
  return reads;
}

function literalsIn(operation: Operation): readonly Value[] {
  const found = rulesOf(operation).flatMap(subexpressions);
  const values = found.flatMap((part) =>
    part.kind === 'literal' && (typeof part.value === 'string' || isNumber(part.value)) ? [part.value] : [],
  );
  return [...new Set(values)];
}

/** The longest chains of properties from a part of the request. A part that is used as a whole is read with all that is in it. */
function collectReads(expression: Expression, read: Set<PartText>): void {
  const pending: Expression[] = [expression];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const part = partTextOf(next);
    if (part === null) pending.push(...partsOf(next));
    else read.add(part);
  }
}

/** The parts of the request that an expression reads. */
export function partsRead(expression: Expression): ReadonlySet<PartText> {
  const read = new Set<PartText>();
  collectReads(expression, read);
  return read;
}

/** The part that an expression is; null for what is no chain of properties from the request, or from a local that `names` says is a part. */
export function partTextOf(expression: Expression, names: ReadonlyMap<Slot, PartText> = NO_NAMES): PartText | null {
  if (expression.kind === 'local') return names.get(expression.slot) ?? null;
  if (expression.kind === 'root') {
    if (expression.root.kind === 'sent') return 'body';
    return expression.root.kind === 'request' ? expression.root.part : null;
  }
  if (expression.kind !== 'member' && expression.kind !== 'has') return null;
  const of = partTextOf(expression.of, names);
  return of === null ? null : `${of}.${expression.name}`;
}

const NO_NAMES: ReadonlyMap<Slot, PartText> = new Map();

function liveKeys(operation: Operation): ReadonlyMap<PartText, LiveKey> {
  const found = new Map<PartText, LiveKey>();
  const note = (collection: string, key: Expression, isRefused = true): void => {
    const parts = key.kind === 'list' ? key.items.map((item, component) => ({ item, component })) : [{ item: key, component: null }];
    for (const { item, component } of parts) {
      const part = partTextOf(item);
      if (part !== null && !found.has(part)) found.set(part, { collection, component, isRefused });
    }
  };
  for (const { rule } of operation.preconditions) {
    for (const conjunct of conjuncts(rule.expression)) noteMembership(conjunct, note);
  }
  for (const expression of indispensable(operation)) {
    if (expression.kind !== 'index') continue;
    const collection = collectionName(expression.of);
    if (collection !== null) note(collection, expression.key);
  }
  for (const { root, steps } of indispensablePlaces(operation)) {
    const first = steps[0];
    if (first?.kind === 'key') note(root, first.key, false);
  }
  return found;
}

function noteMembership(conjunct: Expression, note: (collection: string, key: Expression) => void): void {
  if (conjunct.kind !== 'call' || conjunct.operator !== 'inMap') return;
  const [key, map] = conjunct.args;
  const collection = map === undefined ? null : collectionName(map);
  if (key !== undefined && collection !== null) note(collection, key);
}

function collectionName(expression: Expression): string | null {
  if (expression.kind !== 'root' || expression.root.kind !== 'collection' || expression.root.state !== 'current') return null;
  return expression.root.name;
}
