// Decides what has to be equal for two runs from one state to come to the same: every place that either wrote, and the answers of steps that are the same call.

import { keyText } from '../../symbolic/collection/key.ts';
import { lookUp } from '../../symbolic/collection/read.ts';
import type { Context } from '../../symbolic/context.ts';
import { equalSymbolic } from '../../symbolic/equality.ts';
import { known } from '../../symbolic/normal.ts';
import { collectionOf, type SymbolicState, variableOf } from '../../symbolic/state.ts';
import type { Term } from '../../symbolic/term.ts';
import type { Performed } from '../../symbolic/transition.ts';
import type { CollectionWrite, Symbolic, SymbolicCollection } from '../../symbolic/value.ts';
import type { Pair } from './correspond.ts';
import type { Lane } from './lane.ts';

/** One thing that has to be equal, and when it is. */
export interface Equation {
  readonly name: string;
  readonly term: Term;
}

/** That two states are the same: equal records at every key, in whatever order, and equal variables. What nobody wrote is equal as it is. */
export function sameState(context: Context, left: SymbolicState, right: SymbolicState): readonly Equation[] {
  const variables = [...left.variables.keys()].map((name) => ({
    name: `variable ${name}`,
    term: equalSymbolic(context, variableOf(left, name), variableOf(right, name)),
  }));
  const records = [...left.collections.keys()].flatMap((name) => sameRecords(context, collectionOf(left, name), collectionOf(right, name)));
  return [...variables, ...records];
}

function sameRecords(context: Context, left: SymbolicCollection, right: SymbolicCollection): readonly Equation[] {
  const { factory } = context;
  const keys = new Map<string, Symbolic>();
  if (left.base !== right.base) for (const c of [left, right]) for (const key of keysOfBase(c)) keys.set(keyText(key), key);
  for (const c of [left, right]) for (const write of writesOf(c)) keys.set(write.keyText, write.key);
  return [...keys].map(([text, key]) => {
    const a = lookUp(context, left, key);
    const b = lookUp(context, right, key);
    const same = factory.implies(factory.and([a.present, b.present]), equalSymbolic(context, a.record, b.record));
    return { name: `${left.collection.name}[${text}]`, term: factory.and([factory.equal(a.present, b.present), same]) };
  });
}

function keysOfBase({ base }: SymbolicCollection): readonly Symbolic[] {
  if (base.kind === 'unknown') throw new Error('two states are compared that come from different unknown ones');
  return [...base.records.values()].map(({ key }) => known(key));
}

function writesOf({ log }: SymbolicCollection): readonly CollectionWrite[] {
  const found: CollectionWrite[] = [];
  for (let write = log.head; write !== null; write = write.previous) found.push(write);
  return found;
}

/** That corresponding steps answer alike. */
export function sameAnswers(left: Lane, right: Lane, pairs: readonly Pair[]): readonly Equation[] {
  const { context } = left.execution;
  return pairs.flatMap((pair) => {
    const a = left.history[pair.left];
    const b = right.history[pair.right];
    if (a === undefined || b === undefined) return [];
    return [{ name: `the answers of steps ${pair.left} and ${pair.right}`, term: sameAnswer(context, a, b) }];
  });
}

function sameAnswer(context: Context, { transition: a }: Performed, { transition: b }: Performed): Term {
  const { factory } = context;
  const status = factory.equal(a.status, b.status);
  const succeed = factory.and([a.success, b.success]);
  const [x, y] = [a.response.body, b.response.body];
  const body = x === null || y === null ? factory.bool(x === y) : equalSymbolic(context, x, y);
  return factory.and([status, factory.equal(a.success, b.success), factory.implies(succeed, body)]);
}
