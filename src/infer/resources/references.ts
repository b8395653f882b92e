// Decides which properties of a record are keys of other records: by what they may be, by their names, and by what is said of them.

import { below, childAt } from '../../spec/reference/resolve.ts';
import { isMap, isSeq } from '../../spec/tree/node.ts';
import type { Property, Shapes } from '../view/shape.ts';
import { singularName, stem, wordsOf } from '../view/words.ts';
import type { Collection } from './collections.ts';

export interface Reference {
  readonly property: string;
  readonly collection: string;
  readonly confidence: number;
  readonly evidence: string;
}

export interface ReferenceFinder {
  /** The foreign keys among the properties of a collection's records. */
  of(collection: Collection): readonly Reference[];
}

const KEY_SUFFIX = /^(id|ids|uuid|uuids|gid|gids|sid|sids|guid|guids|key|keys|slug|identifier|ref)$/;

export function createReferenceFinder(collections: readonly Collection[], shapes: Shapes, hints: boolean): ReferenceFinder {
  const byNode = new Map<unknown, Collection[]>();
  const byStem = new Map<string, Collection[]>();
  for (const collection of collections) {
    for (const node of recordNodes(collection, shapes)) append(byNode, node, collection);
    append(byStem, collection.main.stem, collection);
  }
  const find = (self: Collection, name: string, property: Property): Reference | null => {
    if (self.key.some(({ match }) => match?.property === name)) return null;
    return (
      (hints ? byHint(shapes, byNode, name, property) : null) ??
      byAlternative(shapes, byNode, name, property) ??
      bySuffix(shapes, byStem, self, name, property) ??
      byName(shapes, byStem, self, name, property) ??
      byDescription(shapes, byStem, name, property)
    );
  };
  return {
    of: (collection) => {
      const found: Reference[] = [];
      for (const [name, property] of collection.record?.properties ?? []) {
        const reference = find(collection, name, property);
        if (reference !== null) found.push(reference);
      }
      return found;
    },
  };
}

/** The schemas that are the records of a collection: as any of its operations shows them, and each of their alternatives. */
function recordNodes(collection: Collection, shapes: Shapes): ReadonlySet<unknown> {
  const records = collection.sites.flatMap(({ record }) => (record === null || record.rank < 2 ? [] : [record.shape]));
  return new Set(records.flatMap((shape) => [shape.at.node, ...shape.alternatives.map((part) => shapes.of(part).at.node)]));
}

function append<K>(map: Map<K, Collection[]>, key: K, collection: Collection): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [collection]);
  else list.push(collection);
}

/** An extension of somebody else's that lists schemas of records: what the property can be expanded to. */
function byHint(shapes: Shapes, byNode: ReadonlyMap<unknown, Collection[]>, name: string, property: Property): Reference | null {
  if (!isMap(property.at.node)) return null;
  for (const extension of property.at.node.entries.keys()) {
    const hint = extension.startsWith('x-') ? childAt(property.at, extension) : null;
    const list = hint === null ? null : childAt(hint, 'oneOf');
    if (list === null || !isSeq(list.node)) continue;
    for (const [i, item] of list.node.items.entries()) {
      const [target] = byNode.get(shapes.of(below(list, item, String(i))).at.node) ?? [];
      if (target === undefined) continue;
      return {
        property: name,
        collection: target.name,
        confidence: 0.97,
        evidence: `'${extension}' of '${name}' names the records of '${target.name}'`,
      };
    }
  }
  return null;
}

/** `anyOf: [string, $ref X]`: the key of an X, or the X itself where it was asked for. */
function byAlternative(shapes: Shapes, byNode: ReadonlyMap<unknown, Collection[]>, name: string, property: Property): Reference | null {
  for (const key of ['anyOf', 'oneOf']) {
    const list = childAt(property.at, key);
    if (list === null || !isSeq(list.node)) continue;
    const parts = list.node.items.map((item, i) => shapes.of(below(list, item, String(i))));
    if (!parts.some(({ kind }) => kind === 'text' || kind === 'number')) continue;
    const records = parts.filter(({ kind, properties }) => kind === 'object' && properties.size > 0);
    const targets = new Set(records.flatMap((record) => byNode.get(record.at.node)?.[0] ?? []));
    // One of several collections is no foreign key.
    if (targets.size > 1) return null;
    for (const target of targets) {
      return { property: name, collection: target.name, confidence: 0.95, evidence: `'${name}' is a text or one of '${target.name}'` };
    }
  }
  return null;
}

/** `owner_id`, `petIds`, `AccountSid`. */
function bySuffix(
  shapes: Shapes,
  byStem: ReadonlyMap<string, Collection[]>,
  self: Collection,
  name: string,
  property: Property,
): Reference | null {
  const words = wordsOf(name);
  if (words.length < 2 || !KEY_SUFFIX.test(words.at(-1) ?? '') || !isScalar(shapes, property)) return null;
  for (let cut = 0; cut < words.length - 1; cut += 1) {
    const target = pick(byStem.get(stem(words.slice(cut, -1).join('_'))), self);
    if (target === null) continue;
    return {
      property: name,
      collection: target.name,
      confidence: cut === 0 ? 0.9 : 0.75,
      evidence: `'${name}' is named after a key of '${target.name}'`,
    };
  }
  return null;
}

function byName(
  shapes: Shapes,
  byStem: ReadonlyMap<string, Collection[]>,
  self: Collection,
  name: string,
  property: Property,
): Reference | null {
  const shape = shapes.of(property.at);
  const scalar = shape.kind === 'text' && shape.enumerated.length === 0 && (shape.format === null || shape.format === 'uuid');
  if (!scalar || wordsOf(name).at(-1) === 'name') return null;
  const target = pick(byStem.get(stem(name)), self);
  if (target === null || singularName(target.main.name) === '') return null;
  const said = /\b(id|identifier|key|reference)\b/i.test(property.description);
  return {
    property: name,
    collection: target.name,
    confidence: said ? 0.85 : 0.55,
    evidence: `'${name}' is named like one of '${target.name}'`,
  };
}

/** “ID of the customer that …”. */
function byDescription(shapes: Shapes, byStem: ReadonlyMap<string, Collection[]>, name: string, property: Property): Reference | null {
  if (!isScalar(shapes, property)) return null;
  const said =
    /\b(?:id|identifier|uuid|sid|key)s? of (?:the |an? |this |its )?([a-z][a-z -]{2,40}?)(?: that| which| to| this| for| in| on| of|,|\.|\)|$)/i.exec(
      property.description,
    );
  if (said === null) return null;
  const [target] = byStem.get(stem(said[1] ?? '')) ?? [];
  if (target === undefined || stem(name) === 'id') return null;
  return { property: name, collection: target.name, confidence: 0.7, evidence: `'${name}' is described as “${said[0].trim()}”` };
}

/** Of collections with one name the one that is nearest: a sibling before one elsewhere. */
function pick(candidates: readonly Collection[] | undefined, self: Collection): Collection | null {
  if (candidates === undefined) return null;
  return (
    candidates.find((candidate) => candidate.parent !== null && candidate.parent === self.parent) ??
    candidates.find(({ parent }) => parent === null) ??
    candidates[0] ??
    null
  );
}

function isScalar(shapes: Shapes, property: Property): boolean {
  const shape = shapes.of(property.at);
  if (shape.kind === 'array') return shape.items !== null && ['text', 'number', 'unknown'].includes(shapes.of(shape.items).kind);
  return shape.kind === 'text' || shape.kind === 'number' || shape.kind === 'unknown';
}
