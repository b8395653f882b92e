// Decides what a value becomes when something below it is written or removed.

import type { Context } from '../context.ts';
import { entriesOf, writeItem, writeMember } from '../entries.ts';
import { equalSymbolic } from '../equality.ts';
import { asInteger, kindTerm } from '../kinds.ts';
import { ite } from '../merge.ts';
import { listOfGuarded } from '../normal.ts';
import { elementAt } from '../read.ts';
import type { Term } from '../term.ts';
import type { Symbolic } from '../value.ts';

/**
 * The value with what is at the path below it replaced where the guard holds; null removes a property or map entry. An empty path replaces
 * the value itself, whatever the guard.
 */
export function writeAt(context: Context, value: Symbolic, path: readonly Symbolic[], guard: Term, written: Symbolic | null): Symbolic {
  const [key, ...rest] = path;
  if (key === undefined) return written ?? value;
  if (rest.length === 0) return writeElement(context, value, key, guard, written);
  const { factory } = context;
  const element = elementAt(context, value, key);
  // What is certainly there is written whatever the guard, which goes down: else each write would be a choice between two whole values.
  if (element.present === factory.true)
    return writeElement(context, value, key, factory.true, writeAt(context, element.value, rest, guard, written));
  // What takes the place of the element only where the guard holds does not depend on it any more.
  const below = writeAt(context, narrowed(context, element.value, guard), rest, factory.true, written);
  return writeElement(context, value, key, guard, below);
}

/** The value without the alternatives that are excluded where the guard holds: what is written under it never meets them. */
export function narrowed(context: Context, value: Symbolic, guard: Term): Symbolic {
  if (value.kind !== 'union') return value;
  const possible = value.alternatives.filter((alternative) => context.factory.and([guard, alternative.guard]) !== context.factory.false);
  const [only] = possible;
  return possible.length === 1 && only !== undefined ? only.value : { kind: 'union', alternatives: possible };
}

function writeElement(context: Context, value: Symbolic, key: Symbolic, guard: Term, written: Symbolic | null): Symbolic {
  const { factory } = context;
  const isList = kindTerm(context, value, 'list');
  const ofObject = (): Symbolic => writeMember(context, value, key, guard, written);
  if (isList === factory.false || written === null) return ofObject();
  const ofList = (): Symbolic => writeItem(context, value, asInteger(context, key).term, guard, written);
  return isList === factory.true ? ofList() : ite(context, isList, ofList(), ofObject());
}

/** An index that is taken out of a list where `guard` holds. */
export interface RemovedIndex {
  readonly guard: Term;
  readonly index: Symbolic;
}

/** The list without the elements at the indices, all of which count in the list as it is. */
export function withoutItems(context: Context, list: Symbolic, removed: readonly RemovedIndex[]): Symbolic {
  const { factory } = context;
  const kept = entriesOf(context, list).slots.map(({ key, present, value }) => {
    const goes = removed.map(({ guard, index }) => factory.and([guard, equalSymbolic(context, index, key)]));
    return { guard: factory.and([present, factory.not(factory.or(goes))]), value };
  });
  return listOfGuarded(context, kept);
}
