// Decides which properties values of a type may have, seen through references and alternatives.

import type { Type, TypeScope } from '../../contract/type.ts';

/** Alternatives within alternatives that are looked through; deeper ones count as unknown. */
const MAX_NESTING = 32;

/** The type of a property; null if no value of the type has it. */
export function propertyType(types: TypeScope, type: Type, name: string, depth = 0): Type | null {
  if (depth > MAX_NESTING) return { kind: 'dyn' };
  switch (type.kind) {
    case 'ref':
      return propertyType(types, types.resolve(type.ref), name, depth + 1);
    case 'object':
      return type.fields.get(name)?.type ?? null;
    case 'map':
      return type.value;
    case 'dyn':
      return type;
    case 'union':
      return unionOf(type.members.map((member) => propertyType(types, member, name, depth + 1)).filter((found) => found !== null));
    default:
      return null;
  }
}

function unionOf(members: readonly Type[]): Type | null {
  const [first] = members;
  if (first === undefined) return null;
  const text = JSON.stringify(first);
  return members.every((member) => JSON.stringify(member) === text) ? first : { kind: 'union', members };
}

/** The names of the listed properties, for suggestions. */
export function propertiesOf(types: TypeScope, type: Type, depth = 0): readonly string[] {
  if (depth > MAX_NESTING) return [];
  if (type.kind === 'ref') return propertiesOf(types, types.resolve(type.ref), depth + 1);
  if (type.kind === 'union') return type.members.flatMap((member) => propertiesOf(types, member, depth + 1));
  return type.kind === 'object' ? [...type.fields.keys()] : [];
}

/** Whether values of a type can be keys: strings, numbers and booleans, or nobody knows. */
export function isKeyType(types: TypeScope, type: Type, depth = 0): boolean {
  if (depth > MAX_NESTING) return true;
  if (type.kind === 'ref') return isKeyType(types, types.resolve(type.ref), depth + 1);
  if (type.kind === 'union') return type.members.every((member) => isKeyType(types, member, depth + 1));
  return ['string', 'integer', 'number', 'boolean', 'dyn'].includes(type.kind);
}
