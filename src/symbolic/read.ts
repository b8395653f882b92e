// Decides what a value has at a key, an index or under a name.

import { isList, isNumber, isObject } from '../base/value.ts';
import { lookUp } from './collection/read.ts';
import type { Context } from './context.ts';
import { lengthOfFree } from './free/facts.ts';
import { freeItem } from './free/list.ts';
import { asInteger, kindOfAlternative } from './kinds.ts';
import { elementOf } from './lists.ts';
import { alternativesOf, choose } from './merge.ts';
import { elementsAtHand } from './merge-lists.ts';
import { known } from './normal.ts';
import { entryOf, type Lookup, nothing, there } from './objects.ts';
import type { Term } from './term.ts';
import type { Free, Symbolic } from './value.ts';

export type { Lookup } from './objects.ts';

/** The property of that name; absent where the value is no object. */
export function memberOf(context: Context, value: Symbolic, name: string): Lookup {
  if (value.kind === 'known') {
    const member = isObject(value.value) ? value.value.get(name) : undefined;
    return member === undefined ? nothing(context) : there(context, known(member));
  }
  return entryOf(context, value, known(name));
}

/** The element of a list at an index, the entry of an object at a key, the record of a collection at a key; absent from other values. */
export function elementAt(context: Context, value: Symbolic, key: Symbolic): Lookup {
  if (value.kind !== 'union') return elementOfAlternative(context, value, key);
  const { factory } = context;
  const found = alternativesOf(context, value).map((a) => {
    const { present, value: element } = elementOfAlternative(context, a.value, key);
    return { guard: factory.and([a.guard, present]), value: element };
  });
  return { present: factory.or(found.map((one) => one.guard)), value: choose(context, found) };
}

function elementOfAlternative(context: Context, value: Symbolic, key: Symbolic): Lookup {
  if (value.kind === 'collection') {
    const { present, record } = lookUp(context, value, key);
    return { present, value: record };
  }
  return kindOfAlternative(value) === 'list' ? itemAt(context, value, key) : entryOf(context, value, key);
}

function itemAt(context: Context, list: Symbolic, key: Symbolic): Lookup {
  if (list.kind === 'known' && key.kind === 'known') {
    const item =
      isList(list.value) && key.value !== null && isNumber(key.value) && typeof key.value === 'number' ? list.value[key.value] : undefined;
    return item === undefined ? nothing(context) : there(context, known(item));
  }
  const { factory } = context;
  const { term, error } = asInteger(context, key);
  const found = itemAtTerm(context, list, term);
  return { present: factory.and([factory.not(error), found.present]), value: found.value };
}

function itemAtTerm(context: Context, list: Symbolic, index: Term): Lookup {
  const { factory } = context;
  if (list.kind === 'free') return freeItemAt(context, list, index);
  const slots = elementsAtHand(context, list) ?? [];
  if (list.kind === 'sparse' || index.kind !== 'constant') return elementOf(context, slots, index);
  const slot = typeof index.value === 'number' ? slots[index.value] : undefined;
  return slot === undefined ? { present: factory.false, value: nothing(context).value } : there(context, slot.value);
}

function freeItemAt(context: Context, list: Free, index: Term): Lookup {
  const { factory } = context;
  const present = factory.and([factory.lessOrEqual(factory.int(0), index), factory.less(index, lengthOfFree(context, list))]);
  return { present, value: freeItem(context, list, index) };
}
