// Decides which required properties may be missing because of the way a value travels: OpenAPI's readOnly and writeOnly.

import type { Schema } from '../../contract/schema.ts';
import type { Validation } from './site.ts';

/** References and `allOf`s that are followed to find `readOnly`. */
const MAX_HOPS = 16;

/** Whether the schema object that requires the property declares it (through references and `allOf`) as one that does not travel this way. */
export function isWaived(validation: Pick<Validation, 'schemas' | 'direction'>, schema: Schema, name: string): boolean {
  if (validation.direction === 'stored') return false;
  const property = schema.properties?.get(name);
  return property !== undefined && isMarked(validation, property, validation.direction === 'request' ? 'readOnly' : 'writeOnly', 0);
}

function isMarked(validation: Pick<Validation, 'schemas'>, schema: Schema, mark: 'readOnly' | 'writeOnly', hops: number): boolean {
  if (schema[mark] === true) return true;
  if (hops === MAX_HOPS) return false;
  const target = schema.ref === undefined ? undefined : validation.schemas.get(schema.ref);
  if (target !== undefined && isMarked(validation, target, mark, hops + 1)) return true;
  return schema.allOf?.some((part) => isMarked(validation, part, mark, hops + 1)) ?? false;
}
