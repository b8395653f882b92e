// Decides which property of a record a path parameter is: the same name, the name without the resource, or the usual names of keys.

import type { Shape, Shapes } from '../view/shape.ts';
import { singular, wordsOf } from '../view/words.ts';

export interface KeyMatch {
  /** A property, or a path into an object (`metadata.name`). */
  readonly property: string;
  readonly confidence: number;
  readonly evidence: string;
}

/** Names that keys have where nothing else fits, best first, and what the parameter's name must say for them. */
const USUAL: readonly (readonly [string, RegExp])[] = [
  ['id', /id$|identifier$|^id/],
  ['uuid', /id$|identifier$/],
  ['guid', /id$|identifier$/],
  ['gid', /id$|identifier$/],
  ['sid', /id$|identifier$/],
  ['_id', /id$|identifier$/],
  ['name', /name$|slug$|login$|key$|tag$/],
  ['slug', /name$|slug$/],
  ['login', /name$|login$|user$/],
  ['username', /name$|login$|user$/],
  ['key', /key$|name$/],
  ['number', /number$|index$|no$|num$|iid$/],
  ['code', /code$/],
  ['id', /./],
  ['uuid', /./],
  ['sid', /./],
  ['name', /./],
  ['slug', /./],
  ['key', /./],
  ['number', /./],
  ['code', /./],
];

const squeeze = (name: string): string => wordsOf(name).join('');

/** The property that a parameter of a collection's item path is. Null if none can be told. */
export function keyProperty(shapes: Shapes, record: Shape, parameter: string, collection: string): KeyMatch | null {
  const scalars = scalarsOf(shapes, record);
  return exact(scalars, parameter) ?? shortened(scalars, parameter, collection) ?? usual(shapes, record, scalars, parameter) ?? null;
}

type Scalars = ReadonlyMap<string, string>;

/** Properties that can be keys, by their names without case and separators. */
function scalarsOf(shapes: Shapes, record: Shape): Scalars {
  const found = new Map<string, string>();
  for (const [name, property] of record.properties) {
    const { kind } = shapes.of(property.at);
    if (kind === 'text' || kind === 'number' || kind === 'unknown') {
      const plain = squeeze(name);
      if (!found.has(plain)) found.set(plain, name);
    }
  }
  return found;
}

function exact(scalars: Scalars, parameter: string): KeyMatch | null {
  const property = scalars.get(squeeze(parameter));
  if (property === undefined) return null;
  return { property, confidence: 0.95, evidence: `{${parameter}} is their '${property}'` };
}

/** `petId` of pets is `id`; `issue_number` is `number`, also where there is an `id`. */
function shortened(scalars: Scalars, parameter: string, collection: string): KeyMatch | null {
  const words = wordsOf(parameter);
  const resource = new Set(wordsOf(collection).flatMap((word) => [word, singular(word)]));
  for (let cut = 1; cut < words.length; cut += 1) {
    const property = scalars.get(words.slice(cut).join(''));
    if (property === undefined) continue;
    const about = words.slice(0, cut).some((word) => resource.has(word) || resource.has(singular(word)));
    const evidence = `{${parameter}} is their '${property}'`;
    return { property, confidence: about ? 0.93 : 0.8, evidence };
  }
  return null;
}

function usual(shapes: Shapes, record: Shape, scalars: Scalars, parameter: string): KeyMatch | null {
  const plain = squeeze(parameter);
  for (const [name, says] of USUAL) {
    if (!says.test(plain)) continue;
    const property = name === '_id' && record.properties.has('_id') ? '_id' : scalars.get(name);
    if (property !== undefined) {
      const sure = says.source !== '.' || name === 'id';
      return { property, confidence: sure ? 0.8 : 0.55, evidence: `they have '${property}', which is usually the key` };
    }
    const nested = insideMetadata(shapes, record, name);
    if (nested !== null && says.source !== '.') return nested;
  }
  return null;
}

/** The key of records that carry it in an object of their own. */
function insideMetadata(shapes: Shapes, record: Shape, name: string): KeyMatch | null {
  for (const holder of ['metadata', 'meta', 'attributes', 'properties', 'data']) {
    const property = record.properties.get(holder);
    if (property === undefined) continue;
    const inner = shapes.of(property.at).properties.get(name);
    if (inner !== undefined) {
      return { property: `${holder}.${name}`, confidence: 0.85, evidence: `they have '${name}' in '${holder}'` };
    }
  }
  return null;
}
