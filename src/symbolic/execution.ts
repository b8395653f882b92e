// Decides what the execution of one trajectory shares between its steps: the context, the holes, and facts that are made only for queries that need them.

import type { Contract } from '../contract/contract.ts';
import { ANYTHING, type Schema } from '../contract/schema.ts';
import type { Context } from './context.ts';
import { freeValue } from './free.ts';
import { createNamesIn } from './names.ts';
import type { Term } from './term.ts';
import type { Symbolic, SymbolicCollection } from './value.ts';

/** One per judged trajectory. */
export interface Execution {
  readonly context: Context;
  /** Added to the index of a step to number what the server chooses in it: two executions in one context make different choices. */
  readonly firstStep: number;
  readonly contract: Contract;
  /** What each hole may be. */
  readonly holeSchemas: ReadonlyMap<string, Schema>;
  /** The holes met so far. */
  readonly holes: Map<string, Symbolic>;
  /** By name of a function: makes the facts that matter where it is applied. They may grow. */
  readonly deferred: Map<string, () => readonly Term[]>;
  /** What the server chose so far, by step and place. */
  readonly choices: Map<string, Choice>;
  /** The keys that it chose so far, in order. */
  readonly madeKeys: MadeKey[];
  readonly namesIn: (term: Term) => ReadonlySet<string>;
}

/** A choice of the server at a place of a step. */
export interface Choice {
  readonly step: number;
  readonly place: string;
  /** What the value was chosen within. */
  readonly schema: Schema;
  readonly value: Symbolic;
}

/** A key that the server chose in a step. Where one is `left` to choose, it differs from every key that the collection has or had then. */
export interface MadeKey {
  readonly step: number;
  readonly collection: SymbolicCollection;
  readonly key: Symbolic;
  readonly left: Term;
}

export function createExecution(context: Context, contract: Contract, holeSchemas: ReadonlyMap<string, Schema>): Execution {
  return {
    context,
    firstStep: 0,
    contract,
    holeSchemas,
    holes: new Map(),
    deferred: new Map(),
    choices: new Map(),
    madeKeys: [],
    namesIn: createNamesIn(),
  };
}

/** Another execution of the same trajectory, with the same holes, in which the server chooses anew. `number` is 1 for the first such. */
export function anotherExecution(execution: Execution, number: number, steps: number): Execution {
  return { ...execution, firstStep: number * steps, choices: new Map(), madeKeys: [] };
}

/** The hole of that name: the same value wherever it stands. */
export function holeOf(execution: Execution, name: string): Symbolic {
  const known = execution.holes.get(name);
  if (known !== undefined) return known;
  const { context, holeSchemas } = execution;
  const hole = freeValue(context, {
    origin: { kind: 'hole', name },
    schema: holeSchemas.get(name) ?? ANYTHING,
    exists: context.factory.true,
  });
  execution.holes.set(name, hole);
  return hole;
}

/** Adds to what is assumed where a function of that name is applied. */
export function defer(execution: Execution, name: string, facts: () => readonly Term[]): void {
  const before = execution.deferred.get(name);
  execution.deferred.set(name, before === undefined ? facts : () => [...before(), ...facts()]);
}

/**
 * The facts that were put off until something is asked in which certain unknowns occur: that a generated key differs from every
 * key of the collection, how the size of an unknown collection relates to its keys. Assert them with the terms asked, in the same scope.
 */
export function deferredFacts(execution: Execution, terms: readonly Term[]): readonly Term[] {
  const facts: Term[] = [];
  const done = new Set<string>();
  let pending = terms;
  while (pending.length > 0) {
    const found: Term[] = [];
    for (const name of pending.flatMap((term) => [...execution.namesIn(term)])) {
      if (done.has(name)) continue;
      done.add(name);
      found.push(...(execution.deferred.get(name)?.() ?? []));
    }
    facts.push(...found);
    pending = found;
  }
  return facts;
}
