// Decides which steps a step refers to, and what it is with other references.

import type { Step, Template } from '../../contract/trajectory.ts';

/** Indices of the steps that a step refers to. */
export function referredBy(step: Step): ReadonlySet<number> {
  const found = new Set<number>();
  mapTemplates(step, (reference) => {
    found.add(reference.step);
    return reference;
  });
  return found;
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
