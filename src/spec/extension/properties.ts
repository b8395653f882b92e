// Decides which properties records of a type may have, and which types a key may have, seen through references and alternatives.

import type { Type, TypeScope } from '../../contract/type.ts';
import { fieldOf, membersOf, unionOf } from '../../contract/types.ts';

/** The type of a property; null if no value of the type has it. */
export function propertyType(types: TypeScope, type: Type, name: string): Type | null {
  const found = membersOf(types, type)
    .map((member) => ownPropertyType(member, name))
    .filter((own) => own !== null);
  return found.length === 0 ? null : unionOf(found);
}

function ownPropertyType(type: Type, name: string): Type | null {
  if (type.kind === 'object') return fieldOf(type, name)?.type ?? null;
  if (type.kind === 'map') return type.value;
  return type.kind === 'dyn' ? type : null;
}

/** The names of the listed properties, for suggestions. */
export function propertiesOf(types: TypeScope, type: Type): readonly string[] {
  return membersOf(types, type).flatMap((member) => (member.kind === 'object' ? [...member.fields.keys()] : []));
}

const KEY_KINDS: ReadonlySet<Type['kind']> = new Set(['string', 'integer', 'number', 'boolean', 'dyn']);

/** Whether values of a type can be keys: strings, numbers and booleans, or nobody knows. */
export function isKeyType(types: TypeScope, type: Type): boolean {
  return membersOf(types, type).every((member) => KEY_KINDS.has(member.kind));
}
