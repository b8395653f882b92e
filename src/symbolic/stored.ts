// Decides what becomes of a value that is stored or sent: instants and durations become text, bytes and types have no JSON.

import { printDuration, printTimestamp } from '../base/time.ts';
import { isList, isNumber, isObject, type Value } from '../base/value.ts';
import type { Context } from './context.ts';
import { choose } from './merge.ts';
import { known, listOfGuarded, listValue, NULL_VALUE, textValue } from './normal.ts';
import type { Term } from './term.ts';
import { textOfDuration, textOfInstant } from './time-terms.ts';
import type { MapWrite, Result, Symbolic } from './value.ts';
import { normalMap } from './write.ts';

/** The value as JSON; an error where it has none. */
export function toStored(context: Context, value: Symbolic): Result {
  const errors: Term[] = [];
  const stored = convert(context, value, context.factory.true, errors);
  return { value: stored, error: context.factory.or(errors) };
}

function convert(context: Context, value: Symbolic, where: Term, errors: Term[]): Symbolic {
  const { factory } = context;
  const under = (guard: Term, part: Symbolic): Symbolic => convert(context, part, factory.and([where, guard]), errors);
  switch (value.kind) {
    case 'known':
      return convertKnown(value.value, value, () => errors.push(where));
    case 'scalar':
      if (value.scalar === 'timestamp') return textValue(textOfInstant(context, value.term));
      return value.scalar === 'duration' ? textValue(textOfDuration(context, value.term)) : value;
    case 'list':
      return listValue(value.items.map((item) => under(factory.true, item)));
    case 'sparse':
      return listOfGuarded(
        context,
        value.slots.map((slot) => ({ guard: slot.guard, value: under(slot.guard, slot.value) })),
      );
    case 'union':
      return choose(
        context,
        value.alternatives.map((a) => ({ guard: a.guard, value: under(a.guard, a.value) })),
      );
    case 'map':
      return convertMap(context, value, under);
    case 'layers':
    case 'free':
      return value; // The state's own parts, or unknown JSON: stored already.
    case 'collection':
      errors.push(where);
      return NULL_VALUE;
  }
}

function convertMap(context: Context, map: Extract<Symbolic, { kind: 'map' }>, under: (guard: Term, part: Symbolic) => Symbolic): Symbolic {
  const log: readonly MapWrite[] = map.log.map((write) => ({
    ...write,
    value: write.value === null ? null : under(write.guard, write.value),
  }));
  if (log.every((write, i) => write.value === map.log[i]?.value)) return map;
  const base = map.base === null ? null : under(context.factory.true, map.base);
  return normalMap(context, { kind: 'map', base: base?.kind === 'known' || base?.kind === 'free' ? base : null, log });
}

/** The same object where nothing changes. */
function convertKnown(value: Value, whole: Symbolic, fail: () => void): Symbolic {
  const stored = jsonOf(value, fail);
  return stored === value ? whole : known(stored);
}

function jsonOf(value: Value, fail: () => void): Value {
  if (value === null || typeof value !== 'object' || isNumber(value)) return value;
  if (isList(value)) {
    const items = value.map((item) => jsonOf(item, fail));
    return items.every((item, i) => item === value[i]) ? value : items;
  }
  if (isObject(value)) {
    const entries = [...value].map(([key, of]) => [key, jsonOf(of, fail)] as const);
    return entries.every(([key, of]) => value.get(key) === of) ? value : new Map(entries);
  }
  if (value.kind === 'timestamp') return printTimestamp(value);
  if (value.kind === 'duration') return printDuration(value);
  fail();
  return null;
}
