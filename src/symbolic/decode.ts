// Decides what a model says in the language of the contract: an initial state, values for holes, and the server's choices.

import type { ObjectValue, Value } from '../base/value.ts';
import type { Schema } from '../contract/schema.ts';
import { baseRecord, presenceTerm, sizeName } from './collection/base.ts';
import { knownKeyText } from './collection/key.ts';
import type { Context } from './context.ts';
import type { Execution } from './execution.ts';
import { decodeSymbolic } from './free-decode.ts';
import { interpretTerm } from './interpret.ts';
import type { Model } from './solver.ts';
import type { SymbolicState } from './state.ts';
import type { ChosenValue } from './transition.ts';
import type { Symbolic, SymbolicCollection } from './value.ts';

export interface Decoded {
  /**
   * Collections (as lists of records) and variables of an `any` initial state: those records and properties that the proof looked at,
   * and what `complete` gave for required ones that it did not. Records that they refer to may be missing. Null for a known initial state.
   */
  readonly initial: ObjectValue | null;
  /** How many records a collection has in the model, where the proof looked at that. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly holes: ReadonlyMap<string, Value>;
  readonly choices: readonly ChosenValue[];
}

/** A value for a part that the proof did not look at; undefined if there is none to give. */
export type Complete = (schema: Schema, path: string) => Value | undefined;

/** `start` is the initial state of the execution. A model is only a proposal: it counts once it was replayed. */
export function decode(execution: Execution, start: SymbolicState, model: Model, complete: Complete): Decoded {
  const { context } = execution;
  const valueOf = (value: Symbolic): Value | undefined => decodeSymbolic(context, model, value, complete);
  return {
    ...decodeInitial(context, start, model, valueOf),
    holes: new Map([...execution.holes].flatMap(([name, hole]) => optional(name, valueOf(hole)))),
    choices: [...execution.choices.values()].flatMap(({ step, place, value }) => {
      const chosen = valueOf(value);
      return chosen === undefined ? [] : [{ step, place, value: chosen }];
    }),
  };
}

function decodeInitial(
  context: Context,
  start: SymbolicState,
  model: Model,
  valueOf: (value: Symbolic) => Value | undefined,
): Pick<Decoded, 'initial' | 'sizes'> {
  const unknown = [...start.collections.values()].filter((c) => c.base.kind === 'unknown');
  const isOpen = unknown.length > 0 || [...start.variables.values()].some((value) => value.kind !== 'known');
  if (!isOpen) return { initial: null, sizes: new Map() };
  const collections = unknown.map((c): readonly [string, Value] => [c.collection.name, decodeRecords(context, c, model, valueOf)]);
  const variables = [...start.variables].flatMap(([name, value]) => optional(name, valueOf(value)));
  const sizes = unknown.flatMap((c) => optional(c.collection.name, sizeIn(model, c)));
  return { initial: new Map([...collections, ...variables]), sizes: new Map(sizes) };
}

function sizeIn(model: Model, c: SymbolicCollection): number | undefined {
  const size = model.valueOf(sizeName(c.collection), [], 'int');
  return typeof size === 'number' ? size : undefined;
}

/** The records at the keys that were read and that the model has; in their order, where a bounded reading gave them one. */
function decodeRecords(
  context: Context,
  c: SymbolicCollection,
  model: Model,
  valueOf: (value: Symbolic) => Value | undefined,
): readonly Value[] {
  if (c.base.kind !== 'unknown') return [];
  const records = new Map<string, Value>();
  for (const key of [...(c.base.unknown.invented?.values() ?? []), ...c.base.unknown.occurring.values()]) {
    const present = presenceTerm(context, c.collection, key);
    const keyValue = valueOf(key);
    if (present === null || keyValue === undefined || interpretTerm(present, model) !== true || records.has(knownKeyText(keyValue)))
      continue;
    const record = valueOf(baseRecord(context, c, key));
    if (record !== undefined) records.set(knownKeyText(keyValue), record);
  }
  return [...records.values()];
}

function optional<T>(name: string, value: T | undefined): readonly (readonly [string, T])[] {
  return value === undefined ? [] : [[name, value]];
}
