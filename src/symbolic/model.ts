// Decides what a model is: values for uninterpreted functions, as plain data, whoever found them.

import { denominatorOf, numeratorOf } from '../base/number.ts';
import type { Num } from '../base/value.ts';
import type { Sort } from './term.ts';

/** A value of a sort: truth value, exact number, or string. */
export type ModelValue = boolean | Num | string;

/** Values for unknowns and unknown functions. */
export interface Model {
  /** The value, of that sort, of a function at arguments (none for an unknown); null where the model leaves it open: any value will do. */
  valueOf(name: string, args: readonly ModelValue[], sort: Sort): ModelValue | null;
}

/** The model that leaves everything open. */
export const emptyModel: Model = { valueOf: () => null };

/** What stands for a value that a model leaves open. */
export function defaultOf(sort: Sort): ModelValue {
  switch (sort) {
    case 'bool':
      return false;
    case 'string':
      return '';
    default:
      return 0;
  }
}

/** Text that is equal for equal arguments only. */
export function argumentsKey(args: readonly ModelValue[]): string {
  return JSON.stringify(args.map((arg) => (typeof arg === 'object' ? { n: `${numeratorOf(arg)}/${denominatorOf(arg)}` } : arg)));
}

/** One point of a function. */
export interface ModelEntry {
  readonly name: string;
  readonly args: readonly ModelValue[];
  readonly value: ModelValue;
}

/** The model with these points, and everything else open. */
export function modelOf(entries: Iterable<ModelEntry>): Model {
  const functions = new Map<string, Map<string, ModelValue>>();
  for (const { name, args, value } of entries) {
    const points = functions.get(name) ?? new Map<string, ModelValue>();
    functions.set(name, points.set(argumentsKey(args), value));
  }
  return { valueOf: (name, args) => functions.get(name)?.get(argumentsKey(args)) ?? null };
}
