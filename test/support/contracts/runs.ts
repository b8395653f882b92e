// Support: random states of a made contract, and random trajectories through it: requests that fit, and requests with mistakes.

import type { ContractPlan, OperationPlan } from './contract.ts';
import type { Draws } from './draws.ts';
import type { CollectionPlan, StatePlan } from './plan.ts';
import { keyPart } from './plan.ts';
import { type Field, type Json, keyValue, recordOf, type Shape, valueOf } from './shapes.ts';

/** A state whose keys are distinct; references may dangle and invariants may fail. */
export function planInitial(draws: Draws, state: StatePlan): Readonly<Record<string, Json>> {
  const collections = state.collections.map((collection): [string, Json] => [collection.name, records(draws, collection)]);
  const variables = state.variables.map(({ name, shape }): [string, Json] => [name, valueOf(draws, shape)]);
  return Object.fromEntries([...collections, ...variables]);
}

function records(draws: Draws, collection: CollectionPlan): readonly Json[] {
  const made = draws.some(0, 5, () => ({
    ...recordOf(draws, collection.fields),
    ...Object.fromEntries(collection.key.map((name, i) => [name, keyValue(draws, keyPart(collection, i))])),
  }));
  const byKey = new Map(made.map((record) => [JSON.stringify(collection.key.map((name) => record[name])), record] as const));
  return [...byKey.values()];
}

/** How a step of a made trajectory may deviate from plain requests. */
export interface RunStyle {
  readonly steps: number;
  /** Of a hundred requests. */
  readonly mistakes: number;
  readonly bindings: number;
}

export interface StepPlan {
  readonly operationId: string;
  readonly as: string;
  readonly params: Readonly<Record<string, Json>>;
  readonly body?: Json;
}

export function planSteps(draws: Draws, contract: ContractPlan, style: RunStyle): readonly StepPlan[] {
  const bound: string[] = [];
  return draws.some(1, style.steps, (i) => {
    const operation = contract.operations[draws.below(contract.operations.length)];
    if (operation === undefined) throw new Error('every made contract has an operation');
    const value = ({ shape }: Field): Json =>
      bound.length > 0 && draws.chance(style.bindings) ? reference(draws, contract, bound) : valueOf(draws, shape);
    const step = fittingStep(draws, operation, `s${i}`, value);
    bound.push(step.as);
    return draws.chance(style.mistakes) ? withMistake(draws, step) : step;
  });
}

function fittingStep(draws: Draws, operation: OperationPlan, as: string, value: (field: Field) => Json): StepPlan {
  const present = ({ required }: Field): boolean => required || draws.chance(60);
  const params = operation.parameters.filter(({ field }) => present(field)).map(({ field }): [string, Json] => [field.name, value(field)]);
  const step: StepPlan = { operationId: operation.id, as, params: Object.fromEntries(params) };
  if (operation.body === null) return step;
  return { ...step, body: Object.fromEntries(operation.body.filter(present).map((field) => [field.name, value(field)])) };
}

function reference(draws: Draws, contract: ContractPlan, bound: readonly string[]): Json {
  const step = bound[draws.below(bound.length)] ?? '';
  const names = [...contract.state.collections.flatMap((c) => c.fields.map(({ name }) => name)), 's', 'a'];
  const field = names[draws.below(names.length)] ?? 'id';
  return `$steps.${step}.response.body${draws.chance(80) ? `#/${field}` : ''}`;
}

function withMistake(draws: Draws, step: StepPlan): StepPlan {
  const names = Object.keys(step.params);
  const name = names[draws.below(names.length)] ?? 'p0';
  const wrong = draws.pick<Json>([null, 'x', 7, true, [], { a: 1 }, 0.5, '7']);
  const { body } = step;
  const fields = typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.keys(body) : [];
  const field = fields[draws.below(fields.length)] ?? 'b0';
  const { [name]: _, ...without } = step.params;
  const inBody = (change: Readonly<Record<string, Json>>): StepPlan => ({
    ...step,
    body: { ...(body as Record<string, Json> | undefined), ...change },
  });
  const { body: __, ...bodiless } = step;
  return draws.pick<() => StepPlan>([
    () => ({ ...step, params: without }),
    () => ({ ...step, params: { ...step.params, unknown: 1 } }),
    () => ({ ...step, params: { ...step.params, [name]: wrong } }),
    () => inBody({ [field]: wrong }),
    () => inBody({ extra: wrong }),
    () => bodiless,
    () => ({ ...step, body: wrong }),
    () => ({ ...step, operationId: 'nowhere' }),
  ])();
}

/** The steps with some of what they send left open: equal names stand for equal values. */
export function withHoles(draws: Draws, contract: ContractPlan, steps: readonly StepPlan[]): readonly StepPlan[] {
  let named = 0;
  const opened = (parts: Readonly<Record<string, Json>>, fields: readonly Field[]): Readonly<Record<string, Json>> =>
    Object.fromEntries(
      Object.entries(parts).map(([name, value]) => {
        if (!fields.some((field) => field.name === name) || named >= 3 || !draws.chance(40)) return [name, value];
        named += 1;
        return [name, { $hole: draws.chance(15) ? 'h1' : `h${named}` }];
      }),
    );
  return steps.map((step) => {
    const operation = contract.operations.find(({ id }) => id === step.operationId);
    const params = opened(step.params, operation?.parameters.map(({ field }) => field) ?? []);
    const { body } = step;
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return { ...step, params };
    return { ...step, params, body: opened(body as Readonly<Record<string, Json>>, operation?.body ?? []) };
  });
}

export interface Opened {
  readonly open: readonly StepPlan[];
  /** By the name of the hole. */
  readonly values: Readonly<Record<string, Json>>;
}

/** The steps with each parameter and field that fits replaced by a hole, mostly, and the values that were there. */
export function holesFor(draws: Draws, contract: ContractPlan, steps: readonly StepPlan[]): Opened {
  const values: Record<string, Json> = {};
  const opened = (parts: Readonly<Record<string, Json>>, fields: readonly Field[]): Readonly<Record<string, Json>> =>
    Object.fromEntries(
      Object.entries(parts).map(([name, value]) => {
        const field = fields.find((one) => one.name === name);
        if (field === undefined || isReference(value) || !mayBe(value, field.shape) || !draws.chance(85)) return [name, value];
        const hole = `h${Object.keys(values).length}`;
        values[hole] = value;
        return [name, { $hole: hole }];
      }),
    );
  const open = steps.map((step) => {
    const operation = contract.operations.find(({ id }) => id === step.operationId);
    const params = opened(step.params, operation?.parameters.map(({ field }) => field) ?? []);
    const { body } = step;
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return { ...step, params };
    return { ...step, params, body: opened(body as Readonly<Record<string, Json>>, operation?.body ?? []) };
  });
  return { open, values };
}

function isReference(value: Json): boolean {
  return JSON.stringify(value).includes('$steps');
}

/** Only what the schema admits can fill a hole. */
function mayBe(value: Json, shape: Shape): boolean {
  switch (shape.kind) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number';
    case 'integer':
      return Number.isInteger(value) && Number(value) >= (shape.min ?? Number(value)) && Number(value) <= (shape.max ?? Number(value));
    case 'text':
      return typeof value === 'string';
    case 'word':
      return typeof value === 'string' && shape.words.includes(value);
    case 'key':
      return (shape.part.values as readonly Json[]).includes(value);
    default:
      return false;
  }
}
