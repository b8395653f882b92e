// Decides what one edit of a trajectory is, and which trajectories lie one edit away: what an edit leaves open is a hole in them.

import { isList, isObject, type Value } from '../../base/value.ts';
import type { Contract, Parameter } from '../../contract/contract.ts';
import { relinked } from '../../contract/relink.ts';
import type { Schema, Schemas } from '../../contract/schema.ts';
import type { Step, Template, Trajectory } from '../../contract/trajectory.ts';
import type { CallForm } from '../../symbolic/free-step/free-step.ts';

/** One edit. Indices are those of the steps before it, and for an insertion that of the step that it comes before. */
export type Edit =
  | { readonly kind: 'change'; readonly step: number; readonly place: ArgumentPlace }
  | { readonly kind: 'insert'; readonly step: number; readonly operationId: string }
  | { readonly kind: 'delete'; readonly step: number }
  | { readonly kind: 'move'; readonly step: number; readonly to: number };

/** A parameter, or a part of it or of the body. Nothing may have stood there. */
export interface ArgumentPlace {
  /** Null: the body. */
  readonly parameter: string | null;
  readonly path: readonly (string | number)[];
}

export interface Edited {
  readonly edit: Edit;
  readonly trajectory: Trajectory;
}

/** The hole that stands for a changed argument. */
const CHANGED = 'repair';

/**
 * The trajectories one edit away, nearest first: changes of an argument, insertions, deletions, reorderings; each kind from the failing step
 * backwards. An argument is a scalar, or a parameter or property of the body as a whole; a required one that is missing is changed to be there. Calls are
 * inserted in the forms given. Nothing after the failing step is touched, except that a step may move from there or to there.
 */
export function* editsOf(
  contract: Contract,
  trajectory: Trajectory,
  failing: number,
  forms: readonly CallForm[],
): Generator<Edited, void, undefined> {
  const last = Math.min(failing, trajectory.steps.length - 1);
  for (let step = last; step >= 0; step -= 1) yield* changesAt(contract, trajectory, step);
  for (let step = failing; step >= 0; step -= 1) {
    for (const form of forms) yield inserted(trajectory, step, form);
  }
  for (let step = last; step >= 0; step -= 1) {
    const deleted = withSteps(
      trajectory,
      (steps) => steps.toSpliced(step, 1),
      (index) => (index === step ? null : index < step ? index : index - 1),
    );
    if (deleted !== null) yield { edit: { kind: 'delete', step }, trajectory: deleted };
  }
  yield* movesOf(trajectory, last);
}

/** Each step to each other place; of two neighbours that change places, the first moves. What leaves all as it is up to the failing step is left out. */
function* movesOf(trajectory: Trajectory, last: number): Generator<Edited, void, undefined> {
  const indices = [...trajectory.steps.keys()];
  for (const step of [...indices.slice(0, last + 1).reverse(), ...indices.slice(last + 1)]) {
    for (const to of indices) {
      if (to === step || to === step - 1 || (step > last && to > last)) continue;
      const moved = move(trajectory, step, to);
      if (moved !== null) yield { edit: { kind: 'move', step, to }, trajectory: moved };
    }
  }
}

function* changesAt(contract: Contract, trajectory: Trajectory, index: number): Generator<Edited, void, undefined> {
  const step = trajectory.steps[index];
  if (step === undefined) return;
  const changed = (place: ArgumentPlace, part: Partial<Step>): Edited => ({
    edit: { kind: 'change', step: index, place },
    trajectory: { ...trajectory, steps: trajectory.steps.with(index, { ...step, ...part }) },
  });
  for (const [parameter, template] of step.params) {
    for (const path of [...leavesOf(template), ...wholesOf(template, 0)])
      yield changed({ parameter, path }, { params: new Map(step.params).set(parameter, withHole(template, path)) });
  }
  const { body } = step;
  if (body !== undefined)
    for (const path of [...leavesOf(body), ...wholesOf(body, 1)]) yield changed({ parameter: null, path }, { body: withHole(body, path) });
  for (const place of missingFrom(contract, step)) {
    const { parameter, path } = place;
    const hole: Template = { kind: 'hole', name: CHANGED };
    if (parameter !== null) yield changed(place, { params: new Map(step.params).set(parameter, hole) });
    else yield changed(place, { body: body === undefined ? hole : withEntry(body, path, hole) });
  }
}

/** The required arguments that are not there. */
function missingFrom(contract: Contract, step: Step): readonly ArgumentPlace[] {
  const operation = contract.operations.get(step.operationId);
  if (operation === undefined) return [];
  const isSent = ({ in: part, name }: Parameter): boolean => step.params.has(name) || step.params.has(`${part}.${name}`);
  const parameters = operation.parameters.filter((parameter) => parameter.required && !isSent(parameter));
  const places = parameters.map(({ name }): ArgumentPlace => ({ parameter: name, path: [] }));
  if (operation.body === null) return places;
  if (step.body === undefined) return operation.body.required ? [...places, { parameter: null, path: [] }] : places;
  const body = opened(step.body);
  if (body.kind !== 'object') return places;
  const missing = requiredProperties(contract.schemas, operation.body.schema).filter((name) => !body.entries.has(name));
  return [...places, ...missing.map((name): ArgumentPlace => ({ parameter: null, path: [name] }))];
}

