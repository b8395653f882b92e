// Decides what the server chooses in a step: any value within the schema, and for keys any that the collection has not had.

import type { Operation } from '../../contract/contract.ts';
import type { Schema } from '../../contract/schema.ts';
import { keyOfParts, keyText } from '../collection/key.ts';
import { equalSymbolic } from '../equality.ts';
import { defer, type Execution } from '../execution.ts';
import { freeValue } from '../free.ts';
import { known } from '../normal.ts';
import { elementAt } from '../read.ts';
import { schemaBelow } from '../request/position.ts';
import { collectionOf, type SymbolicState } from '../state.ts';
import type { Symbolic, SymbolicCollection } from '../value.ts';
import { demandFor, differsFromAll, type KeyPart, keyIsLeft } from './fresh-keys.ts';
import type { IssuedKey } from './plan.ts';

/** The choices of one step. The same place is the same choice. */
export interface Choices {
  value(place: string, schema: Schema): Symbolic;
  /** A part of a key: `state` is where the collection has the keys that the whole key will differ from. */
  keyPart(place: string, collection: string, property: string): Symbolic;
  /** What `fresh` gives: a key, a list of parts if it is composite. */
  fresh(state: SymbolicState, collection: string, ordinal: number): Symbolic;
  /** Takes note of a key with a chosen part (null in `parts`); it differs from every key that the collection has had. */
  issue(state: SymbolicState, collection: string, parts: readonly (Symbolic | null)[], key: Symbolic): void;
  /** The keys issued so far, in order. */
  issued(): readonly IssuedKey[];
}

export function createChoices(execution: Execution, operation: Operation, step: number): Choices {
  const { context } = execution;
  const chosen = new Map<string, Symbolic>();
  const issued: IssuedKey[] = [];
  const value: Choices['value'] = (place, schema) => {
    const before = chosen.get(place);
    if (before !== undefined) return before;
    const origin = { kind: 'choice', step: execution.firstStep + step, place } as const;
    const made = freeValue(context, { origin, schema, exists: context.factory.true });
    chosen.set(place, made);
    execution.choices.set(`${step} ${place}`, { step, place, schema, value: made });
    return made;
  };
  const keyPart: Choices['keyPart'] = (place, collection, property) => value(place, keySchema(execution, collection, property));
  const issue: Choices['issue'] = (state, collection, parts, key) => {
    if (issued.some((other) => other.collection === collection && keyText(other.key) === keyText(key))) return;
    const siblings = issued.filter((other) => other.collection === collection).map((other) => other.key);
    const c = collectionOf(state, collection);
    const keyParts = c.collection.key.map((property, i): KeyPart => {
      const given = parts[i] ?? null;
      return given === null ? { schema: keySchema(execution, collection, property) } : { given };
    });
    const name = `step ${execution.firstStep + step}, key ${issued.length}`;
    const one: IssuedKey = { collection, key, left: keyIsLeft(execution, c, keyParts, name, demandFor(operation, collection)) };
    issued.push(one);
    execution.madeKeys.push({ step, collection: c, key, left: one.left });
    assumeFresh(execution, c, one, siblings);
  };
  const fresh: Choices['fresh'] = (state, collection, ordinal) => {
    const properties = collectionOf(state, collection).collection.key;
    const parts = properties.map((property) => keySchema(execution, collection, property));
    const [only, ...others] = parts;
    const tuple: Schema = { types: ['array'], prefixItems: parts, minItems: parts.length, maxItems: parts.length };
    const chosenKey = value(`fresh#${ordinal}`, only !== undefined && others.length === 0 ? only : tuple);
    const key = parts.length === 1 ? chosenKey : keyOfParts(parts.map((_, i) => elementAt(context, chosenKey, known(i)).value));
    issue(
      state,
      collection,
      parts.map(() => null),
      key,
    );
    return key;
  };
  return { value, keyPart, fresh, issue, issued: () => issued };
}

function keySchema(execution: Execution, collection: string, property: string): Schema {
  const { schemas, collections } = execution.contract;
  return schemaBelow(schemas, collections.get(collection)?.schema ?? {}, property);
}

/** The key differs from those issued in the same step, and, once that matters, from every key in the collection or its past. */
function assumeFresh(execution: Execution, c: SymbolicCollection, { key, left }: IssuedKey, siblings: readonly Symbolic[]): void {
  const { context } = execution;
  const { factory } = context;
  for (const sibling of siblings) context.assume(factory.implies(left, factory.not(equalSymbolic(context, key, sibling))));
  for (const name of namesOf(execution, key))
    defer(execution, name, () => differsFromAll(context, c, key).map((fact) => factory.implies(left, fact)));
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
