// Decides where in a request the client names the record that it makes.

import { bodyText, member, type Placed } from './expressions.ts';
import type { TemplateInput } from './operation-text.ts';
import { keyParameter } from './state-plan.ts';

export interface ClientKey {
  /** The property that it is in the state. */
  readonly property: string;
  /** What it is called in the request. */
  readonly name: string;
  readonly text: string;
  /** Whether the request has it, where it need not. */
  readonly guard: string | null;
}

/** The last part of the key as the body gives it; null if the path gives it, or nothing does. */
export function clientKey({ operation, shapes }: TemplateInput, placed: Placed): ClientKey | null {
  const { plan } = placed;
  const last = plan.keys.at(-1);
  const path = plan.collection.key.at(-1)?.match?.property.split('.') ?? [];
  const body = bodyText(shapes, operation, plan.collection.main.name);
  if (last === undefined || path.length === 0 || body === null || keyParameter(operation, placed, last) !== null) return null;
  const guards: string[] = body.certain ? [] : [body.guard];
  let text = body.text;
  let { shape } = body;
  for (const name of path) {
    const property = shape.properties.get(name);
    if (property === undefined || property.readOnly || !/^[A-Za-z_]\w*$/.test(name)) return null;
    text = member(text, name);
    if (!property.required) guards.push(`has(${text})`);
    shape = shapes.of(property.at);
  }
  if ((shape.kind !== 'text' && shape.kind !== 'number') || shape.nullable) return null;
  if (last.kind !== null && last.kind !== shape.kind) return null;
  return { property: last.property, name: path.at(-1) ?? '', text, guard: guards.length === 0 ? null : guards.join(' && ') };
}

/** The record that a change is about, where the body names it and the path does not; null elsewhere. */
export function namedInBody(input: TemplateInput, placed: Placed): ClientKey | null {
  const isChange = input.fact.kind === 'update' || input.fact.kind === 'replace';
  return isChange && placed.plan.keys.length === 1 ? clientKey(input, placed) : null;
}
