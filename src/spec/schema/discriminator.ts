// Decides what OpenAPI's `discriminator` maps: values of a property to the schemas of the alternatives.

import type { SchemaRef } from '../../contract/schema.ts';
import { childText, isMap, isSeq, type SpecNode, type SpecScalar, textOf } from '../tree/node.ts';
import { showPointer } from '../tree/pointer.ts';
import { type Keyword, malformed, type Reading } from './draft.ts';

/** Swagger 2.0 writes only the property's name; its values are then the names of the alternatives. */
export const discriminator: Keyword = (reading, node, keyword) => {
  const property = textOf(node) ?? childText(node, 'propertyName');
  if (property === null) return malformed(reading, node, keyword, "a mapping with 'propertyName'");
  const mapping = new Map<string, SchemaRef>(implicit(reading));
  const explicit = isMap(node) ? node.entries.get('mapping')?.value : undefined;
  if (isMap(explicit)) {
    for (const [value, entry] of explicit.entries) {
      const ref = entry.value.kind === 'scalar' ? mapped(reading, entry.value) : null;
      if (ref !== null) mapping.set(value, ref);
    }
  }
  reading.draft.discriminator = { property, mapping };
};

// A mapping names a schema of the components or, if it does not look like a name, refers to one.
function mapped(reading: Reading, scalar: SpecScalar): SchemaRef | null {
  const name = textOf(scalar);
  if (name === null) return null;
  if (!/^[A-Za-z0-9._-]+$/.test(name) || /\.(json|ya?ml)$/.test(name)) return reading.reference(scalar, 'hint');
  const pointer = showPointer(['components', 'schemas', name]);
  return reading.reference({ ...scalar, value: `#${pointer}` }, 'hint');
}

/** Each alternative that is a reference is selected by the last part of it, too. */
function implicit(reading: Reading): readonly (readonly [string, SchemaRef])[] {
  const { node } = reading.at;
  const found: (readonly [string, SchemaRef])[] = [];
  for (const alternative of [...alternatives(node, 'oneOf'), ...alternatives(node, 'anyOf')]) {
    const reference = isMap(alternative) ? alternative.entries.get('$ref')?.value : undefined;
    const name = textOf(reference)?.split('/').at(-1);
    if (name === undefined || reference?.kind !== 'scalar') continue;
    const ref = reading.reference(reference, 'hint');
    if (ref !== null) found.push([name, ref]);
  }
  return found;
}

function alternatives(node: SpecNode, keyword: string): readonly SpecNode[] {
  const list = isMap(node) ? node.entries.get(keyword)?.value : undefined;
  return isSeq(list) ? list.items : [];
}
