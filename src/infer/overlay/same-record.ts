// Decides whether an answer may show a part of a record: everything that it must have, the record has, of a kind that fits.

import type { Shape, Shapes } from '../view/shape.ts';
import { fits } from './expressions.ts';

/** The properties of a record that an element of a list has; null where it must have what the record has not. */
export function partOf(shapes: Shapes, record: Shape, element: Shape): readonly string[] | null {
  const names: string[] = [];
  for (const [name, property] of element.properties) {
    const own = record.properties.get(name);
    const isFitting = own !== undefined && fits(shapes, own, property) && (own.required || !property.required);
    if (isFitting) names.push(name);
    else if (property.required) return null;
  }
  return names.length === 0 ? null : names;
}
