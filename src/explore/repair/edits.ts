// Decides what one edit of a trajectory is, and which trajectories lie one edit away: what an edit leaves open is a hole in them.

import { isList, isObject, type Value } from '../../base/value.ts';
import type { Contract, Operation } from '../../contract/contract.ts';
import { relinked } from '../../contract/relink.ts';
import type { Step, Template, Trajectory } from '../../contract/trajectory.ts';

/** One edit. Indices are those of the steps before it, and for an insertion that of the step that it comes before. */
export type Edit =
  | { readonly kind: 'change'; readonly step: number; readonly place: ArgumentPlace }
  | { readonly kind: 'insert'; readonly step: number; readonly operationId: string }
  | { readonly kind: 'delete'; readonly step: number }
  | { readonly kind: 'move'; readonly step: number; readonly to: number };

/** A parameter, or a part of the body. */
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
 * backwards. Nothing after the failing step is touched, except that a step may move there.
 */
export function* editsOf(contract: Contract, trajectory: Trajectory, failing: number): Generator<Edited, void, undefined> {
  const last = Math.min(failing, trajectory.steps.length - 1);
  for (let step = last; step >= 0; step -= 1) yield* changesAt(trajectory, step);
  for (let step = failing; step >= 0; step -= 1) {
    for (const operation of contract.operations.values()) yield inserted(trajectory, step, operation);
  }
  for (let step = last; step >= 0; step -= 1) {
    const deleted = withSteps(
      trajectory,
      (steps) => steps.toSpliced(step, 1),
      (index) => (index === step ? null : index < step ? index : index - 1),
    );
    if (deleted !== null) yield { edit: { kind: 'delete', step }, trajectory: deleted };
  }
  for (let step = last; step >= 0; step -= 1) {
    for (let to = 0; to < trajectory.steps.length; to += 1) {
      const moved = to === step || to === step - 1 ? null : move(trajectory, step, to);
      if (moved !== null) yield { edit: { kind: 'move', step, to }, trajectory: moved };
    }
  }
}

function* changesAt(trajectory: Trajectory, index: number): Generator<Edited, void, undefined> {
  const step = trajectory.steps[index];
  if (step === undefined) return;
  const changed = (place: ArgumentPlace, part: Partial<Step>): Edited => ({
    edit: { kind: 'change', step: index, place },
    trajectory: { ...trajectory, steps: trajectory.steps.with(index, { ...step, ...part }) },
  });
  for (const [parameter, template] of step.params) {
    for (const path of leavesOf(template))
      yield changed({ parameter, path }, { params: new Map(step.params).set(parameter, withHole(template, path)) });
  }
  if (step.body === undefined) return;
  for (const path of leavesOf(step.body)) yield changed({ parameter: null, path }, { body: withHole(step.body, path) });
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

/** A call with every required argument left open. */
function inserted(trajectory: Trajectory, at: number, { id, parameters, body }: Operation): Edited {
  const params = parameters
    .filter(({ required }) => required)
    .map(({ name }) => [name, { kind: 'hole', name: `${CHANGED} ${name}` } as const] as const);
  const step: Step = {
    operationId: id,
    params: new Map(params),
    body: body?.required === true ? { kind: 'hole', name: `${CHANGED} body` } : undefined,
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