function requiredProperties(schemas: Schemas, schema: Schema): readonly string[] {
  const referred = schema.ref === undefined ? undefined : schemas.get(schema.ref);
  return [...(schema.required ?? []), ...(referred?.required ?? [])];
}

function withEntry(body: Template, [name]: ArgumentPlace['path'], value: Template): Template {
  const open = opened(body);
  return open.kind === 'object' && name !== undefined ? { kind: 'object', entries: new Map(open.entries).set(String(name), value) } : value;
}

/** Where a structure stands as a whole at that depth: the parameter itself, or a property of the body. What is a leaf is none. */
function wholesOf(template: Template, depth: 0 | 1): readonly ArgumentPlace['path'][] {
  const open = opened(template);
  if (depth === 0) return (open.kind === 'list' && open.items.length > 0) || (open.kind === 'object' && open.entries.size > 0) ? [[]] : [];
  if (open.kind !== 'object') return wholesOf(open, 0);
  return [...open.entries].flatMap(([name, entry]) => wholesOf(entry, 0).map((): ArgumentPlace['path'] => [name]));
}

/** Paths of the scalars, holes aside, and of what is empty. */
function leavesOf(template: Template): readonly ArgumentPlace['path'][] {
  switch (template.kind) {
    case 'hole':
      return [];
    case 'reference':
      return [[]];
    case 'list':
      return template.items.flatMap((item, i) => leavesOf(item).map((path) => [i, ...path]));
    case 'object':
      return [...template.entries].flatMap(([name, entry]) => leavesOf(entry).map((path) => [name, ...path]));
    case 'value':
      return leavesOfValue(template.value);
  }
}

function leavesOfValue(value: Value): readonly ArgumentPlace['path'][] {
  const parts = partsOf(value);
  if (parts.length === 0) return [[]];
  return parts.flatMap(([name, part]) => leavesOfValue(part).map((path) => [name, ...path]));
}

function partsOf(value: Value): readonly (readonly [string | number, Value])[] {
  if (value === null || typeof value !== 'object') return [];
  if (isList(value)) return value.map((item, i) => [i, item] as const);
  return isObject(value) ? [...value].map(([name, item]) => [String(name), item] as const) : [];
}

function withHole(template: Template, path: ArgumentPlace['path']): Template {
  const [first, ...rest] = path;
  if (first === undefined) return { kind: 'hole', name: CHANGED };
  const open = opened(template);
  if (open.kind === 'list') return { kind: 'list', items: open.items.map((item, i) => (i === first ? withHole(item, rest) : item)) };
  if (open.kind !== 'object') throw new Error('a path leads through lists and objects');
  return {
    kind: 'object',
    entries: new Map([...open.entries].map(([name, entry]) => [name, name === first ? withHole(entry, rest) : entry])),
  };
}

/** A value as a structure of templates. */
function opened(template: Template): Template {
  if (template.kind !== 'value' || template.value === null || typeof template.value !== 'object') return template;
  const { value } = template;
  if (isList(value)) return { kind: 'list', items: value.map((item) => ({ kind: 'value', value: item })) };
  if (!isObject(value)) return template;
  return { kind: 'object', entries: new Map([...value].map(([name, item]) => [String(name), { kind: 'value', value: item }])) };
}

/** A call of that form with every argument left open. */
function inserted(trajectory: Trajectory, at: number, { operation: { id }, slots }: CallForm): Edited {
  const isUnique = (name: string): boolean => slots.filter((slot) => slot.in !== 'body' && slot.name === name).length === 1;
  const params = slots
    .filter(({ in: part }) => part !== 'body')
    .map(({ in: part, name }) => (isUnique(name) ? name : `${part}.${name}`))
    .map((name) => [name, { kind: 'hole', name: `${CHANGED} ${name}` } as const] as const);
  const step: Step = {
    operationId: id,
    params: new Map(params),
    body: slots.some(({ in: part }) => part === 'body') ? { kind: 'hole', name: `${CHANGED} body` } : undefined,
    expect: null,
    response: null,
    as: null,
    advanceNanos: 0n,
    credentials: new Map(),
  };
  const longer = withSteps(
    trajectory,
    (steps) => steps.toSpliced(at, 0, step),
    (index) => (index < at ? index : index + 1),
  );
  if (longer === null) throw new Error('an insertion loses no step');
  return { edit: { kind: 'insert', step: at, operationId: id }, trajectory: longer };
}

function move(trajectory: Trajectory, from: number, to: number): Trajectory | null {
  const order = trajectory.steps.map((_, i) => i).filter((i) => i !== from);
  order.splice(to, 0, from);
  const place = (index: number): number => order.indexOf(index);
  return withSteps(trajectory, (steps) => order.flatMap((i) => steps[i] ?? []), place);
}

/** The trajectory with other steps; null where a reference would lead to no step before its own. `place` tells the new index of an old step. */
function withSteps(
  trajectory: Trajectory,
  change: (steps: readonly Step[]) => readonly Step[],
  place: (index: number) => number | null,
): Trajectory | null {
  const steps: Step[] = [];
  for (const [at, step] of change(trajectory.steps).entries()) {
    const moved = relinked(step, at, place);
    if (moved === null) return null;
    steps.push(moved);
  }
  return { ...trajectory, steps };
}
