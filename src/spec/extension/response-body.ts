// Decides what a success answers where the contract does not say (ruling 7): the record, the records, or any value of the schema.

import type { Collection, Effect, Operation, ResponseBody } from '../../contract/contract.ts';
import type { Expression } from '../../contract/expression.ts';
import type { Schema, Schemas } from '../../contract/schema.ts';
import type { Type, TypeScope } from '../../contract/type.ts';
import { overlap } from '../../contract/types.ts';
import { declaredBody } from '../openapi/messages.ts';
import { propertyType } from './properties.ts';

export interface BodyContext {
  readonly schemas: Schemas;
  readonly types: TypeScope;
  readonly collections: ReadonlyMap<string, Collection>;
  readonly operation: Pick<Operation, 'parameters' | 'preconditions' | 'effects' | 'responses'>;
}

export function defaultBody(context: BodyContext, status: number): ResponseBody {
  const schema = declaredBody(context.operation.responses, status);
  if (schema === undefined || schema === null) return { kind: 'none' };
  const record = collectionsOf(context, schema);
  const answer = record.map((collection) => recordBody(context, collection)).find((body) => body !== null);
  if (answer !== undefined) return answer;
  const [listed] = listOfRecords(context, schema);
  // Below a path parameter the list is a part of the records, and which part only the contract can say.
  const whole = context.operation.parameters.every((parameter) => parameter.in !== 'path');
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

function recordBody(context: BodyContext, collection: Collection): ResponseBody | null {
  const effect = context.operation.effects.findIndex((candidate) => writesRecord(candidate, collection.name));
  if (effect !== -1) return { kind: 'record', collection: collection.name, effect, key: null };
  const gone = context.operation.effects.some((candidate) => candidate.kind === 'delete' && candidate.place.root === collection.name);
  const key = gone ? null : keyRead(context, collection);
  return key === null ? null : { kind: 'record', collection: collection.name, effect: null, key };
}

function writesRecord(effect: Effect, collection: string): boolean {
  if (effect.kind === 'create') return effect.collection === collection;
  return effect.kind === 'update' && effect.place.root === collection && effect.place.steps[0]?.kind === 'key';
}

/** The key of the record that is read: what a precondition asks to be in the collection, else the path parameters that can be it. */
function keyRead(context: BodyContext, collection: Collection): Expression | null {
  for (const { rule } of context.operation.preconditions) {
    const key = keyAskedFor(rule.expression, collection.name);
    if (key !== null) return key;
  }
  const parts = collection.key.map((property) => parameterFor(context, collection, property));
  const [single] = parts;
  if (!parts.every((part) => part !== null) || single === undefined) return null;
  return parts.length === 1 ? single : { kind: 'list', items: parts, type: collection.keyType, offset: 0 };
}

function keyAskedFor(expression: Expression, collection: string): Expression | null {
  if (expression.kind === 'and') return keyAskedFor(expression.left, collection) ?? keyAskedFor(expression.right, collection);
  if (expression.kind !== 'call' || expression.operator !== 'inMap') return null;
  const [key, map] = expression.args;
  const asked = map?.kind === 'root' && map.root.kind === 'collection' && map.root.name === collection;
  return asked && key !== undefined ? key : null;
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
