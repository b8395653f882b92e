// Decides what becomes of a step's references when the steps before it are others: each leads to where its step is now, or nowhere.

import type { Step, Template, Trajectory } from './trajectory.ts';

/** The step at its new index; null where a reference would lead to no step before it. `place` tells the new index of an old step, null for none. */
export function relinked(step: Step, at: number, place: (index: number) => number | null): Step | null {
  let isBroken = false;
  const relink = (template: Template): Template => {
    switch (template.kind) {
      case 'reference': {
        const target = place(template.step);
        if (target === null || target >= at) isBroken = true;
        return { ...template, step: target ?? 0 };
      }
      case 'list':
        return { kind: 'list', items: template.items.map(relink) };
      case 'object':
        return { kind: 'object', entries: new Map([...template.entries].map(([name, entry]) => [name, relink(entry)])) };
      default:
        return template;
    }
  };
  const params = new Map([...step.params].map(([name, template]) => [name, relink(template)]));
  const body = step.body === undefined ? undefined : relink(step.body);
  const expect =
    step.expect === null ? null : { ...step.expect, body: step.expect.body === undefined ? undefined : relink(step.expect.body) };
  return isBroken ? null : { ...step, params, body, expect };
}

/** The trajectory with only the steps of these indices, in order; null where one of them refers to a step that is left out. */
export function withOnly(trajectory: Trajectory, kept: readonly number[]): Trajectory | null {
  const places = new Map(kept.map((old, index) => [old, index]));
  const steps: Step[] = [];
  for (const [at, old] of kept.entries()) {
    const step = trajectory.steps[old];
    const moved = step && relinked(step, at, (index) => places.get(index) ?? null);
    if (!moved) return null;
    steps.push(moved);
  }
  return { ...trajectory, steps };
}
