// Decides the sum of a number over all records of an unknown collection: an unknown total at the start, and what each write has changed since.
// No list is made of the records, so no bound is put on their number.

import type { Expression } from '../../contract/expression.ts';
import { printExpression } from '../../contract/print.ts';
import { partsOf } from '../../contract/subexpressions.ts';
import { keyText } from '../collection/key.ts';
import { emptyLog } from '../collection/log.ts';
import { lookUp } from '../collection/read.ts';
import { quantifyKeys } from '../collection-equality.ts';
import { equalSymbolic } from '../equality.ts';
import { asNumber, isTrue, isUndecided } from '../kinds.ts';
import { numberValue } from '../normal.ts';
import type { Sort, Term } from '../term.ts';
import type { Result, Symbolic, SymbolicCollection } from '../value.ts';
import { bind } from './bind.ts';
import type { Compiling, Node } from './compiling.ts';

/** The construct that a model depends on where it says what such a total is: it need not be the sum of the records that the model shows. */
const CONSTRUCT = 'total of an unknown collection';

type Collect = Node<'collect'>;

/**
 * The sum of `collection.map(k, body)` (with or without a condition); null where it has to be found record by record: the collection is known, the
 * body depends on more than its record, or it can be an error.
 */
export function totalOfCollection(compiling: Compiling, list: Expression | undefined): Result | null {
  const { context } = compiling;
  if (context.quantifiers !== 'exact' || list === undefined || !isLocalMap(list)) return null;
  const over = compiling.compile(list.over);
  const c = over.value;
  if (over.error !== context.factory.false || c.kind !== 'collection' || c.base.kind !== 'unknown') return null;
  const base: SymbolicCollection = { ...c, log: emptyLog(context.factory.int(0)) };
  const sort = sortOfPart(compiling, list, base);
  if (sort === null) return null;
  return total(compiling, list, c, base, sort);
}

function total(compiling: Compiling, list: Collect, c: SymbolicCollection, base: SymbolicCollection, sort: Sort): Result | null {
  const { context } = compiling;
  const { factory } = context;
  const keys = writtenKeys(c);
  const changes: Term[] = [];
  for (const [i, key] of keys.entries()) {
    const now = partAt(compiling, list, c, key);
    const before = partAt(compiling, list, base, key);
    if (now === null || before === null) return null;
    const isFirst = factory.and(keys.slice(0, i).map((other) => factory.not(equalSymbolic(context, other, key))));
    changes.push(factory.ite(isFirst, factory.subtract(now, before), zero(compiling, sort)));
  }
  const atStart = context.opaque(CONSTRUCT, sort, [], `${c.collection.name}: ${printExpression(list)}`);
  return { value: numberValue(factory.sum([atStart, ...changes])), error: factory.false };
}

function zero({ context: { factory } }: Compiling, sort: Sort): Term {
  return sort === 'real' ? factory.real(0) : factory.int(0);
}

function writtenKeys(c: SymbolicCollection): readonly Symbolic[] {
  const keys = new Map<string, Symbolic>();
  for (let write = c.log.head; write !== null; write = write.previous) keys.set(keyText(write.key), write.key);
  return [...keys.values()];
}

/** What the record at the key adds to the sum; null where that can be an error. */
function partAt(compiling: Compiling, list: Collect, c: SymbolicCollection, key: Symbolic): Term | null {
  const { context, frame } = compiling;
  const { factory } = context;
  const { present, record } = lookUp(context, c, key);
  if (present === factory.false) return factory.int(0);
  const name = list.over.kind === 'root' && list.over.root.kind === 'collection' ? list.over.root.name : null;
  const inside = compiling.within({
    ...frame,
    root: (root) => (root.kind === 'collection' && root.name === name ? { value: c, error: factory.false } : frame.root(root)),
  });
  bind(inside, list.binding, c, { key, value: record });
  const test = list.where === null ? null : inside.compile(list.where);
  if (test !== null && factory.and([present, isUndecided(context, test)]) !== factory.false) return null;
  const counts = test === null ? present : factory.and([present, isTrue(context, test)]);
  if (list.body === null) return null;
  const made = inside.compile(list.body);
  const { term, error } = asNumber(context, made.value);
  if (factory.and([counts, factory.or([made.error, error])]) !== factory.false) return null;
  return factory.ite(counts, term, factory.int(0));
}

/** The sort of what a record adds, whichever record it is; null where it can be an error. */
function sortOfPart(compiling: Compiling, list: Collect, base: SymbolicCollection): Sort | null {
  const { context } = compiling;
  let sort: Sort | null = null;
  quantifyKeys(context, 'forall', base, (key) => {
    sort = partAt(compiling, list, base, key)?.sort ?? null;
    return { range: context.factory.false, holds: context.factory.true };
  });
  return sort;
}

/** A map over a collection whose body and condition look at nothing but the record in hand. */
function isLocalMap(list: Expression): list is Collect {
  if (list.kind !== 'collect' || list.macro !== 'map' || list.over.kind !== 'root' || list.over.root.kind !== 'collection') return false;
  const { name, state } = list.over.root;
  const { binding } = list;
  const keySlot = binding.kind === 'single' ? binding.slot : binding.key;
  const slots = new Set(binding.kind === 'single' ? [binding.slot] : [binding.key, binding.value]);
  const isLocal = (part: Expression): boolean => {
    if (part.kind === 'local') return slots.has(part.slot);
    if (part.kind === 'root' || part.kind === 'fresh' || BINDERS.has(part.kind)) return false;
    const isOwnRecord =
      part.kind === 'index' &&
      part.of.kind === 'root' &&
      part.of.root.kind === 'collection' &&
      part.of.root.name === name &&
      part.of.root.state === state &&
      part.key.kind === 'local' &&
      part.key.slot === keySlot;
    return isOwnRecord || partsOf(part).every(isLocal);
  };
  return [list.where, list.body].every((part) => part === null || isLocal(part));
}

/** Expressions with variables of their own. */
const BINDERS: ReadonlySet<Expression['kind']> = new Set(['let', 'definition', 'quantify', 'collect', 'fold']);
