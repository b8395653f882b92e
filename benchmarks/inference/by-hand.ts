// Decides the score against labels that were made by hand, on documents that nobody tunes on: kinds, which operations share a collection, and keys.

import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { CollectionFacts, Facts, Kind } from './facts.ts';
import { KINDS } from './facts.ts';
import { byPlace, type Marks, type Miss } from './marks.ts';
import { isPlain, operationsOf, type Plain, plain } from './openapi.ts';

export interface HandLabels {
  /** Name in the directory. */
  readonly document: string;
  /** From method and path to the kinds that are right. */
  readonly operations: ReadonlyMap<string, readonly Kind[]>;
  /** Paths at which one and the same collection stands, and its key. */
  readonly collections: readonly { readonly key: string; readonly paths: readonly string[] }[];
}

const FOLDER = new URL('./by-hand/', import.meta.url);

/** Throws if a file of labels is not one: they are part of this program. */
export function handLabels(): readonly HandLabels[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((file) => {
    const { document, operations, collections } = plain(parse(readFileSync(new URL(file, FOLDER), 'utf8')));
    const list = Array.isArray(collections) ? collections.map(plain) : [];
    return {
      document: String(document),
      operations: new Map(Object.entries(plain(operations)).map(([place, kinds]) => [place, kindsOf(String(kinds), `${file}: ${place}`)])),
      collections: list.map(({ key, paths }) => ({ key: String(key), paths: Array.isArray(paths) ? paths.map(String) : [] })),
    };
  });
}

function kindsOf(text: string, place: string): readonly Kind[] {
  return text.split(', ').map((word) => {
    const kind = KINDS.find((name) => name === word);
    if (kind === undefined) throw new Error(`${place}: ${word} is no kind`);
    return kind;
  });
}

/**
 * Throws if labels and operations of the document do not cover each other. Names of collections are not compared: a labelled collection is
 * the one that most of its paths were put into, each inferred collection is only one of them, and a path is right if it was put into it.
 */
export function scoreByHand(labels: HandLabels, document: Plain, facts: Facts): Readonly<Record<string, Marks>> {
  const places = new Set(operationsOf(document).map(({ method, path }) => `${method} ${path}`));
  const strays = [...labels.operations.keys()].filter((place) => !places.delete(place));
  if (strays.length + places.size > 0) throw new Error(`${labels.document}: ${[...strays, ...places].join(', ')}`);
  return { kinds: kindMarks(labels, facts), ...collectionMarks(labels, document, facts) };
}

function kindMarks({ operations }: HandLabels, facts: Facts): Marks {
  const inferred = byPlace(facts);
  const misses = [...operations].flatMap(([place, kinds]): readonly Miss[] => {
    const fact = inferred.get(place);
    const [method = '', path = ''] = place.split(' ');
    const { kind = 'missing', operationId = null, evidence = [] } = fact ?? {};
    if (fact !== undefined && kinds.includes(fact.kind)) return [];
    return [{ aspect: 'kinds', label: kinds.join('|'), inferred: kind, method, path, operationId, evidence }];
  });
  return { tally: { right: operations.size - misses.length, labelled: operations.size, said: operations.size }, misses };
}

function collectionMarks({ collections }: HandLabels, document: Plain, facts: Facts): Readonly<Record<string, Marks>> {
  if (collections.length === 0) return {};
  const taken = new Set<string>();
  const misses: Miss[] = [];
  let right = 0;
  let keys = 0;
  for (const { key, paths } of collections) {
    const found = paths.map((path) => collectionAt(path, document, facts));
    const name = mostFrequent(found.filter((candidate) => candidate !== null && !taken.has(candidate)));
    if (name !== null) taken.add(name);
    right += found.filter((candidate) => candidate !== null && candidate === name).length;
    const known = facts.collections.find((collection) => collection.name === name);
    if (known && lastKey(known) === key) keys += 1;
    else misses.push(missed('keys', key, known ? String(known.key) : 'no collection', paths[0] ?? ''));
    paths.forEach((path, i) => {
      if (found[i] === null || found[i] !== name) misses.push(missed('collections', name ?? 'some', found[i] ?? 'none', path));
    });
  }
  const labelled = collections.flatMap(({ paths }) => paths).length;
  const shown = (aspect: string): readonly Miss[] => misses.filter((miss) => miss.aspect === aspect);
  return {
    collections: { tally: { right, labelled, said: labelled }, misses: shown('collections') },
    keys: { tally: { right: keys, labelled: collections.length, said: collections.length }, misses: shown('keys') },
  };
}

function missed(aspect: string, label: string, inferred: string, path: string): Miss {
  return { aspect, label, inferred, method: '', path, operationId: null, evidence: [] };
}

/** The collection of the first operation at a path. */
function collectionAt(path: string, document: Plain, { operations }: Facts): string | null {
  if (!isPlain(plain(document['paths'])[path])) throw new Error(`there is no path ${path}`);
  return operations.find((fact) => fact.path === path)?.collection ?? null;
}

function lastKey({ key }: CollectionFacts): string | null {
  return typeof key === 'string' ? key : (key?.at(-1) ?? null);
}

function mostFrequent(names: readonly (string | null)[]): string | null {
  const counts = new Map<string | null, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
