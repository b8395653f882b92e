// Decides what a trajectory is with its steps in another order, or fewer or more of them: references follow the steps that they lead to.

import type { Step, Template, Trajectory } from '../../contract/trajectory.ts';

/** A step of the trajectory to be made: one of the old by its index, or a new one without references. */
export type Placed = number | Step;

/** The trajectory with these steps; null where a reference would lead to no step before its own. */
export function rearranged(trajectory: Trajectory, steps: readonly Placed[]): Trajectory | null {
  const place = new Map(steps.map((step, at) => [step, at] as const));
  const made: Step[] = [];
  for (const [at, placed] of steps.entries()) {
    const step = typeof placed === 'number' ? relinked(trajectory.steps[placed], at, place) : placed;
    if (step === null) return null;
    made.push(step);
  }
  return { ...trajectory, steps: made };
}

/** The trajectory without a step; null where another step refers to it. */
export function without(trajectory: Trajectory, step: number): Trajectory | null {
  return rearranged(trajectory, [...trajectory.steps.keys()].toSpliced(step, 1));
}

/** Indices of the steps that a step refers to. */
export function referredBy(step: Step): ReadonlySet<number> {
  const found = new Set<number>();
  mapTemplates(step, (reference) => {
    found.add(reference.step);
    return reference;
  });
  return found;
}

function relinked(step: Step | undefined, at: number, place: ReadonlyMap<Placed, number>): Step | null {
  if (step === undefined) return null;
  let isBroken = false;
  const linked = mapTemplates(step, (reference) => {
    const target = place.get(reference.step);
    if (target === undefined || target >= at) isBroken = true;
    return { ...reference, step: target ?? 0 };
  });
  return isBroken ? null : linked;
}

type Reference = Extract<Template, { readonly kind: 'reference' }>;

/** The step with other references, wherever it may have some. */
export function mapTemplates(step: Step, change: (reference: Reference) => Reference): Step {
  const map = (template: Template): Template => {
    switch (template.kind) {
      case 'reference':
        return change(template);
      case 'list':
        return { kind: 'list', items: template.items.map(map) };
      case 'object':
        return { kind: 'object', entries: new Map([...template.entries].map(([name, entry]) => [name, map(entry)])) };
      case 'value':
      case 'hole':
        return template;
    }
  };
  const { expect } = step;
  return {
    ...step,
    params: new Map([...step.params].map(([name, template]) => [name, map(template)])),
    body: step.body === undefined ? undefined : map(step.body),
    expect: expect === null ? null : { ...expect, body: expect.body === undefined ? undefined : map(expect.body) },
  };
}
