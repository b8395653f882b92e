// Decides how a value is told apart from others where it becomes the argument of an unknown function: its shape as text, and its terms.

import { denominatorOf, numeratorOf } from '../base/number.ts';
import { isList, isNumber, isObject, type Value } from '../base/value.ts';
import { placeOf } from './free/name.ts';
import type { Term } from './term.ts';
import type { Symbolic } from './value.ts';

export interface Fingerprint {
  readonly text: string;
  readonly terms: readonly Term[];
}

/** Equal texts and equal terms mean equal values. */
export function fingerprintOf(value: Symbolic): Fingerprint {
  const terms: Term[] = [];
  return { text: describe(value, terms), terms };
}

function describe(value: Symbolic, terms: Term[]): string {
  const below = (part: Symbolic): string => describe(part, terms);
  const mark = (term: Term): string => {
    terms.push(term);
    return '#';
  };
  switch (value.kind) {
    case 'known':
      return exactText(value.value);
    case 'scalar':
      return `${value.scalar}${mark(value.term)}`;
    case 'list':
      return `[${value.items.map(below).join(',')}]`;
    case 'sparse':
      return `[${value.slots.map((slot) => `${mark(slot.guard)}?${below(slot.value)}`).join(',')}]`;
    case 'union':
      return `(${value.alternatives.map((a) => `${mark(a.guard)}:${below(a.value)}`).join('|')})`;
    case 'map': {
      const log = value.log.map((write) => `${mark(write.guard)}?${below(write.key)}:${write.value === null ? '' : below(write.value)}`);
      return `{${value.base === null ? '' : below(value.base)};${log.join(',')}}`;
    }
    case 'layers': {
      const layers = value.layers.map(
        (layer) => `${mark(layer.guard)}?${JSON.stringify(layer.property)}:${layer.value === null ? '' : below(layer.value)}`,
      );
      return `{${below(value.base)};${layers.join(',')}}`;
    }
    case 'free': {
      const { name, args } = placeOf(value);
      return `<${name}${args.map(mark).join('')}>`;
    }
    case 'collection':
      throw new Error('a collection is no argument');
  }
}

/** Equal texts mean equal values; values with keys in different orders may have different texts. */
function exactText(value: Value): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (isNumber(value)) return typeof value === 'number' ? String(value) : `${numeratorOf(value)}/${denominatorOf(value)}`;
  if (isList(value)) return `[${value.map(exactText).join(',')}]`;
  if (isObject(value)) return `{${[...value].map(([key, of]) => `${JSON.stringify(key)}:${exactText(of)}`).join(',')}}`;
  if (value.kind === 'timestamp' || value.kind === 'duration') return `${value.kind} ${value.nanos}`;
  return value.kind === 'bytes' ? `bytes ${value.bytes.join(' ')}` : `type ${value.name}`;
}
