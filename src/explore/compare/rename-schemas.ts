// Decides how a contract is written whose named schemas have other names, so that it can stand beside another that uses the same ones otherwise.

import type { Collection, Contract, Operation, ResponseBody, Variable } from '../../contract/contract.ts';
import type { Schema, SchemaRef } from '../../contract/schema.ts';

type Rename = (ref: SchemaRef) => SchemaRef;

/** The same contract. Static types, which only the compiler of rules reads, keep the old names. */
export function withSchemaNames(contract: Contract, rename: Rename): Contract {
  const collection = (one: Collection): Collection => ({ ...one, schema: renamed(one.schema, rename) });
  const variable = (one: Variable): Variable => ({ ...one, schema: renamed(one.schema, rename) });
  return {
    ...contract,
    schemas: new Map([...contract.schemas].map(([ref, schema]) => [rename(ref), renamed(schema, rename)])),
    collections: mapped(contract.collections, collection),
    variables: mapped(contract.variables, variable),
    operations: mapped(contract.operations, (operation) => renamedOperation(operation, rename)),
  };
}

function renamedOperation(operation: Operation, rename: Rename): Operation {
  const { parameters, body, response, responses } = operation;
  return {
    ...operation,
    parameters: parameters.map((parameter) => ({ ...parameter, schema: renamed(parameter.schema, rename) })),
    body: body && { ...body, schema: renamed(body.schema, rename) },
    response: { ...response, body: renamedBody(response.body, rename) },
    responses: mapped(responses, (schema) => schema && renamed(schema, rename)),
  };
}

function renamedBody(body: ResponseBody, rename: Rename): ResponseBody {
  if (body.kind === 'any') return { ...body, schema: renamed(body.schema, rename) };
  return body.kind === 'rule' && body.rest !== undefined ? { ...body, rest: renamed(body.rest, rename) } : body;
}

const ONE = [
  'items',
  'contains',
  'unevaluatedItems',
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
] as const satisfies readonly (keyof Schema)[];
const LISTS = ['prefixItems', 'allOf', 'anyOf', 'oneOf'] as const satisfies readonly (keyof Schema)[];
const MAPS = ['properties', 'patternProperties', 'dependentSchemas'] as const satisfies readonly (keyof Schema)[];

function renamed(schema: Schema, rename: Rename): Schema {
  const again = (part: Schema): Schema => renamed(part, rename);
  const { ref, discriminator } = schema;
  return {
    ...schema,
    ...(ref === undefined ? {} : { ref: rename(ref) }),
    ...(discriminator && { discriminator: { ...discriminator, mapping: mapped(discriminator.mapping, rename) } }),
    ...changed(ONE, (keyword) => schema[keyword], again),
    ...changed(
      LISTS,
      (keyword) => schema[keyword],
      (parts) => parts.map(again),
    ),
    ...changed(
      MAPS,
      (keyword) => schema[keyword],
      (parts) => mapped(parts, again),
    ),
  };
}

/** The keywords that are there, with what becomes of their values. */
function changed<K extends string, T>(
  keywords: readonly K[],
  valueOf: (keyword: K) => T | undefined,
  change: (value: T) => T,
): Partial<Record<K, T>> {
  const found: Partial<Record<K, T>> = {};
  for (const keyword of keywords) {
    const value = valueOf(keyword);
    if (value !== undefined) found[keyword] = change(value);
  }
  return found;
}

function mapped<T, U>(map: ReadonlyMap<string, T>, change: (item: T) => U): ReadonlyMap<string, U> {
  return new Map([...map].map(([name, item]) => [name, change(item)]));
}
