// Decides how a key of a collection is written as text, so that syntactically equal keys are found by a look-up.

import { denominatorOf, numeratorOf } from '../../base/number.ts';
import { isList, isNumber, type Value } from '../../base/value.ts';
import type { Collection } from '../../contract/contract.ts';
import type { FreeStep, Origin, Symbolic } from '../value.ts';

/** Equal texts mean syntactically equal keys. Texts of known keys are equal exactly if the keys are. */
export function keyText(key: Symbolic): string {
  switch (key.kind) {
    case 'known':
      return knownKeyText(key.value);
    case 'scalar':
      return `${key.scalar}#${key.term.id}`;
    case 'list':
      return `[${key.items.map((item) => (item.kind === 'known' ? partText(item.value) : keyText(item))).join(',')}]`;
    case 'union':
      return `{${key.alternatives.map((a) => `${a.guard.id}:${keyText(a.value)}`).join('|')}}`;
    case 'free':
      return `free ${originText(key.origin)}${key.path.map(stepText).join('')}`;
    case 'map':
    case 'sparse':
    case 'layers':
    case 'collection':
      return `${key.kind} is no key`;
  }
}

/** The text of a known key. A string begins with a quote, as the text of no other kind does. */
export function knownKeyText(key: Value): string {
  return typeof key === 'string' ? `"${key}` : partText(key);
}

// Within a list, strings are quoted on both sides, so that it is clear where they end.
function partText(key: Value): string {
  if (typeof key === 'string') return JSON.stringify(key);
  if (isNumber(key)) return typeof key === 'number' ? String(key) : `${numeratorOf(key)}/${denominatorOf(key)}`;
  if (isList(key)) return `[${key.map(partText).join(',')}]`;
  if (key === null || typeof key === 'boolean') return String(key);
  return `${(key as { readonly kind?: string }).kind ?? 'object'} is no key`;
}

/** Whether the key is known, so that it differs from every known key of another text. */
export function isKnownKey(key: Symbolic): boolean {
  return key.kind === 'known';
}

/** The key that a record has by its key properties; null if one is absent. */
export function keyOfRecord(collection: Collection, record: Value): Value | null {
  if (!(record instanceof Map)) return null;
  const parts: Value[] = [];
  for (const property of collection.key) {
    const part: Value | undefined = record.get(property);
    if (part === undefined) return null;
    parts.push(part);
  }
  return collection.key.length === 1 ? (parts[0] ?? null) : parts;
}

/** The parts of a key, one for each key property; null if the value cannot be a key of the collection. */
export function keyParts(collection: Collection, key: Symbolic): readonly Symbolic[] | null {
  if (collection.key.length === 1) return [key];
  if (key.kind === 'known') {
    if (!isList(key.value) || key.value.length !== collection.key.length) return null;
    return key.value.map((value) => ({ kind: 'known', value }));
  }
  return key.kind === 'list' && key.items.length === collection.key.length ? key.items : null;
}

/** The key made of its parts, one for each key property. */
export function keyOfParts(parts: readonly Symbolic[]): Symbolic {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const known: Value[] = [];
  for (const part of parts) {
    if (part.kind !== 'known') return { kind: 'list', items: parts };
    known.push(part.value);
  }
  return { kind: 'known', value: known };
}

function originText(origin: Origin): string {
  switch (origin.kind) {
    case 'collection':
      return `collection ${origin.name}(${origin.key.map((t) => t.id).join(',')})`;
    case 'variable':
    case 'hole':
      return `${origin.kind} ${JSON.stringify(origin.name)}`;
    case 'choice':
      return `choice ${origin.step} ${JSON.stringify(origin.place)}`;
  }
}

function stepText(step: FreeStep): string {
  switch (step.kind) {
    case 'property':
      return `.${JSON.stringify(step.name)}`;
    case 'entry':
      return `[${step.key.id}]`;
    case 'item':
      return `(${step.index.id})`;
  }
}
