// Decides what the server chooses in a step: any value within the schema, and for keys any that the collection has not had.

import type { Schema } from '../../contract/schema.ts';
import { presenceTerm } from '../collection/base.ts';
import { keyOfParts, keyText } from '../collection/key.ts';
import { equalSymbolic } from '../equality.ts';
import { defer, type Execution } from '../execution.ts';
import { freeValue } from '../free.ts';
import { known } from '../normal.ts';
import { elementAt } from '../read.ts';
import { schemaBelow } from '../request/position.ts';
import { collectionOf, type SymbolicState } from '../state.ts';
import type { Term } from '../term.ts';
import type { Symbolic, SymbolicCollection } from '../value.ts';
import type { IssuedKey } from './plan.ts';

/** The choices of one step. The same place is the same choice. */
export interface Choices {
  value(place: string, schema: Schema): Symbolic;
  /** A part of a key: `state` is where the collection has the keys that the whole key will differ from. */
  keyPart(place: string, collection: string, property: string): Symbolic;
  /** What `fresh` gives: a key, a list of parts if it is composite. */
  fresh(state: SymbolicState, collection: string, ordinal: number): Symbolic;
  /** Takes note of a key with a chosen part; it differs from every key that the collection has had. */
  issue(state: SymbolicState, collection: string, key: Symbolic): void;
  /** The keys issued so far, in order. */
  issued(): readonly IssuedKey[];
}

export function createChoices(execution: Execution, step: number): Choices {
  const { context } = execution;
  const chosen = new Map<string, Symbolic>();
  const issued: IssuedKey[] = [];
  const value: Choices['value'] = (place, schema) => {
    const before = chosen.get(place);
    if (before !== undefined) return before;
    const origin = { kind: 'choice', step: execution.firstStep + step, place } as const;
    const made = freeValue(context, { origin, schema, exists: context.factory.true });
    chosen.set(place, made);
    execution.choices.set(`${step} ${place}`, { step, place, value: made });
    return made;
  };
  const keyPart: Choices['keyPart'] = (place, collection, property) => value(place, keySchema(execution, collection, property));
  const issue: Choices['issue'] = (state, collection, key) => {
    if (issued.some((other) => other.collection === collection && keyText(other.key) === keyText(key))) return;
    const siblings = issued.filter((other) => other.collection === collection).map((other) => other.key);
    issued.push({ collection, key });
    assumeFresh(execution, collectionOf(state, collection), key, siblings);
  };
  const fresh: Choices['fresh'] = (state, collection, ordinal) => {
    const properties = collectionOf(state, collection).collection.key;
    const parts = properties.map((property) => keySchema(execution, collection, property));
    const [only, ...others] = parts;
    const tuple: Schema = { types: ['array'], prefixItems: parts, minItems: parts.length, maxItems: parts.length };
    const chosenKey = value(`fresh#${ordinal}`, only !== undefined && others.length === 0 ? only : tuple);
    const key = parts.length === 1 ? chosenKey : keyOfParts(parts.map((_, i) => elementAt(context, chosenKey, known(i)).value));
    issue(state, collection, key);
    return key;
  };
  return { value, keyPart, fresh, issue, issued: () => issued };
}

function keySchema(execution: Execution, collection: string, property: string): Schema {
  const { schemas, collections } = execution.contract;
  return schemaBelow(schemas, collections.get(collection)?.schema ?? {}, property);
}

/** The key differs from those issued in the same step, and, once that matters, from every key in the collection or its past. */
function assumeFresh(execution: Execution, c: SymbolicCollection, key: Symbolic, siblings: readonly Symbolic[]): void {
  const { context } = execution;
  for (const sibling of siblings) context.assume(context.factory.not(equalSymbolic(context, key, sibling)));
  for (const name of namesOf(execution, key)) defer(execution, name, () => differsFromAll(execution, c, key));
}

function differsFromAll(execution: Execution, c: SymbolicCollection, key: Symbolic): readonly Term[] {
  const { context } = execution;
  const { factory } = context;
  const facts: Term[] = [];
  if (c.base.kind === 'unknown') {
    facts.push(factory.not(presenceTerm(context, c.collection, key) ?? factory.false));
  } else {
    for (const record of c.base.records.values()) facts.push(factory.not(equalSymbolic(context, known(record.key), key)));
  }
  const guards = new Map<string, { readonly key: Symbolic; readonly guards: Term[] }>();
  for (let write = c.log.head; write !== null; write = write.previous) {
    if (write.value === null || write.property !== null) continue;
    const same = guards.get(write.keyText);
    if (same === undefined) guards.set(write.keyText, { key: write.key, guards: [write.guard] });
    else same.guards.push(write.guard);
  }
  for (const write of guards.values())
    facts.push(factory.implies(factory.or(write.guards), factory.not(equalSymbolic(context, write.key, key))));
  return facts.filter((fact) => fact !== factory.true);
}

function namesOf(execution: Execution, value: Symbolic): readonly string[] {
  const names = new Set<string>();
  const visit = (part: Symbolic): void => {
    if (part.kind === 'scalar') for (const name of execution.namesIn(part.term)) names.add(name);
    if (part.kind === 'list') for (const item of part.items) visit(item);
    if (part.kind === 'union') for (const alternative of part.alternatives) visit(alternative.value);
  };
  visit(value);
  return [...names];
}
