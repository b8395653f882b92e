// Decides what is assumed of a key that the server chooses: it differs from every key that its collection has had, as long as one is left.

import type { Effect, Operation, Rule } from '../../contract/contract.ts';
import type { Schema, Schemas } from '../../contract/schema.ts';
import { subexpressions } from '../../contract/subexpressions.ts';
import { presenceTerm } from '../collection/base.ts';
import { keyOfParts } from '../collection/key.ts';
import type { Context } from '../context.ts';
import { equalSymbolic } from '../equality.ts';
import { defer, type Execution } from '../execution.ts';
import { known } from '../normal.ts';
import { structureOf } from '../schema/structure.ts';
import type { Term } from '../term.ts';
import type { Symbolic, SymbolicCollection } from '../value.ts';

/** A part of a key: what the value gives, or the schema that the server chooses by. */
export type KeyPart = { readonly given: Symbolic } | { readonly schema: Schema };

/** Above this many possible keys, one is always left: no state in question has them all. */
const FEW_KEYS = 64;

/**
 * Whether a key is left to choose: true unless the possible keys are few. A step that finds none left does not end; nothing may be
 * concluded from that about the state in which it began, so whatever is assumed of the key is assumed only where one is left.
 */
export function keyIsLeft(execution: Execution, c: SymbolicCollection, parts: readonly KeyPart[], name: string, demand: number): Term {
  const { factory } = execution.context;
  const possible = possibleKeys(execution.contract.schemas, parts);
  if (possible === null) return factory.true;
  const left = factory.apply(`a key is left for ${name}`, 'bool', []);
  // That one is left is certain where there are as many as the whole step could need; otherwise it stays open.
  defer(execution, `a key is left for ${name}`, () => {
    const free = possible.map((key) => factory.and(differsFromAll(execution.context, c, key)));
    const count = factory.sum(free.map((is) => factory.ite(is, factory.int(1), factory.int(0))));
    return [factory.implies(factory.lessOrEqual(factory.int(demand), count), left)];
  });
  return left;
}

function possibleKeys(schemas: Schemas, parts: readonly KeyPart[]): readonly Symbolic[] | null {
  let keys: readonly (readonly Symbolic[])[] = [[]];
  for (const part of parts) {
    const values = 'given' in part ? [part.given] : valuesOf(schemas, part.schema);
    if (values === null || keys.length * values.length > FEW_KEYS) return null;
    keys = keys.flatMap((key) => values.map((value) => [...key, value]));
  }
  return keys.map(keyOfParts);
}

/** The values of a schema that has few. */
function valuesOf(schemas: Schemas, schema: Schema): readonly Symbolic[] | null {
  const { conjuncts, kinds } = structureOf(schemas, schema);
  const listed = conjuncts.flatMap((conjunct) => (conjunct.enum === undefined ? [] : [conjunct.enum]));
  const [shortest] = listed.toSorted((a, b) => a.length - b.length);
  if (shortest !== undefined) return shortest.map(known);
  const constants = conjuncts.flatMap((conjunct) => (conjunct.const === undefined ? [] : [conjunct.const]));
  if (constants.length > 0) return constants.slice(0, 1).map(known);
  if (kinds.size === 1 && kinds.has('boolean')) return [known(false), known(true)];
  return kinds.size === 1 && kinds.has('number') ? integersOf(conjuncts) : null;
}

function integersOf(conjuncts: readonly Schema[]): readonly Symbolic[] | null {
  const low = Math.max(...conjuncts.flatMap(({ minimum }) => (typeof minimum === 'number' ? [minimum] : [])));
  const high = Math.min(...conjuncts.flatMap(({ maximum }) => (typeof maximum === 'number' ? [maximum] : [])));
  if (!(high - low < FEW_KEYS)) return null;
  return Array.from({ length: Math.max(0, Math.floor(high) - Math.ceil(low) + 1) }, (_, i) => known(Math.ceil(low) + i));
}

/** How many keys for the collection a step of the operation could need at most. */
export function demandFor(operation: Operation, collection: string): number {
  const created = operation.effects.filter((effect) => effect.kind === 'create' && effect.collection === collection).length;
  const { status, body } = operation.response;
  const answered = [status, body.kind === 'rule' ? body.rule : null].filter((rule) => rule !== null && typeof rule === 'object');
  const fresh = [...operation.effects.flatMap(rulesOf), ...answered].flatMap(({ expression }) =>
    subexpressions(expression).filter((part) => part.kind === 'fresh' && part.collection === collection),
  );
  return created + fresh.length;
}

/** The rules in which an effect may ask for a fresh key. */
function rulesOf(effect: Effect): readonly Rule[] {
  switch (effect.kind) {
    case 'create':
      return effect.key === null ? [effect.value] : [effect.value, effect.key];
    case 'assign':
      return [effect.value];
    case 'update':
      return effect.change.kind === 'set' ? effect.change.fields.map(({ value }) => value) : [effect.change.value];
    case 'delete':
    case 'forEach':
      return [];
  }
}

/** That the key differs from every key in the collection or its past. */
export function differsFromAll(context: Context, c: SymbolicCollection, key: Symbolic): readonly Term[] {
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
