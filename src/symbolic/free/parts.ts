// Decides what is remembered of reading unknown values: so that reading a part twice gives the same, and a model can be turned into values.

import type { Schema } from '../../contract/schema.ts';
import type { Term } from '../term.ts';
import type { Free, FreeStep, Symbolic } from '../value.ts';
import { placeOf } from './name.ts';

/** A part that was read: where `present` holds (and the parent exists), the parent has it, and it is `value`. */
export interface Part {
  readonly parent: Free;
  readonly step: FreeStep;
  readonly present: Term;
  readonly value: Symbolic;
}

/** The parts of unknown values that were read, and the expansions of these values. */
export interface Parts {
  /** The part of that name, made on the first call. */
  part(parent: Free, name: string, make: () => Part): Part;
  /** The parts of all values at the same place, whatever the arguments, in the order in which they were first read. */
  at(parent: Free): readonly Part[];
  /** Calls back for every part of that very value that was or will be read. */
  watch(parent: Free, watcher: (part: Part) => void): void;
  /** The expansion of an unknown value, made on the first call. */
  expansion(of: Free, make: () => Symbolic): Symbolic;
  /** A number for a schema: the same for the same object. */
  numberOf(schema: Schema): number;
}

export function createParts(): Parts {
  const byPlace = new Map<string, Part[]>();
  const byParent = new WeakMap<Free, Map<string, Part>>();
  const watchers = new WeakMap<Free, ((part: Part) => void)[]>();
  const expansions = new Map<string, Symbolic>();
  const numbers = new WeakMap<Schema, number>();
  let next = 0;

  const numberOf = (schema: Schema): number => {
    const before = numbers.get(schema);
    if (before !== undefined) return before;
    next += 1;
    numbers.set(schema, next);
    return next;
  };

  return {
    numberOf,
    part: (parent, name, make) => {
      const known = entryOf(byParent, parent);
      const before = known.get(name);
      if (before !== undefined) return before;
      const part = make();
      known.set(name, part);
      const place = placeOf(parent).name;
      const others = byPlace.get(place);
      if (others === undefined) byPlace.set(place, [part]);
      else others.push(part);
      for (const watcher of watchers.get(parent) ?? []) watcher(part);
      return part;
    },
    watch: (parent, watcher) => {
      watchers.set(parent, [...(watchers.get(parent) ?? []), watcher]);
      for (const part of [...(byParent.get(parent)?.values() ?? [])]) watcher(part);
    },
    at: (parent) => byPlace.get(placeOf(parent).name) ?? [],
    expansion: (of, make) => {
      const { name, args } = placeOf(of);
      const key = `${name} ${args.map((arg) => arg.id).join(',')} ${of.exists.id} ${numberOf(of.schema)}`;
      const before = expansions.get(key);
      if (before !== undefined) return before;
      const value = make();
      expansions.set(key, value);
      return value;
    },
  };
}

function entryOf(byParent: WeakMap<Free, Map<string, Part>>, parent: Free): Map<string, Part> {
  const before = byParent.get(parent);
  if (before !== undefined) return before;
  const entry = new Map<string, Part>();
  byParent.set(parent, entry);
  return entry;
}
