// Support: whole random contracts, written as the OpenAPI document that the loader reads.

import type { Draws } from './draws.ts';
import { type EffectJson, planEffect } from './effects.ts';
import { type CollectionPlan, planState, type Size, type StatePlan, scalar, shapeOf } from './plan.ts';
import { expression } from './rules.ts';
import { type Field, type Json, objectSchema, type Shape, schemaOf, valueOf } from './shapes.ts';
import { type Readable, type Sight, stateSight } from './sight.ts';
import { expressionFor } from './values.ts';

export interface OperationPlan {
  readonly id: string;
  readonly method: 'get' | 'post';
  readonly parameters: readonly ParameterPlan[];
  readonly body: readonly Field[] | null;
}

export interface ParameterPlan {
  readonly in: 'path' | 'query';
  readonly field: Field;
}

export interface ContractPlan {
  readonly state: StatePlan;
  readonly operations: readonly OperationPlan[];
  readonly document: Json;
}

/** A contract; what its tape does not say is the simplest. */
export function planContract(draws: Draws, size: Size): ContractPlan {
  const state = planState(draws, size);
  const made = draws.some(1, size === 'rich' ? 3 : 2, (i) => planOperation(draws, state, `op${i}`));
  const definition = size === 'rich' && draws.chance(50) ? { 'd0(n)': definitionOf(draws, state) } : {};
  const document: Json = {
    openapi: '3.1.0',
    info: { title: 'Made', version: '1' },
    paths: Object.fromEntries(made.map(({ plan, json }) => [pathOf(plan), { [plan.method]: json }])),
    components: { schemas: Object.fromEntries(state.collections.map((c) => [schemaName(c), objectSchema(c.fields)])) },
    'x-state': {
      collections: Object.fromEntries(state.collections.map((c) => [c.name, collectionJson(c)])),
      variables: Object.fromEntries(
        state.variables.map(({ name, shape }) => [name, { schema: schemaOf(shape), initial: valueOf(draws, shape) }]),
      ),
    },
    'x-definitions': definition,
    'x-invariants': draws.some(0, draws.chance(50) ? 2 : 0, () => expression(stateSight(draws, state), 'boolean', 3)),
  };
  return { state, operations: made.map(({ plan }) => plan), document };
}

function schemaName({ name }: CollectionPlan): string {
  return `Record_${name}`;
}

function collectionJson(collection: CollectionPlan): Json {
  const [first, second] = collection.key;
  return {
    schema: { $ref: `#/components/schemas/${schemaName(collection)}` },
    key: second === undefined ? (first ?? '') : collection.key,
    references: collection.references,
    ...(collection.parent === null ? {} : { parent: collection.parent }),
  };
}

function definitionOf(draws: Draws, state: StatePlan): string {
  const sight = stateSight(draws, state);
  const n: Readable = { text: 'n', shape: { kind: 'integer', min: null, max: null }, guards: [] };
  return expression({ ...sight, seen: [n, ...sight.seen] }, 'integer', 2);
}

function pathOf({ id, parameters }: OperationPlan): string {
  return `/${id}${parameters
    .filter((p) => p.in === 'path')
    .map(({ field }) => `/{${field.name}}`)
    .join('')}`;
}

function planOperation(draws: Draws, state: StatePlan, id: string): { readonly plan: OperationPlan; readonly json: Json } {
  const rich = state.size === 'rich';
  const keyed = draws.some(1, 2, () => state.collections[draws.below(state.collections.length)]).filter((c) => c !== undefined);
  const parts = keyed.flatMap((c) => c.fields.filter(({ name }) => c.key.includes(name)));
  const path = parts
    .slice(0, rich ? 3 : 2)
    .map(({ shape }, i): ParameterPlan => ({ in: 'path', field: { name: `p${i}`, shape, required: true } }));
  const query = draws.some(0, rich ? 1 : 0, (i): ParameterPlan => {
    return { in: 'query', field: { name: `q${i}`, shape: scalarFor(draws, state), required: draws.chance(40) } };
  });
  const body = draws.chance(60) ? draws.some(1, rich ? 3 : 1, (i) => bodyField(draws, state, i)) : null;
  const method = body === null && draws.chance(50) ? 'get' : 'post';
  const plan: OperationPlan = { id, method, parameters: [...path, ...query], body };
  return { plan, json: operationJson(draws, state, plan) };
}

function scalarFor(draws: Draws, { size }: StatePlan): Shape {
  const shape = scalar(draws, size);
  return shape.kind === 'nullable' ? shape.of : shape;
}

function bodyField(draws: Draws, state: StatePlan, i: number): Field {
  return { name: `b${i}`, shape: shapeOf(draws, state.size, 0), required: !draws.chance(30) };
}

