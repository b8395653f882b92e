// Decides which holes a trajectory has, and puts values in their place.

import type { Value } from '../base/value.ts';
import type { Step, Template, Trajectory } from '../contract/trajectory.ts';

/** Names of the holes of a trajectory, in order of first occurrence. */
export function holesOf(trajectory: Trajectory): readonly string[] {
  const names = new Set<string>();
  const walk = (template: Template | undefined): void => {
    if (template === undefined) return;
    if (template.kind === 'hole') names.add(template.name);
    if (template.kind === 'list') template.items.forEach(walk);
    if (template.kind === 'object') for (const item of template.entries.values()) walk(item);
  };
  for (const step of trajectory.steps) {
    for (const template of step.params.values()) walk(template);
    walk(step.body);
    walk(step.expect?.body);
  }
  return [...names];
}

/** The trajectory with values in the place of holes; a hole without a value stays. */
export function fillHoles(trajectory: Trajectory, values: ReadonlyMap<string, Value>): Trajectory {
  return { ...trajectory, steps: trajectory.steps.map((step) => fillStep(step, values)) };
}

function fillStep(step: Step, values: ReadonlyMap<string, Value>): Step {
  const { expect } = step;
  return {
    ...step,
    params: new Map([...step.params].map(([name, template]) => [name, fill(template, values)])),
    body: step.body && fill(step.body, values),
    expect: expect && { ...expect, body: expect.body && fill(expect.body, values) },
  };
}

function fill(template: Template, values: ReadonlyMap<string, Value>): Template {
  switch (template.kind) {
    case 'hole': {
      const value = values.get(template.name);
      return value === undefined ? template : { kind: 'value', value };
    }
    case 'list':
      return collapse({ kind: 'list', items: template.items.map((item) => fill(item, values)) });
    case 'object':
      return collapse({ kind: 'object', entries: new Map([...template.entries].map(([name, item]) => [name, fill(item, values)])) });
    default:
      return template;
  }
}

function collapse(template: Extract<Template, { kind: 'list' | 'object' }>): Template {
  if (template.kind === 'list') {
    const items = template.items.flatMap((item) => (item.kind === 'value' ? [item.value] : []));
    return items.length === template.items.length ? { kind: 'value', value: items } : template;
  }
  const entries = new Map<string, Value>();
  for (const [name, item] of template.entries) if (item.kind === 'value') entries.set(name, item.value);
  return entries.size === template.entries.size ? { kind: 'value', value: entries } : template;
}
