// Decides the value of a template: holes filled, references to earlier steps followed.

import { isList, isObject, type ObjectKey, type Value } from '../../base/value.ts';
import type { Template } from '../../contract/trajectory.ts';

/** Why a template has no value, or a request could not be made. */
export interface Unformed {
  readonly kind: 'unformed';
  readonly code: 'unknown-operation' | 'unfilled-hole' | 'unresolved-reference';
  readonly message: string;
}

/** What templates may refer to. */
export interface Known {
  readonly holes: ReadonlyMap<string, Value>;
  /** A part of an earlier step, or null if the step has none (it was not made, or answered without a body). */
  readonly part: (step: number, from: Extract<Template, { kind: 'reference' }>['from']) => Value | undefined;
}

export function isUnformed(x: unknown): x is Unformed {
  return typeof x === 'object' && x !== null && 'kind' in x && x.kind === 'unformed';
}

/** The value of a template. */
export function instantiate(template: Template, known: Known): Value | Unformed {
  switch (template.kind) {
    case 'value':
      return template.value;
    case 'hole': {
      const value = known.holes.get(template.name);
      return value ?? (known.holes.has(template.name) ? null : unformed('unfilled-hole', `nothing fills the hole '${template.name}'`));
    }
    case 'reference':
      return follow(template, known);
    case 'list':
      return instantiateList(template.items, known);
    case 'object':
      return instantiateObject(template.entries, known);
  }
}

function unformed(code: Unformed['code'], message: string): Unformed {
  return { kind: 'unformed', code, message };
}

function instantiateList(items: readonly Template[], known: Known): Value | Unformed {
  const list: Value[] = [];
  for (const item of items) {
    const value = instantiate(item, known);
    if (isUnformed(value)) return value;
    list.push(value);
  }
  return list;
}

function instantiateObject(entries: ReadonlyMap<string, Template>, known: Known): Value | Unformed {
  const object = new Map<ObjectKey, Value>();
  for (const [key, entry] of entries) {
    const value = instantiate(entry, known);
    if (isUnformed(value)) return value;
    object.set(key, value);
  }
  return object;
}

function follow(reference: Extract<Template, { kind: 'reference' }>, known: Known): Value | Unformed {
  let value = known.part(reference.step, reference.from);
  for (const step of reference.pointer) value = value === undefined ? undefined : pointed(value, step);
  return value === undefined ? unformed('unresolved-reference', `${reference.text} refers to nothing`) : value;
}

const INDEX = /^(?:0|[1-9]\d*)$/;

/** One step of an RFC 6901 pointer. */
function pointed(value: Value, step: string): Value | undefined {
  if (isList(value)) return INDEX.test(step) ? value[Number(step)] : undefined;
  return isObject(value) ? value.get(step) : undefined;
}