function operationJson(draws: Draws, state: StatePlan, plan: OperationPlan): Json {
  const sight = requestSight(draws, state, plan);
  const preconditions = draws.some(0, 2, (i) => precondition(sight, i));
  const effects: readonly EffectJson[] = draws.some(0, 4, () => planEffect(sight));
  const after: Sight = { ...sight, prefixes: ['', 'state.', 'old.'] };
  const answered: Readable = { text: 'response.status', shape: { kind: 'integer', min: null, max: null }, guards: [] };
  const promised: Sight = { ...after, seen: [...after.seen, answered] };
  const { responses, response } = responseOf(after, state);
  const body: Json | null = plan.body && {
    requestBody: { required: true, content: { 'application/json': { schema: objectSchema(plan.body) } } },
  };
  return {
    operationId: plan.id,
    parameters: plan.parameters.map(({ in: where, field }) => {
      return { name: field.name, in: where, required: field.required, schema: schemaOf(field.shape) };
    }),
    ...body,
    responses,
    'x-preconditions': preconditions,
    'x-effects': effects,
    ...(response === null ? {} : { 'x-response': response }),
    'x-postconditions': draws.chance(25) ? [expression(promised, 'boolean', 2)] : [],
  };
}

function precondition(sight: Sight, i: number): Json {
  const { draws } = sight;
  const rule = draws.chance(55) ? simplePrecondition(sight) : expression(sight, 'boolean', 3);
  return draws.chance(50) ? rule : { rule, status: draws.pick([404, 409, 403]), message: `requirement ${i}` };
}

function simplePrecondition(sight: Sight): string {
  const [key] = sight.keys;
  return key === undefined ? 'true' : `${key.text} in ${key.collection}`;
}

function requestSight(draws: Draws, state: StatePlan, plan: OperationPlan): Sight {
  const sight = stateSight(draws, state);
  const parameters = plan.parameters.map(({ in: where, field }): Readable => {
    const long = `request.${where}.${field.name}`;
    if (!field.required) return { text: long, shape: field.shape, guards: [`has(${long})`] };
    return { text: draws.chance(30) ? long : field.name, shape: field.shape, guards: [] };
  });
  const body = (plan.body ?? []).map(({ name, shape, required }): Readable => {
    return { text: `request.body.${name}`, shape, guards: required ? [] : [`has(request.body.${name})`] };
  });
  const seen = [...parameters, ...body, ...sight.seen];
  const keys = seen.flatMap(({ text, shape, guards }) =>
    shape.kind === 'key' && guards.length === 0 && singleKeyed(state, shape.of) ? [{ collection: shape.of, text }] : [],
  );
  return { ...sight, seen, keys };
}

function singleKeyed({ collections }: StatePlan, name: string): boolean {
  return collections.some((c) => c.name === name && c.key.length === 1);
}

interface ResponsePlan {
  readonly responses: Json;
  readonly response: Json | null;
}

function responseOf(sight: Sight, state: StatePlan): ResponsePlan {
  const { draws } = sight;
  const collection = state.collections[draws.below(state.collections.length)];
  const record: Json = { $ref: `#/components/schemas/${collection === undefined ? '' : schemaName(collection)}` };
  const scalarShape = scalar(draws, state.size);
  const free: Shape = { kind: 'object', fields: [{ name: 's', shape: scalarShape, required: true }] };
  const schema = draws.pick<Json>([null, record, { type: 'array', items: record }, schemaOf(free)]);
  const content = schema === null ? {} : { content: { 'application/json': { schema } } };
  const status = draws.pick<Json>([200, 201]);
  const responses: Json = {
    [String(status)]: { description: 'ok', ...content },
    ...(draws.chance(30) ? { '422': { description: 'no' } } : {}),
  };
  if (draws.chance(40)) return { responses, response: null };
  const body = answerOf(sight, state);
  const shown: Json = draws.chance(20) ? `${expression(sight, 'boolean', 2)} ? 200 : 201` : status;
  return { responses, response: { ...(draws.chance(50) ? { status: shown } : {}), body } };
}

function answerOf(sight: Sight, state: StatePlan): Json {
  const { draws } = sight;
  const shape = shapeOf(draws, state.size, 0);
  const form = draws.pick(['value', 'value', 'object', 'record'] as const);
  if (form === 'value') return expressionFor(sight, shape, 3);
  if (form === 'object') return { a: expressionFor(sight, shape, 2), b: expression(sight, 'integer', 2) };
  const [key] = sight.keys;
  return key === undefined ? '{}' : `${key.collection}[${key.text}]`;
}
