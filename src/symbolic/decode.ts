// Decides what a model says in the language of the contract: an initial state, values for holes, and the server's choices.

import type { ObjectValue, Value } from '../base/value.ts';
import { baseRecord, baseSize, presenceName, presenceTerm } from './collection/base.ts';
import { knownKeyText } from './collection/key.ts';
import type { Context } from './context.ts';
import type { Execution } from './execution.ts';
import { showPlace } from './free/name.ts';
import { type Complete, decodeSymbolic } from './free-decode.ts';
import { createInterpreter, type Interpreter } from './interpret.ts';
import type { Model } from './model.ts';
import { known } from './normal.ts';
import { readAlike } from './read-alike.ts';
import type { SymbolicState } from './state.ts';
import type { Term } from './term.ts';
import { childrenOf } from './terms/children.ts';
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
  /** What the model has but could not be told: places of records, variables, holes and choices. Not empty: the rest is no counterexample. */
  readonly undecoded: readonly string[];
}

/**
 * `start` is the initial state of the execution, `asked` what the model is a model of: records that only a witness in it (`skolemise`) leads to
 * are found there. A model is only a proposal: it counts once it was replayed.
 */
export function decode(execution: Execution, start: SymbolicState, model: Model, complete: Complete, asked: readonly Term[] = []): Decoded {
  const undecoded: string[] = [];
  const keyPlaces = placesOfKeys(execution.context, start);
  // The key properties of a record are its key, whatever stands for them before that is written in.
  const completeRest: Complete = (schema, path) => (keyPlaces.has(path) ? null : complete(schema, path));
  const reading: Reading = {
    context: execution.context,
    interpret: createInterpreter(model),
    sought: applicationsIn(asked),
    read: (place, value) => {
      const decoded = decodeSymbolic(execution.context, model, value, completeRest);
      if (decoded === undefined) undecoded.push(place);
      return decoded;
    },
  };
  const initial = decodeInitial(reading, start);
  const holes = new Map([...execution.holes].flatMap(([name, hole]) => optional(name, reading.read(`hole ${name}`, hole))));
  const choices = [...execution.choices.values()].flatMap(({ step, place, value }) => {
    const chosen = reading.read(`step ${step}: ${place}`, value);
    return chosen === undefined ? [] : [{ step, place, value: chosen }];
  });
  return { ...initial, holes, choices, undecoded };
}

function placesOfKeys(context: Context, start: SymbolicState): ReadonlySet<string> {
  const exists = context.factory.true;
  const places = [...start.collections.values()].flatMap(({ collection: { name, key, schema } }) =>
    key.map((property) =>
      showPlace({
        kind: 'free',
        origin: { kind: 'collection', name, key: [] },
        path: [{ kind: 'property', name: property }],
        schema,
        exists,
      }),
    ),
  );
  return new Set(places);
}

interface Reading {
  readonly context: Context;
  readonly interpret: Interpreter;
  /** The applications of functions in what was asked, by name. */
  readonly sought: ReadonlyMap<string, readonly Application[]>;
  /** The value under the model; takes note of the place if there is none. */
  readonly read: (place: string, value: Symbolic) => Value | undefined;
}

function decodeInitial(reading: Reading, start: SymbolicState): Pick<Decoded, 'initial' | 'sizes'> {
  const unknown = [...start.collections.values()].filter((c) => c.base.kind === 'unknown');
  const isOpen = unknown.length > 0 || [...start.variables.values()].some((value) => value.kind !== 'known');
  if (!isOpen) return { initial: null, sizes: new Map() };
  const collections = unknown.map((c): readonly [string, Value] => [c.collection.name, decodeRecords(reading, c)]);
  const variables = [...start.variables].flatMap(([name, value]) => optional(name, reading.read(name, value)));
  const sizes = unknown.flatMap((c) => optional(c.collection.name, sizeIn(reading, c)));
  return { initial: new Map([...collections, ...variables]), sizes: new Map(sizes) };
}

function sizeIn({ context, interpret }: Reading, c: SymbolicCollection): number | undefined {
  const size = interpret(baseSize(context, c.collection));
  return typeof size === 'number' ? size : undefined;
}

/** The records at the keys that were read and that the model has; in their order, where a bounded reading gave them one. */
function decodeRecords(reading: Reading, c: SymbolicCollection): readonly Value[] {
  const { context, read } = reading;
  const records = new Map<string, Value>();
  for (const key of keysIn(reading, c)) {
    const text = knownKeyText(key);
    if (records.has(text)) continue;
    const unknown = baseRecord(context, c, known(key));
    readAlike(context, unknown);
    const record = read(`${c.collection.name}[${text}]`, unknown);
    if (record !== undefined) records.set(text, record);
  }
  return [...records.values()];
}

/** The keys at which the unknown base has a record in the model, as far as anything asks for them. */
function keysIn(reading: Reading, c: SymbolicCollection): readonly Value[] {
  if (c.base.kind !== 'unknown') return [];
  const { context, interpret, sought } = reading;
  const { invented, occurring } = c.base.unknown;
  const read = [...(invented?.values() ?? []), ...occurring.values()].flatMap(
    (key) => applicationsIn([presenceTerm(context, c.collection, key) ?? context.factory.false]).get(presenceName(c.collection)) ?? [],
  );
  return [...read, ...(sought.get(presenceName(c.collection)) ?? [])].flatMap((presence): readonly Value[] => {
    const parts = presence.args.map(interpret);
    const known = parts.filter((part) => part !== null);
    if (interpret(presence) !== true || known.length < parts.length) return [];
    const [only] = known;
    return only !== undefined && known.length === 1 ? [only] : [known];
  });
}

type Application = Extract<Term, { kind: 'apply' }>;

/** The applications of functions in the terms, outside quantifiers. */
function applicationsIn(terms: readonly Term[]): ReadonlyMap<string, readonly Application[]> {
  const found = new Map<string, Application[]>();
  const seen = new Set<Term>(terms);
  const pending = [...terms];
  for (let term = pending.pop(); term !== undefined; term = pending.pop()) {
    if (term.kind === 'apply') found.set(term.name, [...(found.get(term.name) ?? []), term]);
    for (const child of term.kind === 'quantifier' ? [] : childrenOf(term)) {
      if (seen.has(child)) continue;
      seen.add(child);
      pending.push(child);
    }
  }
  return found;
}

function optional<T>(name: string, value: T | undefined): readonly (readonly [string, T])[] {
  return value === undefined ? [] : [[name, value]];
}
