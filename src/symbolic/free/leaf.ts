// Decides which functions stand for the aspects of an unknown value: what it is as a scalar, which kind or branch it is of, how long.

import type { Context } from '../context.ts';
import type { Direction } from '../schema/direction.ts';
import type { Sort, Term } from '../term.ts';
import type { Free, Origin } from '../value.ts';
import { placeOf } from './name.ts';

/** Guards of which exactly one holds. */
export function tagGuards(context: Context, free: Free, tag: string, count: number): readonly Term[] {
  const { factory } = context;
  if (count === 1) return [factory.true];
  if (count === 2) {
    const first = leaf(context, free, tag, 'bool');
    return [first, factory.not(first)];
  }
  const choice = leaf(context, free, tag, 'int');
  const guards = Array.from({ length: count - 1 }, (_, i) => factory.equal(choice, factory.int(i)));
  return [...guards, factory.not(factory.or(guards))];
}

/** The function that stands for one aspect of the unknown value, at its place. */
export function leaf(context: Context, free: Free, aspect: string, sort: Sort): Term {
  const { name, args } = placeOf(free);
  return context.factory.apply(`${name}:${aspect}`, sort, args);
}

/** In which direction the value travels: holes are requested, bodies of responses answered, everything else stored. */
export function directionOf(origin: Origin): Direction {
  if (origin.kind === 'hole') return 'request';
  return origin.kind === 'choice' && origin.place === 'response.body' ? 'response' : 'stored';
}
