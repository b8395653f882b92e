// Decides which part of the state an invariant depends on, so that it is only looked at where a step wrote.

import type { Requirement } from '../../contract/contract.ts';
import type { Binding, Expression, Root } from '../../contract/expression.ts';
import { partsOf, subexpressions } from '../../contract/subexpressions.ts';

/** One conjunct of an invariant. */
export interface Conjunct {
  readonly expression: Expression;
  /** Collections and variables that it reads. */
  readonly roots: ReadonlySet<string>;
  /** Whether it depends on the clock. */
  readonly timed: boolean;
  /** Not null: it says of every record by itself that `body` holds, reading its own collection at that record's key only. */
  readonly each: Each | null;
}

export interface Each {
  readonly collection: string;
  readonly binding: Binding;
  readonly body: Expression;
  /** The properties of the record that it reads; null if it may read any. */
  readonly properties: ReadonlySet<string> | null;
}

const forms = new WeakMap<Requirement, readonly Conjunct[]>();

/** The invariant as a conjunction. */
export function conjunctsOf(invariant: Requirement): readonly Conjunct[] {
  const known = forms.get(invariant);
  if (known !== undefined) return known;
  const made = split(invariant.rule.expression).map(conjunctOf);
  forms.set(invariant, made);
  return made;
}

function split(expression: Expression): readonly Expression[] {
  return expression.kind === 'and' ? [...split(expression.left), ...split(expression.right)] : [expression];
}

function conjunctOf(expression: Expression): Conjunct {
  const roots = new Set<string>();
  let timed = false;
  for (const root of rootsIn(expression)) {
    if (root.kind === 'collection' || root.kind === 'variable') roots.add(root.name);
    if (root.kind === 'now') timed = true;
  }
  return { expression, roots, timed, each: eachOf(expression) };
}

function eachOf(expression: Expression): Each | null {
  if (expression.kind !== 'quantify' || expression.quantifier !== 'all') return null;
  const { over, binding, body } = expression;
  if (over.kind !== 'root' || over.root.kind !== 'collection' || over.root.state !== 'current') return null;
  const { name } = over.root;
  const keySlot = binding.kind === 'single' ? binding.slot : binding.key;
  if (!readsOnlyAtKey(body, name, keySlot)) return null;
  const properties = new Set<string>();
  const whole = readsWhole(body, (part) => isRecord(part, name, binding), properties);
  return { collection: name, binding, body, properties: whole ? null : properties };
}

/** Whether the expression is the record that an invariant is looking at. */
function isRecord(expression: Expression, collection: string, binding: Binding): boolean {
  if (expression.kind === 'index') return isRootOf(expression.of, collection);
  return binding.kind === 'pair' && isLocal(expression, binding.value);
}

/** Whether the record is used other than for a property by name; the names are added to the set. */
function readsWhole(expression: Expression, isRead: (part: Expression) => boolean, properties: Set<string>): boolean {
  if (isRead(expression)) return true;
  if ((expression.kind === 'member' || expression.kind === 'has') && isRead(expression.of)) {
    properties.add(expression.name);
    return false;
  }
  return partsOf(expression).some((child) => readsWhole(child, isRead, properties));
}

/** Whether each occurrence of the collection in the expression is `collection[key]` or `key in collection`, with the local at the slot for the key. */
function readsOnlyAtKey(expression: Expression, collection: string, keySlot: number): boolean {
  if (isRootOf(expression, collection)) return false;
  if (expression.kind === 'index' && isRootOf(expression.of, collection)) return isLocal(expression.key, keySlot);
  return partsOf(expression).every((child) => readsOnlyAtKey(child, collection, keySlot));
}

function isRootOf(expression: Expression, collection: string): boolean {
  return expression.kind === 'root' && expression.root.kind === 'collection' && expression.root.name === collection;
}

function isLocal(expression: Expression, slot: number): boolean {
  return expression.kind === 'local' && expression.slot === slot;
}

function rootsIn(expression: Expression): readonly Root[] {
  return subexpressions(expression).flatMap((part) => (part.kind === 'root' ? [part.root] : []));
}
