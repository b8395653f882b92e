// Decides what a literal's type becomes where other values will take its place.

import { listOf, type Type } from '../type.ts';
import { unionOf } from '../types.ts';

/** The type without the values of its strings; what stands behind a reference stays. An accumulator that starts as 'a' will be another text. */
export function widened(type: Type): Type {
  switch (type.kind) {
    case 'string':
      return type.literal === undefined ? type : { kind: 'string' };
    case 'list':
      return listOf(widened(type.element));
    case 'tuple':
      return { kind: 'tuple', items: type.items.map(widened) };
    case 'object':
      return {
        ...type,
        fields: new Map([...type.fields].map(([name, field]) => [name, { ...field, type: widened(field.type) }] as const)),
      };
    case 'union':
      return unionOf(type.members.map(widened));
    default:
      return type;
  }
}
