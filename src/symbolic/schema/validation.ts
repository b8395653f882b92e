// Decides what the keywords of a schema share while a value is validated: the way down, and where it ends.

import type { Schema } from '../../contract/schema.ts';
import type { Context } from '../context.ts';
import type { Term } from '../term.ts';
import type { Symbolic } from '../value.ts';
import type { Direction } from './direction.ts';

/** One validation of one value. */
export interface Validation {
  readonly context: Context;
  readonly direction: Direction;
  /** Whether a part of the value is valid. */
  part(schema: Schema, value: Symbolic): Term;
  /** Whether the value itself is valid against another schema. */
  same(schema: Schema, value: Symbolic): Term;
}

/** Whether a value, which is no union, is valid as far as one keyword of the schema goes. */
export type ValidateKeyword = (validation: Validation, schema: Schema, value: Symbolic) => Term;

/** The conjunction of what is made for each element; what follows the first that is false is not made. */
export function every<T>(context: Context, elements: Iterable<T>, make: (element: T) => Term): Term {
  const { factory } = context;
  const terms: Term[] = [];
  for (const element of elements) {
    const term = make(element);
    if (term === factory.false) return term;
    if (term !== factory.true) terms.push(term);
  }
  return factory.and(terms);
}
