// Support: expressions for what effects write and responses answer: of a given shape, mostly within its bounds, and sometimes just outside.

import { expression, type Want } from './rules.ts';
import { MAP_KEYS, type Shape, valueOf } from './shapes.ts';
import { keyText, literal, type Readable, reads, type Sight } from './sight.ts';

export function expressionFor(sight: Sight, shape: Shape, depth: number): string {
  const { draws } = sight;
  const same = draws.chance(30) ? reads(sight).filter((readable) => sameShape(readable.shape, shape) && readable.guards.length === 0) : [];
  const readable: Readable | undefined = same[draws.below(same.length)];
  if (readable !== undefined) return readable.text;
  switch (shape.kind) {
    case 'boolean':
    case 'integer':
    case 'number':
    case 'text':
    case 'instant':
      return expression(sight, shape.kind satisfies Want, depth);
    case 'word':
      return draws.chance(40)
        ? `(${expression(sight, 'boolean', depth)} ? ${literal(valueOf(draws, shape))} : ${literal(valueOf(draws, shape))})`
        : literal(valueOf(draws, shape));
    case 'key': {
      const collection = sight.plan.collections.find(({ name }) => name === shape.of);
      return collection === undefined || collection.key.length > 1 ? literal(valueOf(draws, shape)) : keyText(sight, collection);
    }
    case 'nullable':
      return draws.chance(30) ? 'null' : expressionFor(sight, shape.of, depth);
    case 'list':
      return `[${draws.some(0, 2, () => expressionFor(sight, shape.of, depth - 1)).join(', ')}]`;
    case 'map': {
      const entries = MAP_KEYS.filter(() => draws.chance(50)).map((name) => `'${name}': ${expressionFor(sight, shape.of, depth - 1)}`);
      return `{${entries.join(', ')}}`;
    }
    case 'object': {
      const entries = shape.fields.filter(({ required }) => required || draws.chance(50));
      return `{${entries.map(({ name, shape: of }) => `'${name}': ${expressionFor(sight, of, depth - 1)}`).join(', ')}}`;
    }
  }
}

function sameShape(a: Shape, b: Shape): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
