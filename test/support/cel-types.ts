// Support: types of the CEL vectors as types of ours.

import { type Type as CelType, Type_PrimitiveType, Type_WellKnownType } from '@bufbuild/cel-spec/cel/expr/checked_pb.js';
import {
  BOOLEAN,
  BYTES,
  DURATION,
  DYN,
  INTEGER,
  listOf,
  NULL,
  NUMBER,
  STRING,
  TIMESTAMP,
  TYPE,
  type Type,
} from '../../src/contract/type.ts';

const PRIMITIVES: Readonly<Record<Type_PrimitiveType, Type | null>> = {
  [Type_PrimitiveType.PRIMITIVE_TYPE_UNSPECIFIED]: null,
  [Type_PrimitiveType.BOOL]: BOOLEAN,
  [Type_PrimitiveType.INT64]: INTEGER,
  [Type_PrimitiveType.UINT64]: INTEGER,
  [Type_PrimitiveType.DOUBLE]: NUMBER,
  [Type_PrimitiveType.STRING]: STRING,
  [Type_PrimitiveType.BYTES]: BYTES,
};

/** The type, or null where we have none like it: messages, wrappers, abstract types. */
export function ourType({ typeKind }: CelType): Type | null {
  switch (typeKind.case) {
    case 'dyn':
    case 'typeParam':
      return DYN;
    case 'null':
      return NULL;
    case 'type':
      return TYPE;
    case 'primitive':
      return PRIMITIVES[typeKind.value];
    case 'wellKnown':
      return wellKnown(typeKind.value);
    case 'messageType':
      return MESSAGES.get(typeKind.value) ?? null;
    case 'listType': {
      const element = typeKind.value.elemType ? ourType(typeKind.value.elemType) : DYN;
      return element && listOf(element);
    }
    case 'mapType': {
      const { keyType, valueType } = typeKind.value;
      const key = keyType ? ourType(keyType) : DYN;
      const value = valueType ? ourType(valueType) : DYN;
      return key && value && { kind: 'map', key, value };
    }
    default:
      return null;
  }
}

const MESSAGES: ReadonlyMap<string, Type> = new Map([
  ['google.protobuf.Timestamp', TIMESTAMP],
  ['google.protobuf.Duration', DURATION],
]);

function wellKnown(type: Type_WellKnownType): Type | null {
  if (type === Type_WellKnownType.TIMESTAMP) return TIMESTAMP;
  return type === Type_WellKnownType.DURATION ? DURATION : null;
}

/** Whether our type promises at least what that of CEL does. */
export function isWithin(ours: Type, given: CelType): boolean {
  const wide = ourType(given);
  return wide !== null && isSubtype(ours, wide);
}

function isSubtype(narrow: Type, wide: Type): boolean {
  if (wide.kind === 'dyn' || narrow.kind === 'never') return true;
  switch (narrow.kind) {
    case 'union':
      return narrow.members.every((member) => isSubtype(member, wide));
    case 'list':
      return wide.kind === 'list' && isSubtype(narrow.element, wide.element);
    case 'tuple':
      return wide.kind === 'list' && narrow.items.every((item) => isSubtype(item, wide.element));
    case 'map':
      return wide.kind === 'map' && isSubtype(narrow.key, wide.key) && isSubtype(narrow.value, wide.value);
    case 'object': {
      const values = [...narrow.fields.values()].map((field) => field.type);
      return wide.kind === 'map' && (values.length === 0 || isSubtype(STRING, wide.key)) && values.every((of) => isSubtype(of, wide.value));
    }
    default:
      return narrow.kind === wide.kind;
  }
}
