// Decides what a success answers where the contract does not say (ruling 7): the record, the records, or any value of the schema.

import type { Collection, Effect, Operation, ResponseBody } from '../../contract/contract.ts';
import type { Expression } from '../../contract/expression.ts';
import { expressionKey } from '../../contract/print.ts';
import type { Schema, Schemas } from '../../contract/schema.ts';
import type { Type, TypeScope } from '../../contract/type.ts';
import { overlap } from '../../contract/types.ts';
import { declaredBody } from '../openapi/messages.ts';
import { propertyType } from './properties.ts';

export interface BodyContext {
  readonly schemas: Schemas;
  readonly types: TypeScope;
  readonly collections: ReadonlyMap<string, Collection>;
  readonly operation: Pick<Operation, 'method' | 'parameters' | 'preconditions' | 'effects' | 'responses'>;
}

export function defaultBody(context: BodyContext, status: number): ResponseBody {
  const schema = declaredBody(context.operation.responses, status);
  if (schema === undefined || schema === null) return { kind: 'none' };
  const record = collectionsOf(context, schema);
  const answer = record.map((collection) => recordBody(context, collection)).find((body) => body !== null);
  if (answer !== undefined) return answer;
  const [listed] = listOfRecords(context, schema);
  // Below a path parameter, or as the answer to a search, the list is a part of the records; which part only the contract can say.
  const { method, parameters } = context.operation;
  const whole = method === 'get' && parameters.every((parameter) => parameter.in !== 'path');
  return listed !== undefined && whole ? { kind: 'list', collection: listed.name } : { kind: 'any', schema };
}

/** The collections whose records have the schema by name. */
function collectionsOf(context: BodyContext, schema: Schema): readonly Collection[] {
  const name = nameOf(context.schemas, schema);
  if (name === null) return [];
  return [...context.collections.values()].filter((collection) => nameOf(context.schemas, collection.schema) === name);
}

function listOfRecords(context: BodyContext, schema: Schema): readonly Collection[] {
  const name = nameOf(context.schemas, schema);
  const list = name === null ? schema : (context.schemas.get(name) ?? schema);
  return list.types?.includes('array') === true && list.items !== undefined ? collectionsOf(context, list.items) : [];
}

const ANNOTATIONS = new Set(['ref', 'source', 'title', 'description', 'examples', 'default', 'readOnly', 'writeOnly']);

/** The name of a schema that says no more than what it refers to, at the end of such references; null for other schemas. */
function nameOf(schemas: Schemas, schema: Schema): string | null {
  let name: string | null = null;
  for (let at: Schema | undefined = schema; at?.ref !== undefined && isReference(at); at = schemas.get(at.ref)) name = at.ref;
  return name;
}

function isReference(schema: Schema): boolean {
  return Object.keys(schema).every((key) => ANNOTATIONS.has(key));
}

/** The record, if it is clear which one: an answer that is guessed wrong would make a proof wrong. */
function recordBody(context: BodyContext, collection: Collection): ResponseBody | null {
  const written = writtenRecords(context.operation.effects, collection.name);
  const [effect, second] = written;
  if (effect !== undefined) return second === undefined ? { kind: 'record', collection: collection.name, effect, key: null } : null;
  const gone = context.operation.effects.some((candidate) => candidate.kind === 'delete' && candidate.place.root === collection.name);
  const key = gone ? null : keyRead(context, collection);
  return key === null ? null : { kind: 'record', collection: collection.name, effect: null, key };
}

/** Indices of the effects that create a record, else of those that update one, one for each record. */
function writtenRecords(effects: readonly Effect[], collection: string): readonly number[] {
  const created = effects.flatMap((effect, i) => (effect.kind === 'create' && effect.collection === collection ? [i] : []));
  if (created.length > 0) return created;
  const updated = new Map<string, number>();
  for (const [i, effect] of effects.entries()) {
    if (effect.kind !== 'update' || effect.place.root !== collection) continue;
    const [key] = effect.place.steps;
    const text = key?.kind === 'key' ? expressionKey(key.key) : '';
    if (!updated.has(text)) updated.set(text, i);
  }
  return [...updated.values()];
}

/** The key of the record that is read: what a precondition asks to be in the collection, else the path parameters that can be it. */
function keyRead(context: BodyContext, collection: Collection): Expression | null {
  const asked = new Map<string, Expression>();
  for (const { rule } of context.operation.preconditions) {
    for (const key of keysAskedFor(rule.expression, collection.name)) asked.set(expressionKey(key), key);
  }
  const [only, second] = asked.values();
  if (only !== undefined) return second === undefined ? only : null;
  const parts = collection.key.map((property) => parameterFor(context, collection, property));
  const [single] = parts;
  if (!parts.every((part) => part !== null) || single === undefined) return null;
  return parts.length === 1 ? single : { kind: 'list', items: parts, type: collection.keyType, offset: 0 };
}

function keysAskedFor(expression: Expression, collection: string): readonly Expression[] {
  if (expression.kind === 'and') return [...keysAskedFor(expression.left, collection), ...keysAskedFor(expression.right, collection)];
  if (expression.kind !== 'call' || expression.operator !== 'inMap') return [];
  const [key, map] = expression.args;
  const asked = map?.kind === 'root' && map.root.kind === 'collection' && map.root.name === collection;
  return asked && key !== undefined ? [key] : [];
}

/** A path parameter named like the key property, or for a single key the last one of a type that fits. */
function parameterFor(context: BodyContext, collection: Collection, property: string): Expression | null {
  const parameters = context.operation.parameters.filter((parameter) => parameter.in === 'path');
  const named = parameters.find((parameter) => parameter.name === property);
  const last = collection.key.length === 1 ? parameters.at(-1) : undefined;
  const chosen = named ?? last;
  const type: Type = propertyType(context.types, collection.recordType, property) ?? collection.keyType;
  if (chosen === undefined || !overlap(context.types, chosen.type, type)) return null;
  const path: Expression = { kind: 'root', root: { kind: 'request', part: 'path' }, type: { kind: 'dyn' }, offset: 0 };
  return { kind: 'member', of: path, name: chosen.name, type: chosen.type, offset: 0 };
}
